import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { SubmitButton } from "~/components/ui/submit-button";
import { mendAddress } from "~/domain/personal-data/mend-address.server";
import { mergePreview } from "~/domain/personal-data/merge-people.server";
import { flash } from "~/lib/flash.server";
import { DeadAddressLink, WhatMoves } from "./address-link";
import { answer } from "./respond.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Your address · Lectern" }, { name: "robots", content: "noindex" }];

/** Behind the link that proves a corrected address. Looks only: mail programs and scanners open links too. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const seen = await mergePreview(params.token ?? "", "mend_address", viewer.id);
  return seen.ok ? answer({ former: viewer.email, preview: seen.value, problem: null }) : answer({ former: viewer.email, preview: null, problem: seen.error }, 410);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const mended = await mendAddress(params.token ?? "", viewer.id, requesterOf(request));
  // The loader runs next and says why not.
  if (!mended.ok) return answer(null, 410);
  const { email, moved, sent } = mended.value;
  const kept = sent === 0 ? "" : sent === 1 ? " One mail that was kept back is on its way." : ` ${sent} mails that were kept back are on their way.`;
  return redirect("/library", { headers: await flash(moved ? await startSession(viewer.id, request) : new Headers(), `Our mail reaches you at ${email}.${kept}`) });
}

export default function MendAddress() {
  const { former, preview, problem } = useLoaderData<typeof loader>();
  if (!preview) return <DeadAddressLink problem={problem} />;
  const same = preview.email === former;
  return (
    <AuthShell
      title="Our mail has arrived"
      description={<span className="wrap-anywhere">{same ? `${preview.email} takes our mail again. What was kept back is sent now.` : `${preview.email} takes the place of ${former}. Every other device is signed out, and what was kept back is sent.`}</span>}
    >
      {preview.known && <WhatMoves preview={preview} />}
      {!preview.refusal && (
        <Form method="post">
          <SubmitButton block pendingLabel="One moment…">
            {same ? "Send me mails again" : preview.known ? "Use it and bring everything together" : "Make it my address"}
          </SubmitButton>
        </Form>
      )}
    </AuthShell>
  );
}
