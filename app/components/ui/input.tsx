import { forwardRef, type InputHTMLAttributes, type ReactNode } from "react";
import { cn } from "~/lib/cn";
import { controlStyles } from "./control-styles";
import { initialText, useFieldControl, useFieldMeta } from "./field";

export type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, "prefix"> & {
  /** Fixed text before or after what is typed: a currency, an address. Also say it in the label or description. */
  prefix?: ReactNode;
  suffix?: ReactNode;
};

/** A line of text. Inside a Field it takes id, name, first value and limits from it. */
export const Input = forwardRef<HTMLInputElement, InputProps>(function Input(
  { className, prefix, suffix, type = "text", ...own },
  ref,
) {
  const wired = useFieldControl(own);
  const meta = useFieldMeta();
  const controlled = own.value !== undefined;
  const input = (
    <input
      ref={ref}
      type={type}
      minLength={meta?.minLength}
      maxLength={meta?.maxLength}
      min={meta?.min}
      max={meta?.max}
      step={meta?.step}
      pattern={meta?.pattern}
      defaultValue={controlled || type === "password" ? undefined : initialText(meta)}
      {...own}
      {...wired}
      className={cn(controlStyles, "h-11 sm:h-10", (prefix || suffix) && "border-0 bg-transparent focus-visible:outline-none", prefix && "pl-2", suffix && "pr-2", className)}
    />
  );
  if (!prefix && !suffix) return input;
  return (
    <div
      className={cn(
        "flex items-center rounded-md border border-line-strong/80 bg-surface text-base transition-[border-color] duration-150 sm:text-sm",
        "hover:border-line-strong has-focus-visible:border-ink has-focus-visible:outline-2 has-focus-visible:outline-ink has-aria-invalid:border-danger-solid",
      )}
    >
      {prefix && <span className="max-w-[55%] shrink-0 truncate pl-3.5 text-ink-faint">{prefix}</span>}
      {input}
      {suffix && <span className="pr-3.5 whitespace-nowrap text-ink-faint">{suffix}</span>}
    </div>
  );
});
