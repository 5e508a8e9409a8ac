import { getFormProps, getInputProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";

export type FreeFormProps = {
  priceId: string;
  /** Signed in with a proved address: one click. */
  oneClick: boolean;
  /** Signed in, address not proved: the mail goes there. */
  viewerEmail: string | null;
  lastResult: SubmissionResult<string[]> | undefined;
};

/** Taking a free offer. Only an address is asked for, and a link in its mailbox opens it. */
export function FreeForm({ priceId, oneClick, viewerEmail, lastResult }: FreeFormProps) {
  const [form, fields] = useForm<{ email: string }>({ id: "take", lastResult, shouldValidate: "onSubmit" });
  return (
    <Form method="post" {...getFormProps(form)} className="scroll-mt-8 space-y-4">
      <FormErrors errors={form.errors} />
      <input type="hidden" name="intent" value="take" />
      <input type="hidden" name="priceId" value={priceId} />
      {!viewerEmail && (
        <Field label="Your email address" field={fields.email} description="We mail you a link that opens it.">
          <Input {...getInputProps(fields.email, { type: "email" })} key={fields.email.key} autoComplete="email" required />
        </Field>
      )}
      <SubmitButton size="lg" block pendingLabel={oneClick ? "Adding…" : "Sending…"}>
        {oneClick ? "Add to my library" : "Get it free"}
      </SubmitButton>
      {viewerEmail && !oneClick && <p className="text-sm text-ink-faint">We mail a link to {viewerEmail} that opens it.</p>}
    </Form>
  );
}
