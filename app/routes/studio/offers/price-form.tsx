import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { priceSchema } from "./offer-form";

type PriceFormProps = { price: string; currency: string; formerPrice: string | null; smallest: string; published: boolean; lastResult: SubmissionResult | undefined };

/** One price, once. */
export function PriceForm({ price, currency, formerPrice, smallest, published, lastResult }: PriceFormProps) {
  const [form, fields] = useForm({
    id: "price",
    lastResult,
    defaultValue: { price },
    constraint: { price: { required: true } },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: priceSchema(currency) }),
    shouldRevalidate: "onInput",
  });
  return (
    <Card title="Price" description={published ? "A new price holds for the next buyer. Who has begun to pay keeps the one they saw." : "Paid once. You can change it later."}>
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <Field
          label={`Price in ${currency.toUpperCase()}`}
          field={fields.price}
          description={`At least ${smallest}, or 0 to give it away.${formerPrice ? ` Now ${formerPrice}, from when your store sold in another currency.` : ""}`}
        >
          <Input prefix={currency.toUpperCase()} inputMode="decimal" autoComplete="off" className="max-w-40 tabular-nums" />
        </Field>
        <SubmitButton name="intent" value="price" variant="secondary">
          Save price
        </SubmitButton>
      </Form>
    </Card>
  );
}
