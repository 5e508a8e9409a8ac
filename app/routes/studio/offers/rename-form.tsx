import { Form } from "@remix-run/react";
import { useId } from "react";
import { SubmitButton } from "~/components/ui/submit-button";
import { controlStyles } from "~/components/ui/control-styles";
import { FieldErrors } from "~/components/ui/field";
import { cn } from "~/lib/cn";

export type RenameFormProps = {
  /** "Name of the module" */
  label: string;
  hideLabel?: boolean;
  value?: string;
  placeholder?: string;
  submit: string;
  /** Sent along: the intent and whose name it is. */
  fields: Record<string, string>;
  field?: string;
  problem?: string | undefined;
  variant?: "primary" | "secondary";
};

/** One line of text and its button: adds or renames a module, a lesson or a file. */
export function RenameForm({ label, hideLabel, value, placeholder, submit, fields, field = "title", problem, variant = "secondary" }: RenameFormProps) {
  const id = useId();
  return (
    // A new value (saved, or refused and kept) is a new form.
    <Form method="post" preventScrollReset className="space-y-1.5" key={value}>
      {Object.entries(fields).map(([name, sent]) => (
        <input key={name} type="hidden" name={name} value={sent} />
      ))}
      <label htmlFor={id} className={cn("block text-sm font-medium", hideLabel && "sr-only")}>
        {label}
      </label>
      <div className="flex flex-wrap gap-2.5">
        <input
          id={id}
          name={field}
          required
          maxLength={120}
          defaultValue={value}
          placeholder={placeholder}
          autoComplete="off"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-error` : undefined}
          className={cn(controlStyles, "h-11 w-auto min-w-0 flex-1 basis-44 sm:h-10")}
        />
        <SubmitButton variant={variant} pendingLabel="Saving…">
          {submit}
        </SubmitButton>
      </div>
      <FieldErrors id={`${id}-error`} messages={problem ? [problem] : []} />
    </Form>
  );
}
