import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { SubmitButton } from "~/components/ui/submit-button";
import { changeEmail } from "~/domain/personal-data/change-email.server";
import { mergePreview } from "~/domain/personal-data/merge-people.server";
import { flash } from "~/lib/flash.server";
import { DeadAddressLink, WhatMoves } from "./address-link";
import { answer } from "./respond.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Your new address · Lectern" }, { name: "robots", content: "noindex" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const seen = await mergePreview(params.token ?? "", "change_email", viewer.id);
  return seen.ok ? answer({ former: viewer.email, preview: seen.value, problem: null }) : answer({ former: viewer.email, preview: null, problem: seen.error }, 410);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const changed = await changeEmail(params.token ?? "", viewer.id, requesterOf(request));
  // The loader runs next and says why not.
  if (!changed.ok) return answer(null, 410);
  return redirect("/settings/account", { headers: await flash(await startSession(viewer.id, request), `Your address is ${changed.value.email} now.`) });
}

export default function ChangeEmail() {
  const { former, preview, problem } = useLoaderData<typeof loader>();
  if (!preview) return <DeadAddressLink problem={problem} />;
  return (
    <AuthShell title="Your new address" description={<span className="wrap-anywhere">{`${preview.email} takes the place of ${former}. Every other device is signed out, and a mail goes to the former address.`}</span>}>
      {preview.known && <WhatMoves preview={preview} />}
      {!preview.refusal && (
        <Form method="post">
          <SubmitButton block pendingLabel="Changing…">
            {preview.known ? "Change it and bring everything together" : "Make it my address"}
          </SubmitButton>
        </Form>
      )}
    </AuthShell>
  );
}
