import { Form } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { SubmitButton } from "~/components/ui/submit-button";
import type { MailLine } from "~/domain/mail/mail-lines.server";

/** Mails with what became of each; those that can be are sent again from here. `back`: the page one comes back to. */
export function MailLines({ mails, back, mayResend = true }: { mails: readonly MailLine[]; back: string; mayResend?: boolean }) {
  if (mails.length === 0) return <p className="text-sm text-ink-muted">No mail has been written yet.</p>;
  return (
    <ul className="divide-y divide-line text-sm">
      {mails.map((mail) => (
        <li key={mail.id} className="space-y-2 py-4 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{mail.name}</span>
            <Badge tone={mail.tone}>{mail.label}</Badge>
          </div>
          <p className="text-ink-muted">{mail.text}</p>
          <p className="wrap-anywhere text-ink-faint">
            To {mail.to}, <time dateTime={mail.at}>{mail.when}</time>
          </p>
          {mail.again && mayResend && (
            <Form method="post" action={`/studio/mails/${mail.id}/again`}>
              <input type="hidden" name="back" value={back} />
              <SubmitButton variant="secondary" size="sm" pendingLabel="Sending…">
                Send again<span className="sr-only">: {mail.name}</span>
              </SubmitButton>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
