import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { peekEmailToken } from "~/domain/people/email-tokens.server";
import { openAccount } from "~/domain/sign-in/open-account.server";
import { flash } from "~/lib/flash.server";
import { DeadLink } from "./dead-link";
import { nameField, newPasswordField, PASSWORD_HINT } from "./fields";
import { linkState, linkStatus, type LinkState } from "./link-state.server";
import { answer } from "./respond.server";
import { landing } from "./return-to.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Welcome · Lectern" }, { name: "robots", content: "noindex" }];

const schemaFor = (email: string) => z.object({ name: nameField, password: newPasswordField(email).optional() });

export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<LinkState>> {
  const state = await linkState(request, params.token ?? "", "verify_email");
  return answer(state, linkStatus(state));
}

export async function action({ request, params }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult | null>> {
  const token = params.token ?? "";
  const seen = await peekEmailToken(token, "verify_email");
  // The loader runs next and says what is wrong with the link.
  if (!seen.ok) return answer(null, 410);
  const submission = parseWithZod(await request.formData(), { schema: schemaFor(seen.value.email) });
  if (submission.status !== "success") return answer(submission.reply({ hideFields: ["password"] }), 400);
  const { name, password } = submission.value;
  const opened = await openAccount(token, { name, password: password ?? null });
  if (!opened.ok) return answer(null, 410);
  const { userId, returnTo } = opened.value;
  const headers = await startSession(userId, request);
  if (!opened.value.opened) await flash(headers, { text: "You had an account already, and are signed in to it. Its name and password are as they were.", tone: "info" });
  return redirect(await landing(userId, returnTo), { headers });
}

export default function OpenAccount() {
  const link = useLoaderData<typeof loader>();
  if (link.state === "dead") return <DeadLink {...link} action="/sign-up" />;
  return <OpenAccountForm email={link.email} />;
}

function OpenAccountForm({ email }: { email: string }) {
  const schema = schemaFor(email);
  const [form, fields] = useForm({
    id: "open-account",
    lastResult: useActionData<typeof action>(),
    constraint: getZodConstraint(schema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  return (
    <AuthShell title="Welcome to Lectern" description={<span className="wrap-anywhere">The button below confirms that {email} is your address.</span>}>
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        {/* Password managers keep the address with the password. */}
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="Your name" field={fields.name}>
          <Input autoComplete="name" />
        </Field>
        <Field label="Password" optional field={fields.password} description={`${PASSWORD_HINT} Leave it empty to sign in by mailed links.`}>
          <Input type="password" autoComplete="new-password" />
        </Field>
        <SubmitButton block pendingLabel="Opening…">
          Open my account
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
