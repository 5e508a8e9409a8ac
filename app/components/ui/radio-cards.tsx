import { useId, type ReactNode } from "react";
import { cn } from "~/lib/cn";
import { FieldErrors, initialText, type FieldMeta } from "./field";

export type RadioCardsProps = {
  legend: ReactNode;
  description?: ReactNode;
  field: FieldMeta;
  options: ReadonlyArray<{ value: string; label: ReactNode; description?: ReactNode; icon?: ReactNode; disabled?: boolean }>;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  columns?: 1 | 2 | 3;
  hideLegend?: boolean;
  className?: string;
};

/** One of a few, each worth a sentence. Native radios: arrow keys and no-JavaScript come for free. */
export function RadioCards({ legend, description, field, options, defaultValue, onValueChange, columns = 1, hideLegend, className }: RadioCardsProps) {
  const fallbackId = useId();
  const id = field.id ?? fallbackId;
  const errors = field.errors ?? [];
  const first = defaultValue ?? initialText(field);
  const describedBy = [description ? `${id}-description` : "", errors.length > 0 ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset className={cn("min-w-0 space-y-2", className)} aria-describedby={describedBy || undefined}>
      <legend className={cn("text-sm font-medium text-ink", hideLegend && "sr-only")}>{legend}</legend>
      {description && (
        <p id={`${id}-description`} className="text-sm text-ink-faint">
          {description}
        </p>
      )}
      <div key={field.key} className={cn("grid gap-2.5", columns === 2 && "sm:grid-cols-2", columns === 3 && "sm:grid-cols-3")}>
        {options.map((option, index) => (
          <label
            key={option.value}
            className={cn(
              "relative flex min-h-11 items-start gap-3 rounded-lg border border-edge bg-surface p-4 transition-colors duration-150 hover:border-line-strong",
              "has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)]",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink has-disabled:opacity-55",
            )}
          >
            <input
              // The first radio carries the field's id, so that an error summary can point at it.
              id={index === 0 ? id : `${id}-${option.value}`}
              type="radio"
              name={field.name}
              value={option.value}
              required={field.required}
              disabled={option.disabled}
              defaultChecked={first === option.value}
              onChange={onValueChange && (() => onValueChange(option.value))}
              className="mt-[0.2rem] size-4.5 shrink-0 appearance-none rounded-full border border-line-strong bg-surface outline-none checked:border-[5.5px] checked:border-accent"
            />
            <span className="min-w-0 flex-1 text-sm">
              <span className="flex items-center gap-2 font-medium text-ink [&_svg]:size-4.5 [&_svg]:text-ink-faint">
                {option.icon}
                {option.label}
              </span>
              {option.description && <span className="mt-0.5 block text-ink-muted">{option.description}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldErrors id={`${id}-error`} messages={errors} />
    </fieldset>
  );
}
