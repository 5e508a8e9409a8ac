import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "~/components/ui/button";
import { controlStyles } from "~/components/ui/control-styles";
import { cn } from "~/lib/cn";

export type LineBarProps = {
  label: string;
  value?: string;
  placeholder?: string;
  submit: string;
  /** Takes what was typed; a sentence when it cannot be used. */
  onApply: (typed: string) => string | null;
  onCancel: () => void;
  remove?: { label: string; run: () => void };
};

/** One line to type into, under the toolbar. Enter applies, Escape leaves. Not a form, since it stands inside one. */
export function LineBar({ label, value = "", placeholder, submit, onApply, onCancel, remove }: LineBarProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const apply = () => setProblem(onApply(typed));
  function keys(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
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
          {label}
        </label>
        <input
          id={id}
          ref={input}
          onKeyDown={keys}
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={placeholder}
          value={typed}
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem !== null ? `${id}-error` : undefined}
          // What is typed here is not the form's yet.
          onInput={(event) => event.stopPropagation()}
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem(null);
          }}
          className={cn(controlStyles, "h-11 sm:h-9")}
        />
        {problem !== null && (
          <p id={`${id}-error`} role="alert" className="text-xs text-danger">
            {problem}
          </p>
        )}
      </div>
      <Button size="sm" onClick={apply}>
        {submit}
      </Button>
      {remove && (
        <Button size="sm" variant="secondary" onClick={remove.run}>
          {remove.label}
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
