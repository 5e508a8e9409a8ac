import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { RadioCards } from "~/components/ui/radio-cards";
import { SubmitButton } from "~/components/ui/submit-button";
import type { SaleNotices } from "~/domain/mail/transport-details";

/** How the creator hears of sales. */
export function MailSalesCard({ sales, email }: { sales: SaleNotices; email: string }) {
  return (
    <Form method="post">
      <Card
        title="Mails to you about sales"
        description={<span className="wrap-anywhere">{`They go to the owner’s address. Yours here is ${email}.`}</span>}
        footer={
          <SubmitButton name="intent" value="sales" variant="secondary" pendingLabel="Saving…">
            Save
          </SubmitButton>
        }
      >
        <RadioCards
          legend="How often"
          hideLegend
          field={{ name: "sales", id: "sales" }}
          defaultValue={sales}
          options={[
            { value: "each", label: "Each sale", description: "A mail at once." },
            { value: "daily", label: "Once a day", description: "One mail in the morning (UTC) after a day with sales: what was sold, and the sum." },
            { value: "off", label: "None", description: "Everything stands under Orders all the same." },
          ]}
        />
      </Card>
    </Form>
  );
}
