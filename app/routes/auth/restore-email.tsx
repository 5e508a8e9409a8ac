import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { SubmitButton } from "~/components/ui/submit-button";
import { restoreEmail } from "~/domain/personal-data/change-email.server";
import { flash } from "~/lib/flash.server";
import { DeadLink } from "./dead-link";
import { linkState, linkStatus, type LinkState } from "./link-state.server";
import { answer } from "./respond.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Take your account back · Lectern" }, { name: "robots", content: "noindex" }];

export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<LinkState>> {
  const state = await linkState(request, params.token ?? "", "restore_email");
  return answer(state, linkStatus(state));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const restored = await restoreEmail(params.token ?? "");
  // The loader runs next and says what is wrong with the link.
  if (!restored.ok) return answer(null, 410);
  const { userId, email } = restored.value;
  return redirect("/settings/account", { headers: await flash(await startSession(userId, request), `The account is yours again, under ${email}. Everybody else is signed out.`) });
}

export default function RestoreEmail() {
  const link = useLoaderData<typeof loader>();
  if (link.state === "dead") return <DeadLink {...link} action="/sign-in" />;
  return (
    <AuthShell title="Take your account back" description={<span className="wrap-anywhere">{`The account gets ${link.email} as its address again. Every device is signed out, and the password is forgotten.`}</span>}>
      <Form method="post">
        <SubmitButton block pendingLabel="Taking it back…">
          It was not me: take it back
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
