import { lazy, Suspense, useCallback, useRef } from "react";
import { controlStyles } from "~/components/ui/control-styles";
import { initialText, useFieldControl, useFieldMeta } from "~/components/ui/field";
import { useHydrated } from "~/components/ui/use-hydrated";
import { cn } from "~/lib/cn";

/** The room for so many lines and the toolbar: the same for the textarea, the wait and the editor, so that nothing below moves when one follows the other. */
const ROOM = { 10: "min-h-[18rem]", 14: "min-h-[24rem]", 16: "min-h-[27rem]" } as const;

// Its own chunk: the editor is half of the studio's JavaScript and most pages do not need it.
const Editor = lazy(() => import("./tiptap"));

/**
 * Rich text in a Field. What is sent is always the textarea: before (and without) JavaScript it is typed into directly,
 * as plain text or HTML; afterwards the editor takes it over and writes to it. The server sanitises either.
 */
export function RichText({ label, rows = 10 }: { label: string; rows?: keyof typeof ROOM }) {
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
  return (
    <div>
      <textarea
        ref={source}
        defaultValue={initialText(meta)}
        {...wired}
        {...(hydrated ? { hidden: true, "aria-hidden": true } : {})}
        className={cn(controlStyles, ROOM[rows], "resize-y py-2.5 leading-relaxed", hydrated && "hidden")}
      />
      {hydrated && (
        <Suspense fallback={<div className={cn(ROOM[rows], "grid place-items-center rounded-md border border-line-strong/80 bg-surface text-sm text-ink-faint")}>Opening the editor…</div>}>
          <Editor fieldId={wired.id} read={() => source.current?.value ?? ""} write={write} label={label} room={ROOM[rows]} describedBy={wired["aria-describedby"]} invalid={wired["aria-invalid"] === true} />
        </Suspense>
      )}
      <noscript>
        <p className="mt-2 text-sm text-ink-faint">A blank line begins a new paragraph.</p>
      </noscript>
    </div>
  );
}
