import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { z } from "zod";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { nameField, newPasswordField, PASSWORD_HINT } from "./fields";

/** What somebody tells of themselves when their account is opened; `email` is theirs already, a link that arrived there has proved it. */
export const newPersonSchema = (email: string) => z.object({ name: nameField, password: newPasswordField(email).optional() });

export type NewPersonFormProps = {
  id: string;
  email: string;
  lastResult: SubmissionResult | null | undefined;
  /** Who will see the name, where that is not plain. */
  nameHint?: string;
  verb: string;
  pendingLabel: string;
};

/** Opens an account under a proven address: name, and a password for who wants one. Posts to the page it stands on. */
export function NewPersonForm({ id, email, lastResult, nameHint, verb, pendingLabel }: NewPersonFormProps) {
  const schema = newPersonSchema(email);
  const [form, fields] = useForm({
    id,
    lastResult,
    constraint: getZodConstraint(schema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  return (
    <Form method="post" {...getFormProps(form)} className="space-y-5">
      <FormErrors errors={form.errors} />
      {/* Password managers keep the address with the password. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label="Your name" field={fields.name} description={nameHint}>
        <Input autoComplete="name" />
      </Field>
      <Field label="Password" optional field={fields.password} description={`${PASSWORD_HINT} Leave it empty to sign in by mailed links.`}>
        <Input type="password" autoComplete="new-password" />
      </Field>
      <SubmitButton block pendingLabel={pendingLabel}>
        {verb}
      </SubmitButton>
    </Form>
  );
}
