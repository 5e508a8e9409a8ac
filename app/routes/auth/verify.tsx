import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { peekEmailToken } from "~/domain/people/email-tokens.server";
import { openAccount } from "~/domain/sign-in/open-account.server";
import { flash } from "~/lib/flash.server";
import { DeadLink } from "./dead-link";
import { linkState, linkStatus, type LinkState } from "./link-state.server";
import { NewPersonForm, newPersonSchema } from "./new-person-form";
import { answer } from "./respond.server";
import { landing } from "./return-to.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Welcome · Lectern" }, { name: "robots", content: "noindex" }];

export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<LinkState>> {
  const state = await linkState(request, params.token ?? "", "verify_email");
  return answer(state, linkStatus(state));
}

export async function action({ request, params }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult | null>> {
  const token = params.token ?? "";
  const seen = await peekEmailToken(token, "verify_email");
  // The loader runs next and says what is wrong with the link.
  if (!seen.ok) return answer(null, 410);
  const submission = parseWithZod(await request.formData(), { schema: newPersonSchema(seen.value.email) });
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
  const reply = useActionData<typeof action>();
  if (link.state === "dead") return <DeadLink {...link} action="/sign-up" />;
  return (
    <AuthShell title="Welcome to Lectern" description={<span className="wrap-anywhere">The button below confirms that {link.email} is your address.</span>}>
      <NewPersonForm id="open-account" email={link.email} lastResult={reply} verb="Open my account" pendingLabel="Opening…" />
    </AuthShell>
  );
}
