import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import { Switch } from "~/components/ui/switch";

/** Whether the owner hears of payments of memberships that failed. */
export function MailRenewalsCard({ wanted }: { wanted: boolean }) {
  return (
    <Form method="post">
      <Card
        title="Mails to you about memberships"
        description="They go to the owner’s address."
        footer={
          <SubmitButton name="intent" value="renewals" variant="secondary" pendingLabel="Saving…">
            Save
          </SubmitButton>
        }
      >
        <Switch key={String(wanted)} name="renewals" defaultChecked={wanted} label="Payments that failed" description="One mail in the morning (UTC), only after a day on which a payment failed or a membership ended for it. Members are told in any case." />
      </Card>
    </Form>
  );
}
