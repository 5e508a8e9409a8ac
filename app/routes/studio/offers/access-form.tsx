import { getFormProps, useForm, useInputControl, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { RadioCards } from "~/components/ui/radio-cards";
import { SubmitButton } from "~/components/ui/submit-button";
import { useHydrated } from "~/components/ui/use-hydrated";
import type { OfferKind } from "~/generated/prisma/enums";
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
  const lasts = useInputControl(fields.lasts);
  // Before the script has loaded nobody can open the field, so it stands there.
  const asksDays = !useHydrated() || lasts.value === "days";
  return (
    <Card title="Access" description="Buyers read this before they pay. What you have sold keeps the time it was sold with.">
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <RadioCards
          legend="How long can buyers open it?"
          field={fields.lasts}
          columns={2}
          onValueChange={lasts.change}
          options={[
            { value: "forever", label: "For good", description: "It stays in their library." },
            { value: "days", label: "For a number of days", description: "Counted from the purchase. Then it closes, and they can buy it again." },
          ]}
        />
        {asksDays && (
          <Field label="Days after the purchase" field={fields.days} description={kind === "bundle" ? "Holds for everything in the bundle." : undefined}>
            <Input inputMode="numeric" autoComplete="off" className="max-w-40 tabular-nums" />
          </Field>
        )}
        <SubmitButton name="intent" value="access" variant="secondary">
          Save access
        </SubmitButton>
      </Form>
    </Card>
  );
}
