import type { Editor } from "@tiptap/react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button";
import { controlStyles } from "~/components/ui/control-styles";
import { cn } from "~/lib/cn";

/** Where the chosen words lead: a line under the toolbar. Escape leaves it. Not a form, since it stands inside one. */
export function LinkBar({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const id = useId();
  const former = editor.getAttributes("link").href;
  const [address, setAddress] = useState(typeof former === "string" ? former : "");
  const [wrong, setWrong] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  function leave() {
    onDone();
    editor.commands.focus();
  }
  function apply() {
    const href = linkAddress(address);
    if (!href) return setWrong(true);
    const chain = editor.chain().focus().extendMarkRange("link");
    // Nothing chosen: the address itself becomes the words.
    if (editor.state.selection.empty && !editor.isActive("link")) chain.insertContent({ type: "text", text: address.trim(), marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    onDone();
  }
  function remove() {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    onDone();
  }
  function keys(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      leave();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      apply();
    }
  }

  return (
    <div className="flex flex-wrap items-end gap-2 border-t border-line p-2">
      <div className="min-w-0 flex-1 basis-56 space-y-1">
        <label htmlFor={id} className="text-xs font-medium text-ink-muted">
          Link to
        </label>
        <input
          id={id}
          ref={input}
          onKeyDown={keys}
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="https://"
          value={address}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-error` : undefined}
          onChange={(event) => {
            setAddress(event.target.value);
            setWrong(false);
          }}
          className={cn(controlStyles, "h-11 sm:h-9")}
        />
        {wrong && (
          <p id={`${id}-error`} className="text-xs text-danger">
            Type a web address or an email address.
          </p>
        )}
      </div>
      <Button size="sm" onClick={apply}>
        Set link
      </Button>
      {former !== undefined && (
        <Button size="sm" variant="secondary" onClick={remove}>
          Remove link
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={leave}>
        Cancel
      </Button>
    </div>
  );
}

/** A typed address as one a link may have: http(s) or mail; null for anything else. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  if (/^mailto:[^\s@]+@[^\s@]+$/i.test(text)) return text;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return (url.protocol === "https:" || url.protocol === "http:") && url.hostname.includes(".") ? url.href : null;
  } catch {
    return null;
  }
}
