import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { AuthShell } from "~/components/layout/auth-shell";
import { Button } from "~/components/ui/button";
import { SubmitButton } from "~/components/ui/submit-button";
import { mergePeople, mergePreview } from "~/domain/personal-data/merge-people.server";
import { flash } from "~/lib/flash.server";
import { DeadAddressLink, WhatMoves } from "./address-link";
import { answer } from "./respond.server";

export { pageHeaders as headers } from "./page-headers";
export const meta: MetaFunction = () => [{ title: "Bring your purchases together · Lectern" }, { name: "robots", content: "noindex" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const seen = await mergePreview(params.token ?? "", "merge_people", viewer.id);
  return seen.ok ? answer({ into: viewer.email, preview: seen.value, problem: null }) : answer({ into: viewer.email, preview: null, problem: seen.error }, 410);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const merged = await mergePeople(params.token ?? "", viewer.id);
  // The loader runs next and says why not.
  if (!merged.ok) return answer(null, 409);
  return redirect("/library", { headers: await flash(new Headers(), "Everything is in one library now.") });
}

export default function Merge() {
  const { into, preview, problem } = useLoaderData<typeof loader>();
  if (!preview) return <DeadAddressLink problem={problem} />;
  if (!preview.known) {
    return (
      <AuthShell title="Nothing to bring" description={<span className="wrap-anywhere">{`Nothing was bought under ${preview.email} here. If you expected something, look at the address on its receipt.`}</span>}>
        <Button asChild block>
          <Link to="/library">To my library</Link>
        </Button>
      </AuthShell>
    );
  }
  return (
    <AuthShell title="Bring your purchases together" description={<span className="wrap-anywhere">{`From ${preview.email} into the library of ${into}. Afterwards you sign in with ${into} alone.`}</span>}>
      <WhatMoves preview={preview} />
      {!preview.refusal && (
        <Form method="post">
          <SubmitButton block pendingLabel="Moving…">
            Bring it here
          </SubmitButton>
          <p className="mt-3 text-sm text-ink-muted">The two accounts become one. That cannot be taken apart again.</p>
        </Form>
      )}
    </AuthShell>
  );
}
