import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";

export type FormErrorsProps = {
  /** Errors of the form as a whole (Conform's `form.errors`, a domain refusal). */
  errors?: string[] | null | undefined;
  /** Errors of single fields, to jump to. `id` is the control's id. */
  fields?: ReadonlyArray<{ id: string; label: string; errors?: string[] | undefined }>;
  title?: string;
};

/** What went wrong, above the form; takes the focus when it appears, so that nobody submits into silence. */
export function FormErrors({ errors, fields = [], title }: FormErrorsProps) {
  const box = useRef<HTMLDivElement>(null);
  const wrong = fields.filter((field) => field.errors && field.errors.length > 0);
  const general = errors ?? [];
  const signature = JSON.stringify([general, wrong.map((field) => [field.id, field.errors])]);
  const present = general.length + wrong.length > 0;
  useEffect(() => {
    if (present) box.current?.focus();
  }, [present, signature]);
  if (!present) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="flex gap-3 rounded-lg border border-danger-line bg-danger-soft p-4 text-sm">
      <CircleAlert aria-hidden="true" className="mt-px size-5 shrink-0 text-danger" />
      <div className="min-w-0 space-y-1">
        {(title || wrong.length > 0) && <p className="font-medium text-danger">{title ?? "Please look at this again:"}</p>}
        {general.map((message) => (
          <p key={message} className="text-ink">
            {message}
          </p>
        ))}
        {wrong.length > 0 && (
          <ul className="space-y-1">
            {wrong.map((field) => (
              <li key={field.id}>
                <a href={`#${field.id}`} className="link-quiet text-ink">
                  {field.label}: {field.errors?.join(" ")}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
