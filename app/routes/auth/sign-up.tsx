import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requesterOf } from "~/auth/requester.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { mailWayIn } from "~/domain/sign-in/mail-links.server";
import { normaliseEmail } from "~/lib/email";
import { CheckMail } from "./check-mail";
import { emailField } from "./fields";
import { answer, tooMany, waitWords } from "./respond.server";
import { leaveIfSignedIn, returnToOf, storeAt, storeSign } from "./return-to.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Make an account · Lectern" }];

const schema = z.object({ email: emailField });
/** Buyers get an account by buying; who makes one by hand wants to sell. */
const CREATORS_START = "/studio/new";

type Answer = { sentTo: string } | { result: SubmissionResult };

export async function loader({ request }: LoaderFunctionArgs) {
  const returnTo = returnToOf(new URL(request.url).searchParams.get("returnTo"));
  await leaveIfSignedIn(request, returnTo ?? CREATORS_START);
  return { returnTo, store: storeSign(await storeAt(returnTo)) };
}

/** The same answer for an address with an account (it gets a sign-in link) and one without (it gets a link to open one). */
export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<Answer>> {
  const form = await request.formData();
  const submission = parseWithZod(form, { schema });
  if (submission.status !== "success") return answer({ result: submission.reply() }, 400);
  const returnTo = returnToOf(form.get("returnTo"));
  const mailed = await mailWayIn({ email: submission.value.email, returnTo: returnTo ?? CREATORS_START, requester: requesterOf(request), store: await storeAt(returnTo) });
  if (mailed.ok) return answer({ sentTo: normaliseEmail(submission.value.email) });
  const words = `Several mails were sent already. Check your mail, also the spam folder, or try again in ${waitWords(mailed.error)}.`;
  return tooMany({ result: submission.reply({ formErrors: [words] }) }, mailed.error);
}

export default function SignUp() {
  const { returnTo, store } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const sentTo = reply && "sentTo" in reply ? reply.sentTo : null;
  const [form, fields] = useForm({
    id: "sign-up",
    lastResult: reply && "result" in reply ? reply.result : undefined,
    constraint: getZodConstraint(schema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: "onInput",
  });
  const query = returnTo ? `?returnTo=${encodeURIComponent(returnTo)}` : "";

  if (sentTo) {
    return (
      <AuthShell title="Check your mail" store={store}>
        <CheckMail email={sentTo} again={{ email: sentTo, ...(returnTo ? { returnTo } : {}) }} back={`/sign-up${query}`}>
          <p className="text-ink-muted">Open the link in the mail to go on. If you have an account already, it signs you in.</p>
        </CheckMail>
      </AuthShell>
    );
  }
  return (
    <AuthShell
      title={store ? "Make an account" : "Open your store"}
      description={
        store
          ? "Enter your email and we send you a link. No password needed."
          : "Sell your courses and downloads, paid straight to your own Stripe account. We send a link to your mailbox; no password needed."
      }
      store={store}
      footer={
        <>
          Been here before?{" "}
          <Link to={`/sign-in${query}`} className="link-quiet inline-flex min-h-11 items-center text-ink">
            Sign in
          </Link>
        </>
      }
    >
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <FormErrors errors={form.errors} />
        {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
        <Field label="Email" field={fields.email}>
          <Input type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} />
        </Field>
        <SubmitButton block pendingLabel="Sending…">
          Continue
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
