import { useEditorState, type Editor } from "@tiptap/react";
import { useId, type ChangeEvent } from "react";
import { Button } from "~/components/ui/button";
import { controlStyles } from "~/components/ui/control-styles";
import { CODE_LANGUAGES } from "~/components/ui/reading-html";
import { cn } from "~/lib/cn";
import { CALLOUT_TONES } from "./extensions";

/** What can be said about the thing the cursor is in: a code block's language, a callout's tone, an image's description. */
export function ContextBar({ editor }: { editor: Editor }) {
  const at = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      kind: now.isActive("image") ? ("image" as const) : now.isActive("codeBlock") ? ("code" as const) : now.isActive("callout") ? ("callout" as const) : null,
      language: text(now.getAttributes("codeBlock").language),
      tone: text(now.getAttributes("callout").tone),
      alt: text(now.getAttributes("image").alt),
    }),
  });
  switch (at.kind) {
    case null:
      return null;
    case "image":
      return <ImageWords alt={at.alt} write={(alt) => editor.commands.updateAttributes("image", { alt })} onRemove={() => editor.chain().focus().deleteSelection().run()} />;
    case "code":
      return (
        <Choice label="Code in" value={at.language} onChange={(language) => editor.commands.updateAttributes("codeBlock", { language: language || null })}>
          <option value="">Plain text</option>
          {at.language !== "" && !CODE_LANGUAGES.some(({ id }) => id === at.language) && <option value={at.language}>{at.language}</option>}
          {CODE_LANGUAGES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
      );
    case "callout":
      return (
        <Choice label="Callout" value={at.tone} onChange={(tone) => editor.commands.updateAttributes("callout", { tone })}>
          {CALLOUT_TONES.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
      );
  }
}

const LINE = "flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line p-2";

function Choice({ label, value, onChange, children }: { label: string; value: string; onChange: (value: string) => void; children: React.ReactNode }) {
  const id = useId();
  return (
    <div className={LINE}>
      <label htmlFor={id} className="text-xs font-medium text-ink-muted">
        {label}
      </label>
      <select id={id} value={value} onInput={still} onChange={(event) => onChange(event.target.value)} className={cn(controlStyles, "h-11 w-auto min-w-40 sm:h-9")}>
        {children}
      </select>
    </div>
  );
}

function ImageWords({ alt, write, onRemove }: { alt: string; write: (alt: string) => void; onRemove: () => void }) {
  const id = useId();
  return (
    <div className={LINE}>
      <div className="min-w-0 flex-1 basis-56 space-y-1">
        <label htmlFor={id} className="text-xs font-medium text-ink-muted">
          What the image shows
        </label>
        <input
          id={id}
          value={alt}
          maxLength={500}
          // Enter is not for the form around the editor.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          onInput={still}
          onChange={(event) => write(event.target.value)}
          aria-describedby={`${id}-why`}
          className={cn(controlStyles, "h-11 sm:h-9")}
        />
        <p id={`${id}-why`} className="text-xs text-ink-faint">
          Read aloud to people who cannot see it. Leave it empty only if the image is decoration.
        </p>
      </div>
      <Button size="sm" variant="secondary" onClick={onRemove}>
        Remove image
      </Button>
    </div>
  );
}

/** The form hears of it when the text itself has changed. */
function still(event: ChangeEvent | React.FormEvent): void {
  event.stopPropagation();
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
