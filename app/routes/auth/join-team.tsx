import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { getViewer } from "~/auth/guards.server";
import { chooseStore, endSession, startSession } from "~/auth/sessions.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { Button } from "~/components/ui/button";
import { SubmitButton } from "~/components/ui/submit-button";
import { invitationBehind, joinAsNewPerson, joinTeam, type JoinRefusal } from "~/domain/team/join.server";
import { ROLE_WORDS, seatWords } from "~/domain/team/words";
import { flash } from "~/lib/flash.server";
import { NewPersonForm, newPersonSchema } from "./new-person-form";
import { answer } from "./respond.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "An invitation · Lectern" }, { name: "robots", content: "noindex" }];

interface Invitation {
  email: string;
  storeName: string;
  invitedBy: string;
  role: string;
  words: string[];
  /** you: signed in as the one invited. new: the address has no account. sign_in: it has one. other: somebody else is signed in. */
  way: "you" | "new" | "sign_in" | "other";
  signedInAs: string | null;
}

type Seen = { invitation: Invitation; problem: null } | { invitation: null; problem: JoinRefusal };

export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<Seen>> {
  const [seen, viewer] = await Promise.all([invitationBehind(params.token ?? ""), getViewer(request)]);
  if (!seen.ok) return answer({ invitation: null, problem: seen.error }, seen.error === "unknown" ? 404 : 410);
  const { email, storeName, invitedBy, role, mayRefund, person } = seen.value;
  const way = viewer ? (viewer.email === email ? "you" : "other") : person === "new" ? "new" : "sign_in";
  return answer({ invitation: { email, storeName, invitedBy, role: ROLE_WORDS[role].label, words: seatWords({ role, mayRefund }), way, signedInAs: viewer?.email ?? null }, problem: null });
}

export async function action({ request, params }: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult | null>> {
  const token = params.token ?? "";
  const form = await request.formData();
  const viewer = await getViewer(request);
  // The right person comes back here once they are signed in.
  if (form.get("intent") === "change-person") return redirect(signInFor(token), { headers: await endSession(request) });
  if (viewer) {
    const joined = await joinTeam(token, viewer);
    // The loader runs next and says why not.
    if (!joined.ok) return answer(null, 409);
    await chooseStore(viewer.sessionId, joined.value.storeId);
    return redirect("/studio", { headers: await flash(new Headers(), "You are in. Welcome to the team.") });
  }
  const seen = await invitationBehind(token);
  if (!seen.ok) return answer(null, 410);
  if (seen.value.person === "known") return redirect(signInFor(token));
  const submission = parseWithZod(form, { schema: newPersonSchema(seen.value.email) });
  if (submission.status !== "success") return answer(submission.reply({ hideFields: ["password"] }), 400);
  const { name, password } = submission.value;
  const joined = await joinAsNewPerson(token, { name, password: password ?? null });
  if (!joined.ok) return joined.error === "known" ? redirect(signInFor(token)) : answer(null, 409);
  return redirect("/studio", { headers: await flash(await startSession(joined.value.userId, request), "You are in. Welcome to the team.") });
}

function signInFor(token: string): string {
  return `/sign-in?returnTo=${encodeURIComponent(`/auth/join-team/${token}`)}`;
}

const DEAD: Record<JoinRefusal, { title: string; text: string }> = {
  used: { title: "This invitation was accepted already", text: "If that was you, sign in and open the studio." },
  expired: { title: "This invitation is too old", text: "It lasted 7 days. Ask whoever invited you to send it again." },
  unknown: { title: "This invitation does not work", text: "The link may have been cut off on its way. Open it from the mail once more, or ask for a new one." },
  withdrawn: { title: "This invitation was taken back", text: "A newer one may have taken its place: look for the latest mail. Otherwise ask whoever invited you." },
};

export default function JoinTeam() {
  const { invitation, problem } = useLoaderData<typeof loader>();
  if (!invitation) {
    const { title, text } = DEAD[problem];
    return (
      <AuthShell title={title} description={text}>
        <Button asChild block>
          <Link to="/studio">To the studio</Link>
        </Button>
      </AuthShell>
    );
  }
  const { storeName, invitedBy, role, words } = invitation;
  return (
    <AuthShell title={<span className="wrap-anywhere">{`Join ${storeName}`}</span>} description={<span className="wrap-anywhere">{`${invitedBy} invites you to work in this store.`}</span>}>
      <div className="mb-6 rounded-lg bg-sunken p-4 text-sm">
        <p className="font-medium">{`As ${role.toLowerCase()} you may:`}</p>
        <ul className="mt-2 list-disc space-y-1 pl-5 text-ink-muted">
          {words.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <Way {...invitation} />
    </AuthShell>
  );
}

function Way({ email, way, signedInAs, storeName }: Invitation) {
  switch (way) {
    case "you":
      return (
        <Form method="post">
          <SubmitButton block pendingLabel="Joining…">{`Join as ${email}`}</SubmitButton>
        </Form>
      );
    case "new":
      return <NewPerson email={email} storeName={storeName} />;
    case "sign_in":
    case "other":
      return (
        <Form method="post">
          <p className="mb-4 text-sm wrap-anywhere text-ink-muted">
            {way === "other" ? `The invitation is for ${email}; you are signed in as ${signedInAs}. Sign in as ${email} to accept it.` : `${email} has an account here. Sign in, and you come back to this page.`}
          </p>
          <SubmitButton block name="intent" value="change-person">
            {way === "other" ? "Sign in as somebody else" : "Sign in"}
          </SubmitButton>
        </Form>
      );
  }
}

function NewPerson({ email, storeName }: { email: string; storeName: string }) {
  return (
    <>
      <NewPersonForm id="join-team" email={email} lastResult={useActionData<typeof action>()} nameHint={`The team of ${storeName} sees it.`} verb="Join" pendingLabel="Joining…" />
      <p className="mt-5 text-sm wrap-anywhere text-ink-muted">{`Your account is opened under ${email}.`}</p>
    </>
  );
}
