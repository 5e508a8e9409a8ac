import { Form } from "@remix-run/react";
import { MailCheck } from "lucide-react";
import type { ReactNode } from "react";
import { SubmitButton } from "~/components/ui/submit-button";

type CheckMailProps = {
  email: string;
  /** What to do with the mail, as a sentence or two. */
  children: ReactNode;
  /** Fields that ask for the same mail once more. */
  again: Record<string, string>;
  /** The page itself, to begin anew with another address. */
  back: string;
};

/** After a mail was sent (or would have been: we never say which addresses we know). */
export function CheckMail({ email, children, again, back }: CheckMailProps) {
  return (
    <div className="space-y-6">
      <div role="status" className="flex gap-3.5 rounded-lg bg-sunken p-4 text-sm">
        <MailCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent-ink" />
        <div className="min-w-0 space-y-2">
          <p>
            We have written to <strong className="font-semibold wrap-anywhere">{email}</strong>.
          </p>
          {children}
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2 text-sm text-ink-muted">
        <Form method="post">
          {Object.entries(again).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SubmitButton variant="link" pendingLabel="Sending…">
            Send it again
          </SubmitButton>
        </Form>
        {/* A plain link: it must also clear the answer of the form. */}
        <a href={back} className="link-quiet inline-flex min-h-11 items-center text-ink">
          Use another address
        </a>
      </div>
    </div>
  );
}
