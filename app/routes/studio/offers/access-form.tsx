import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { SubmitButton } from "~/components/ui/submit-button";
import type { OfferKind } from "~/generated/prisma/enums";
import { LastsFields } from "../lasts-fields";
import { accessSchema } from "./offer-form";

/** How long a purchase opens the offer. */
export function AccessForm({ kind, accessDays, lastResult }: { kind: OfferKind; accessDays: number | null; lastResult: SubmissionResult | undefined }) {
  const [form, fields] = useForm({
    id: "access",
    lastResult,
    defaultValue: { lasts: accessDays === null ? "forever" : "days", days: accessDays === null ? "" : String(accessDays) },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: accessSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <Card title="Access" description="Buyers read this before they pay. What you have sold keeps the time it was sold with.">
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <LastsFields
          lasts={fields.lasts}
          days={fields.days}
          legend="How long can buyers open it?"
          forever="It stays in their library."
          forDays="Counted from the purchase. Then it closes, and they can buy it again."
          daysLabel="Days after the purchase"
          daysHint={kind === "bundle" ? "Holds for everything in the bundle." : undefined}
        />
        <SubmitButton name="intent" value="access" variant="secondary">
          Save access
        </SubmitButton>
      </Form>
    </Card>
  );
}
