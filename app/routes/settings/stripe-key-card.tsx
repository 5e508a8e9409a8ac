import { Form, Link } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { SubmitButton } from "~/components/ui/submit-button";

export type KeyCardProps = {
  accountId: string;
  /** Of the account. */
  name: string;
  /** "rk_test_…x9fE" */
  hint: string;
  addedOn: string;
  /** A permission Stripe said is missing, in words; null: none known. */
  missing: string | null;
};

/** The key of an account that is connected by its own: what may be shown of it, and how to check and renew it. */
export function KeyCard({ accountId, name, hint, addedOn, missing }: KeyCardProps) {
  return (
    <Card
      title="Restricted key"
      description={`This site speaks to ${name} with a key you made at Stripe.`}
      headingLevel={3}
      footer={
        <>
          <Form method="post" action={`/settings/integrations/stripe/key?account=${accountId}`}>
            <input type="hidden" name="account" value={accountId} />
            <SubmitButton name="intent" value="check" variant="secondary" pendingLabel="Trying each permission…">
              Check permissions again
            </SubmitButton>
          </Form>
          <Button asChild variant="secondary">
            <Link to={`/settings/integrations/stripe/key?account=${accountId}`}>Use a new key</Link>
          </Button>
        </>
      }
    >
      {missing && (
        <Banner tone="urgent" title={`The key lacks ${missing}`} className="mb-5">
          Some things do not work until it has it. Edit the key on Stripe's page of API keys, then check the permissions again.
        </Banner>
      )}
      <KeyValue
        items={[
          { label: "Key", value: <code className="font-mono text-xs break-all">{hint}</code> },
          { label: "Given on", value: addedOn },
          { label: "Buyers pay", value: "On Stripe's own page" },
        ]}
      />
    </Card>
  );
}
