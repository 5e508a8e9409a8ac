import { Form } from "@remix-run/react";
import { SubmitButton } from "~/components/ui/submit-button";

/** Whether a mail comes when there is a new version. */
export function TellMe({ offerId, on }: { offerId: string; on: boolean }) {
  return (
    <Form method="post" action={`/library/${offerId}/own`} preventScrollReset className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm text-ink-muted">
      <input type="hidden" name="on" value={on ? "no" : "yes"} />
      <p className="min-w-0 flex-1 basis-60">{on ? "When there is a new version, the seller may tell you by mail." : "Mails about new versions from this seller are off."}</p>
      <SubmitButton name="intent" value="tell-me" variant="secondary" size="sm" pendingLabel="Saving…">
        {on ? "Switch these mails off" : "Switch these mails on"}
      </SubmitButton>
    </Form>
  );
}
