import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { RichText } from "~/components/editor/rich-text";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { useUnsavedGuard } from "~/components/ui/unsaved-guard";
import { detailsSchema } from "./offer-form";

export interface OfferWords {
  title: string;
  subtitle: string;
  slug: string;
  description: string;
  highlights: string;
}

/** What the offer says of itself on the store's pages. */
export function DetailsForm({ words, storeSlug, lastResult }: { words: OfferWords; storeSlug: string; lastResult: SubmissionResult | undefined }) {
  const [form, fields] = useForm({
    id: "details",
    lastResult,
    defaultValue: words,
    constraint: { title: { required: true, maxLength: 120 }, subtitle: { maxLength: 200 }, slug: { required: true, maxLength: 60 } },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: detailsSchema }),
    shouldRevalidate: "onInput",
  });
  const { watch, guard } = useUnsavedGuard(form, lastResult?.status === "error");
  return (
    <Card title="Details" description="What people read before they buy.">
      <Form method="post" {...getFormProps(form)} {...watch} className="space-y-6">
        <FormErrors errors={form.errors} />
        <Field label="Title" field={fields.title}>
          <Input autoComplete="off" />
        </Field>
        <Field label="Subtitle" field={fields.subtitle} optional description="One sentence that says who it is for and what they will be able to do.">
          <Input autoComplete="off" />
        </Field>
        <Field label="Description" field={fields.description} optional>
          <RichText label="Description" />
        </Field>
        <Field label="What buyers get" field={fields.highlights} optional description="One point a line; they stand beside the price.">
          <Textarea rows={4} />
        </Field>
        <Field label="Address" field={fields.slug} description="Links to the old address stop working when you change it.">
          <Input prefix={<span className="hidden sm:inline">/s/{storeSlug}/</span>} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
        <SubmitButton name="intent" value="details">
          Save details
        </SubmitButton>
      </Form>
      {guard}
    </Card>
  );
}
