import { ChevronDown } from "lucide-react";
import { forwardRef, type SelectHTMLAttributes } from "react";
import { cn } from "~/lib/cn";
import { controlStyles } from "./control-styles";
import { initialText, useFieldControl, useFieldMeta } from "./field";

export type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & {
  options?: ReadonlyArray<{ value: string; label: string; disabled?: boolean }>;
  placeholder?: string;
};

/** The browser's own select: the best picker on every phone. Options as data, or as children. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(
  { className, options, placeholder, children, ...own },
  ref,
) {
  const wired = useFieldControl(own);
  const meta = useFieldMeta();
  return (
    <div className="relative">
      <select
        ref={ref}
        defaultValue={own.value === undefined ? (initialText(meta) ?? (placeholder ? "" : undefined)) : undefined}
        {...own}
        {...wired}
        className={cn(controlStyles, "h-11 appearance-none pr-10 sm:h-10", className)}
      >
        {placeholder && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-faint" />
    </div>
  );
});
