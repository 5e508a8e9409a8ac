import { CircleAlert } from "lucide-react";
import { createContext, Fragment, useContext, useId, type ReactNode } from "react";
import { cn } from "~/lib/cn";
import { Label } from "./label";

/** What Field reads of a Conform field (`fields.title` fits as it is); a plain {name} does for a form without Conform. */
export type FieldMeta = {
  name: string;
  id?: string;
  key?: string | undefined;
  errors?: string[] | undefined;
  initialValue?: unknown;
  required?: boolean | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  min?: string | number | undefined;
  max?: string | number | undefined;
  step?: string | number | undefined;
  pattern?: string | undefined;
  multiple?: boolean | undefined;
};

type FieldControl = { meta: FieldMeta; id: string; describedBy: string | undefined; invalid: boolean };

const FieldContext = createContext<FieldControl | null>(null);

export type FieldProps = {
  label: ReactNode;
  field: FieldMeta;
  /** One quiet line under the label: what to enter, and why we ask. */
  description?: ReactNode;
  /** An error from outside Conform, for instance a domain refusal. */
  error?: string | undefined;
  /** Says "optional" beside the label; forms ask for little, so the exception is marked, not the rule. */
  optional?: boolean;
  hideLabel?: boolean;
  className?: string;
  /** One control: Input, Textarea, Select, FileDrop. It wires itself. */
  children: ReactNode;
};

/** Label, hint, control and error as one, wired for screen readers. */
export function Field({ label, field, description, error, optional, hideLabel, className, children }: FieldProps) {
  const fallbackId = useId();
  const id = field.id ?? fallbackId;
  const messages = error ? [error] : (field.errors ?? []);
  const invalid = messages.length > 0;
  const descriptionId = `${id}-description`;
  const errorId = `${id}-error`;
  const describedBy = [description ? descriptionId : "", invalid ? errorId : ""].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext.Provider value={{ meta: field, id, describedBy, invalid }}>
      <div className={cn("min-w-0 space-y-1.5", className)}>
        <div className={cn("space-y-0.5", hideLabel && "sr-only")}>
          <Label htmlFor={id}>
            {label}
            {optional && <span className="ml-1.5 font-normal text-ink-faint">optional</span>}
          </Label>
          {description && (
            <p id={descriptionId} className="text-sm text-ink-faint">
              {description}
            </p>
          )}
        </div>
        <Fragment key={field.key}>{children}</Fragment>
        <FieldErrors id={errorId} messages={messages} />
      </div>
    </FieldContext.Provider>
  );
}

export function FieldErrors({ id, messages }: { id: string; messages: string[] }) {
  if (messages.length === 0) return null;
  return (
    <p id={id} className="flex gap-1.5 text-sm text-danger">
      <CircleAlert aria-hidden="true" className="mt-[0.2rem] size-4 shrink-0" />
      <span>{messages.join(" ")}</span>
    </p>
  );
}

type ControlProps = {
  id?: string | undefined;
  name?: string | undefined;
  required?: boolean | undefined;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling" | undefined;
};

/** The props a control takes over from the Field around it; its own props win. Empty outside a Field. */
export function useFieldControl(own: ControlProps): ControlProps {
  const field = useContext(FieldContext);
  if (!field) return {};
  const describedBy = [own["aria-describedby"], field.describedBy].filter(Boolean).join(" ") || undefined;
  return {
    id: own.id ?? field.id,
    name: own.name ?? field.meta.name,
    required: own.required ?? field.meta.required,
    "aria-describedby": describedBy,
    "aria-invalid": own["aria-invalid"] ?? (field.invalid || undefined),
  };
}

/** The Conform metadata of the Field around this control, for what only some controls take (length, range, first value). */
export function useFieldMeta(): FieldMeta | null {
  return useContext(FieldContext)?.meta ?? null;
}

/** Conform's initial value as text, when it is one. */
export function initialText(meta: FieldMeta | null): string | undefined {
  const value = meta?.initialValue;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
