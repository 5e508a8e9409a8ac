import { Form } from "@remix-run/react";
import { TriangleAlert } from "lucide-react";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Select } from "~/components/ui/select";
import { SubmitButton } from "~/components/ui/submit-button";

export interface AccountChoiceView {
  /** The account in force; empty: the store's order. */
  chosen: string;
  options: { value: string; label: string }[];
  /** What is the matter with the account in force, and who sells meanwhile. */
  warning: string | null;
}

/** Which of several Stripe accounts sells this offer. */
export function AccountChoice({ chosen, options, warning }: AccountChoiceView) {
  return (
    <Card id="account" title="Sold through" description="It holds for the next buyer. What was sold stays on the account that sold it.">
      <Form method="post" className="space-y-5" preventScrollReset>
        {warning && (
          <p className="flex gap-2 text-sm text-warning">
            <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <span>{warning}</span>
          </p>
        )}
        <Field
          label="Stripe account"
          field={{ name: "accountId", id: "account-choice", initialValue: chosen }}
          description="If it cannot take a payment, the store's other accounts stand in, in your order."
        >
          <Select key={chosen} options={options} />
        </Field>
        <SubmitButton name="intent" value="account" variant="secondary">
          Save account
        </SubmitButton>
      </Form>
    </Card>
  );
}
