import { lazy, Suspense, useCallback, useRef } from "react";
import { controlStyles } from "~/components/ui/control-styles";
import { initialText, useFieldControl, useFieldMeta } from "~/components/ui/field";
import { useHydrated } from "~/components/ui/use-hydrated";
import { cn } from "~/lib/cn";

// Its own chunk: the editor is half of the studio's JavaScript and most pages do not need it.
const Editor = lazy(() => import("./tiptap"));

/**
 * Rich text in a Field. What is sent is always the textarea: before (and without) JavaScript it is typed into directly,
 * as plain text or HTML; afterwards the editor takes it over and writes to it. The server sanitises either.
 */
export function RichText({ label, rows = 10 }: { label: string; rows?: number }) {
  const hydrated = useHydrated();
  const source = useRef<HTMLTextAreaElement>(null);
  const wired = useFieldControl({});
  const meta = useFieldMeta();
  const write = useCallback((html: string) => {
    const field = source.current;
    if (!field) return;
    field.value = html;
    // Forms that watch their fields (validation) hear of it.
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, []);
  const plain = (
    <p className="text-sm text-ink-faint" aria-hidden={hydrated || undefined}>
      A blank line begins a new paragraph.
    </p>
  );
  return (
    <div className="space-y-2">
      <textarea
        ref={source}
        rows={rows}
        defaultValue={initialText(meta)}
        {...wired}
        {...(hydrated ? { hidden: true, "aria-hidden": true } : {})}
        className={cn(controlStyles, "min-h-48 resize-y py-2.5 leading-relaxed", hydrated && "hidden")}
      />
      {hydrated ? (
        <Suspense fallback={<div className="grid min-h-48 place-items-center rounded-md border border-line-strong/80 bg-surface text-sm text-ink-faint">Opening the editor…</div>}>
          <Editor fieldId={wired.id} read={() => source.current?.value ?? ""} write={write} label={label} rows={rows} describedBy={wired["aria-describedby"]} invalid={wired["aria-invalid"] === true} />
        </Suspense>
      ) : (
        plain
      )}
    </div>
  );
}
