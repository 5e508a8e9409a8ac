import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requesterOf } from "~/auth/requester.server";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { peekEmailToken } from "~/domain/people/email-tokens.server";
import { resetPassword } from "~/domain/sign-in/set-password.server";
import { flash } from "~/lib/flash.server";
import { DeadLink } from "./dead-link";
import { newPasswordField, PASSWORD_HINT } from "./fields";
import { linkState, linkStatus, type LinkState } from "./link-state.server";
import { answer } from "./respond.server";
import { landing } from "./return-to.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Choose a new password · Lectern" }, { name: "robots", content: "noindex" }];

const schemaFor = (email: string) => z.object({ password: newPasswordField(email) });

export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<LinkState>> {
  const state = await linkState(request, params.token ?? "", "reset_password");
  return answer(state, linkStatus(state));
}

export async function action({ request, params }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult | null>> {
  const token = params.token ?? "";
  const seen = await peekEmailToken(token, "reset_password");
  // The loader runs next and says what is wrong with the link.
  if (!seen.ok) return answer(null, 410);
  const submission = parseWithZod(await request.formData(), { schema: schemaFor(seen.value.email) });
  if (submission.status !== "success") return answer(submission.reply({ hideFields: ["password"] }), 400);
  const done = await resetPassword(token, submission.value.password, requesterOf(request));
  if (!done.ok) return answer(null, 410);
  const { userId, returnTo } = done.value;
  const headers = await flash(await startSession(userId, request), "Your new password is set. Every other device was signed out.");
  return redirect(await landing(userId, returnTo), { headers });
}

export default function Reset() {
  const link = useLoaderData<typeof loader>();
  if (link.state === "dead") return <DeadLink {...link} goOn={null} action="/auth/forgot" />;
  return <ResetForm email={link.email} />;
}

function ResetForm({ email }: { email: string }) {
  const schema = schemaFor(email);
  const [form, fields] = useForm({
    id: "reset",
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(schema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  return (
    <AuthShell title="Choose a new password" description={<span className="wrap-anywhere">For {email}. Every other device is signed out.</span>}>
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="New password" field={fields.password} description={PASSWORD_HINT}>
          <Input type="password" autoComplete="new-password" />
        </Field>
        <SubmitButton block pendingLabel="Saving…">
          Save and sign in
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
