import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Mail } from "lucide-react";
import { z } from "zod";
import { requesterOf } from "~/auth/requester.server";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { mailWayIn } from "~/domain/sign-in/mail-links.server";
import { checkPassword } from "~/domain/sign-in/sign-in.server";
import { normaliseEmail } from "~/lib/email";
import { CheckMail } from "./check-mail";
import { emailField } from "./fields";
import { answer, tooMany, waitWords } from "./respond.server";
import { landing, leaveIfSignedIn, returnToOf, storeAt, storeSign } from "./return-to.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Sign in · Lectern" }];

const withPassword = z.object({ email: emailField, password: z.string({ error: "Enter your password, or have a link mailed to you." }).max(1000, "That is too long to be your password.") });
const withLink = z.object({ email: emailField });

type Answer = { sentTo: string } | { result: SubmissionResult };

export async function loader({ request }: LoaderFunctionArgs) {
  const returnTo = returnToOf(new URL(request.url).searchParams.get("returnTo"));
  await leaveIfSignedIn(request, returnTo);
  return { returnTo, store: storeSign(await storeAt(returnTo)) };
}

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<Answer>> {
  const form = await request.formData();
  const requester = requesterOf(request);
  const returnTo = returnToOf(form.get("returnTo"));

  if (form.get("intent") === "link") {
    const submission = parseWithZod(form, { schema: withLink });
    if (submission.status !== "success") return answer({ result: submission.reply({ hideFields: ["password"] }) }, 400);
    const mailed = await mailWayIn({ email: submission.value.email, returnTo, requester, store: await storeAt(returnTo) });
    if (mailed.ok) return answer({ sentTo: normaliseEmail(submission.value.email) });
    return tooMany({ result: submission.reply({ hideFields: ["password"], formErrors: [`Several mails were sent already. Check your mail, also the spam folder, or try again in ${waitWords(mailed.error)}.`] }) }, mailed.error);
  }

  const submission = parseWithZod(form, { schema: withPassword });
  if (submission.status !== "success") return answer({ result: submission.reply({ hideFields: ["password"] }) }, 400);
  const checked = await checkPassword({ ...submission.value, requester });
  if (checked.ok) return redirect(await landing(checked.value.userId, returnTo), { headers: await startSession(checked.value.userId, request) });
  if (checked.error === "wrong") {
    return answer({ result: submission.reply({ hideFields: ["password"], formErrors: ["Address and password do not go together. Try again, or have a sign-in link mailed to you."] }) }, 400);
  }
  return tooMany({ result: submission.reply({ hideFields: ["password"], formErrors: [`That was tried too often. Wait ${waitWords(checked.error)}, or have a sign-in link mailed to you.`] }) }, checked.error);
}

export default function SignIn() {
  const { returnTo, store } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const sentTo = reply && "sentTo" in reply ? reply.sentTo : null;
  const [form, fields] = useForm<z.infer<typeof withPassword>>({ id: "sign-in", lastResult: reply && "result" in reply ? reply.result : undefined });
  const query = returnTo ? `?returnTo=${encodeURIComponent(returnTo)}` : "";

  if (sentTo) {
    return (
      <AuthShell title="Check your mail" store={store}>
        <CheckMail email={sentTo} again={{ intent: "link", email: sentTo, ...(returnTo ? { returnTo } : {}) }} back={`/sign-in${query}`}>
          <p className="text-ink-muted">Open the link in the mail and you are in. It lasts 10 minutes and works once.</p>
        </CheckMail>
      </AuthShell>
    );
  }
  return (
    <AuthShell
      title="Sign in"
      description={store ? `To go on at ${store.name}.` : undefined}
      store={store}
      footer={
        <>
          New here?{" "}
          <Link to={`/sign-up${query}`} className="link-quiet inline-flex min-h-11 items-center text-ink">
            Make an account
          </Link>
        </>
      }
    >
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
        <Field label="Email" field={fields.email}>
          <Input type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        </Field>
        <div>
          <Field label="Password" field={fields.password}>
            <Input type="password" autoComplete="current-password" />
          </Field>
          <Link to={`/auth/forgot${query}`} className="link-quiet mt-1 inline-flex min-h-11 items-center text-sm text-ink-muted sm:min-h-8">
            Forgot it?
          </Link>
        </div>
        <SubmitButton block name="intent" value="password" pendingLabel="Signing in…">
          Sign in
        </SubmitButton>
        <p className="flex items-center gap-4 text-sm text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">or without a password</p>
        <SubmitButton block variant="secondary" name="intent" value="link" pendingLabel="Sending…">
          <Mail aria-hidden="true" />
          Mail me a sign-in link
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
