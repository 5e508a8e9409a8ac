import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import { FieldErrors, type FieldMeta } from "./field";

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "size"> & {
  label: ReactNode;
  description?: ReactNode;
  /** Conform metadata; its initial value "on" means checked. */
  field?: FieldMeta;
};

/** A native checkbox with its label; the whole row is the target. Sends "on" (or `value`). */
export function Checkbox({ label, description, field, className, ...own }: CheckboxProps) {
  const fallbackId = useId();
  const id = own.id ?? field?.id ?? fallbackId;
  const errors = field?.errors ?? [];
  const describedBy = [description ? `${id}-description` : "", errors.length > 0 ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="flex min-h-11 items-start gap-3 py-2.5 sm:min-h-0 sm:py-1">
        <span className="relative mt-[0.12rem] grid size-5 shrink-0 place-items-center">
          <input
            key={field?.key}
            defaultChecked={own.checked === undefined ? field?.initialValue === "on" || field?.initialValue === true : undefined}
            {...own}
            id={id}
            type="checkbox"
            name={own.name ?? field?.name}
            required={own.required ?? field?.required}
            aria-describedby={describedBy || undefined}
            aria-invalid={errors.length > 0 || undefined}
            className="peer size-5 appearance-none rounded-[5px] border border-line-strong bg-surface transition-colors duration-150 checked:border-accent checked:bg-accent disabled:opacity-50 aria-invalid:border-danger-solid"
          />
          <svg viewBox="0 0 20 20" aria-hidden="true" className="pointer-events-none absolute inset-0 size-5 text-on-accent opacity-0 peer-checked:opacity-100">
            <path d="m5.5 10.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </span>
        <span className="text-sm">
          <span className="font-medium text-ink">{label}</span>
          {description && (
            <span id={`${id}-description`} className="mt-0.5 block text-ink-faint">
              {description}
            </span>
          )}
        </span>
      </label>
      {errors.length > 0 && (
        <div className="pt-1 pb-2 pl-8">
          <FieldErrors id={`${id}-error`} messages={errors} />
        </div>
      )}
    </div>
  );
}
