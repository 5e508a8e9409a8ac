import { forwardRef, type TextareaHTMLAttributes } from "react";
import { cn } from "~/lib/cn";
import { controlStyles } from "./control-styles";
import { initialText, useFieldControl, useFieldMeta } from "./field";

/** Several lines of text; grows with what is written where the browser can. */
export const Textarea = forwardRef<HTMLTextAreaElement, TextareaHTMLAttributes<HTMLTextAreaElement>>(function Textarea(
  { className, rows = 4, ...own },
  ref,
) {
  const wired = useFieldControl(own);
  const meta = useFieldMeta();
  return (
    <textarea
      ref={ref}
      rows={rows}
      minLength={meta?.minLength}
      maxLength={meta?.maxLength}
      defaultValue={own.value === undefined ? initialText(meta) : undefined}
      {...own}
      {...wired}
      className={cn(controlStyles, "field-sizing-content min-h-24 resize-y py-2.5 leading-relaxed", className)}
    />
  );
});
