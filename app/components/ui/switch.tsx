import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import { cn } from "~/lib/cn";
import type { FieldMeta } from "./field";

export type SwitchProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "size"> & {
  label: ReactNode;
  description?: ReactNode;
  field?: FieldMeta;
};

/** On or off, as a setting. A native checkbox with role=switch: sends "on" or nothing, with or without JavaScript. */
export function Switch({ label, description, field, className, ...own }: SwitchProps) {
  const fallbackId = useId();
  const id = own.id ?? field?.id ?? fallbackId;
  return (
    <label htmlFor={id} className={cn("flex min-h-11 items-start justify-between gap-6 py-1.5", className)}>
      <span className="text-sm">
        <span className="font-medium text-ink">{label}</span>
        {description && (
          <span id={`${id}-description`} className="mt-0.5 block text-ink-faint">
            {description}
          </span>
        )}
      </span>
      <span className="relative mt-px h-6 w-10.5 shrink-0">
        <input
          key={field?.key}
          defaultChecked={own.checked === undefined ? field?.initialValue === "on" || field?.initialValue === true : undefined}
          {...own}
          id={id}
          type="checkbox"
          role="switch"
          name={own.name ?? field?.name}
          aria-describedby={description ? `${id}-description` : undefined}
          className="peer absolute inset-0 appearance-none rounded-full border border-line-strong bg-sunken transition-colors duration-150 checked:border-accent checked:bg-accent disabled:opacity-50"
        />
        <span className="pointer-events-none absolute top-[3px] left-[3px] size-4.5 rounded-full bg-line-strong transition-[translate,background-color] duration-150 peer-checked:translate-x-4.5 peer-checked:bg-on-accent" />
      </span>
    </label>
  );
}
