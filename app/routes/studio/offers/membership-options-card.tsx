import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { Checkbox } from "~/components/ui/checkbox";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";

/** What happens when a renewal fails, and whether members may pause. */
export function MembershipOptionsCard({ options, result }: { options: { graceDays: number; pauseAllowed: boolean }; result: SubmissionResult | undefined }) {
  const [form, fields] = useForm<{ graceDays: string; pauses: string }>({
    id: "options",
    lastResult: result as SubmissionResult<string[]> | undefined,
    defaultValue: { graceDays: String(options.graceDays), pauses: options.pauseAllowed ? "on" : "" },
  });
  return (
    <Card headingLevel={3} title="Rules for every tier" description="They hold for the members you have as well.">
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        <Field label="Days of access after a failed renewal" field={fields.graceDays} description="Stripe tries the card again in the meantime. After these days the membership closes until it is paid.">
          <Input inputMode="numeric" autoComplete="off" className="max-w-28 tabular-nums" />
        </Field>
        <Checkbox field={fields.pauses} label="Members may pause" description="No payments and, after what is paid for, no access, until they go on." />
        <SubmitButton name="intent" value="options" variant="secondary">
          Save rules
        </SubmitButton>
      </Form>
    </Card>
  );
}
