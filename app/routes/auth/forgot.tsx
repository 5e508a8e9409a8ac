import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { getViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { mailPasswordReset } from "~/domain/sign-in/mail-links.server";
import { normaliseEmail } from "~/lib/email";
import { CheckMail } from "./check-mail";
import { emailField } from "./fields";
import { answer, tooMany, waitWords } from "./respond.server";
import { returnToOf } from "./return-to.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Choose a new password · Lectern" }];

const schema = z.object({ email: emailField });

type Answer = { sentTo: string } | { result: SubmissionResult };

export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await getViewer(request);
  return { returnTo: returnToOf(new URL(request.url).searchParams.get("returnTo")), email: viewer?.email ?? null };
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<Answer>> {
  const form = await request.formData();
  const submission = parseWithZod(form, { schema });
  if (submission.status !== "success") return answer({ result: submission.reply() }, 400);
  const mailed = await mailPasswordReset({ email: submission.value.email, returnTo: returnToOf(form.get("returnTo")), requester: requesterOf(request) });
  if (mailed.ok) return answer({ sentTo: normaliseEmail(submission.value.email) });
  const words = `Several mails were sent already. Check your mail, also the spam folder, or try again in ${waitWords(mailed.error)}.`;
  return tooMany({ result: submission.reply({ formErrors: [words] }) }, mailed.error);
}

export default function Forgot() {
  const { returnTo, email } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const sentTo = reply && "sentTo" in reply ? reply.sentTo : null;
  const [form, fields] = useForm({
    id: "forgot",
    lastResult: reply && "result" in reply ? reply.result : undefined,
    defaultValue: { email: email ?? "" },
    constraint: getZodConstraint(schema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: "onInput",
  });
  const query = returnTo ? `?returnTo=${encodeURIComponent(returnTo)}` : "";

  if (sentTo) {
    return (
      <AuthShell title="Check your mail">
        <CheckMail email={sentTo} again={{ email: sentTo, ...(returnTo ? { returnTo } : {}) }} back={`/auth/forgot${query}`}>
          <p className="text-ink-muted">If there is an account with this address, the mail has a link to choose a new password. It lasts 60 minutes and works once.</p>
        </CheckMail>
      </AuthShell>
    );
  }
  return (
    <AuthShell
      title="Choose a new password"
      description="Enter your address and we mail you a link to do it."
      footer={
        <Link to={`/sign-in${query}`} className="link-quiet inline-flex min-h-11 items-center text-ink">
          Back to signing in
        </Link>
      }
    >
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
        <Field label="Email" field={fields.email}>
          <Input type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Field>
        <SubmitButton block pendingLabel="Sending…">
          Mail me the link
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
