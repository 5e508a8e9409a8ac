import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { SubmitButton } from "~/components/ui/submit-button";
import { signInWithLink } from "~/domain/sign-in/sign-in.server";
import { DeadLink } from "./dead-link";
import { linkState, linkStatus, type LinkState } from "./link-state.server";
import { answer } from "./respond.server";
import { landing } from "./return-to.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Sign in · Lectern" }, { name: "robots", content: "noindex" }];

export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<LinkState>> {
  const state = await linkState(request, params.token ?? "", "sign_in");
  return answer(state, linkStatus(state));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const used = await signInWithLink(params.token ?? "");
  // The loader runs next and says what is wrong with the link.
  if (!used.ok) return answer(null, 410);
  const { userId, returnTo } = used.value;
  return redirect(await landing(userId, returnTo), { headers: await startSession(userId, request) });
}

export default function SignInLink() {
  const link = useLoaderData<typeof loader>();
  if (link.state === "dead") return <DeadLink {...link} action="/sign-in" />;
  return (
    <AuthShell title="Welcome back" description={<span className="wrap-anywhere">You are about to sign in as {link.email}.</span>}>
      <Form method="post">
        <SubmitButton block pendingLabel="Signing in…">
          Sign in
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
