import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { PageHeader } from "~/components/ui/page-header";
import { RadioCards } from "~/components/ui/radio-cards";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { cancelAtPeriodEnd } from "~/domain/memberships/cancel.server";
import { formatDay } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { titleList } from "./title-list";
import { PauseCard } from "./membership-cards";
import { refusalMessage, requireMembership } from "./own-membership.server";

export const meta: MetaFunction = () => [{ title: "Cancel membership" }];

const REASONS = [
  { value: "price", label: "It costs too much" },
  { value: "time", label: "I do not get round to it" },
  { value: "content", label: "It is not what I expected" },
  { value: "done", label: "I have what I came for" },
  { value: "other", label: "Something else" },
] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { membership, path } = await requireMembership(request, params.subscriptionId);
  const { state, offer, tier, price } = membership;
  if (!state.canCancel) throw redirect(path);
  return {
    path,
    accentColor: offer.store.accentColor,
    title: offer.title,
    atOnce: state.state === "grace" || !state.open,
    until: state.until && formatDay(state.until),
    lose: titleList(tier.items.map((item) => item.offer.title)),
    founders: !price.active,
    canPause: state.canPause,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { which, cause, path } = await requireMembership(request, params.subscriptionId);
  const form = await request.formData();
  const picked = REASONS.find((reason) => reason.value === form.get("reason"))?.label ?? "";
  const words = String(form.get("words") ?? "").trim().slice(0, 400);
  const cancelled = await cancelAtPeriodEnd({ ...which, reason: [picked, words].filter(Boolean).join(": ") }, cause);
  return redirect(path, { headers: await flash(new Headers(), cancelled.ok ? "Cancelled. Nothing more is charged." : refusalMessage(cancelled.error)) });
}

/** The way out: said plainly, without a maze, with the pause as the other way. */
export default function MembershipCancel() {
  const { path, accentColor, title, atOnce, until, lose, founders, canPause } = useLoaderData<typeof loader>();
  return (
    <AccentScope accent={accentColor} className="max-w-2xl space-y-6">
      <PageHeader
        breadcrumbs={<Breadcrumbs items={[{ label: "Your membership", to: path }]} />}
        title={<span className="wrap-anywhere">{`Cancel ${title}?`}</span>}
        description={atOnce ? "It ends at once, because the last payment did not come through. Nothing more is charged." : `Nothing more is charged. It stays open until ${until ?? "the end of what is paid"}, and you can change your mind until then.`}
      />
      {(lose || founders) && (
        <ul className="list-disc space-y-1.5 pl-5 text-sm text-ink-muted">
          {lose && <li className="wrap-anywhere">{`Then you cannot open ${lose} any more. What you bought on its own stays yours.`}</li>}
          {founders && <li>You lose your founders&rsquo; price: coming back costs what new members pay.</li>}
          <li>Your progress, notes and certificates are kept.</li>
        </ul>
      )}
      <Form method="post">
        <Card
          title="Why do you leave?"
          description="If you like; the seller reads it."
          footer={
            <>
              <SubmitButton variant="danger" pendingLabel="Cancelling…">
                Cancel my membership
              </SubmitButton>
              <Button asChild variant="link">
                <Link to={path}>Stay a member</Link>
              </Button>
            </>
          }
        >
          <div className="space-y-5">
            <RadioCards legend="Reason" hideLegend columns={2} field={{ name: "reason" }} options={REASONS} />
            <Field label="In your words" optional field={{ name: "words", maxLength: 400 }}>
              <Textarea rows={2} />
            </Field>
          </div>
        </Card>
      </Form>
      {canPause && <PauseInstead path={path} />}
    </AccentScope>
  );
}

function PauseInstead({ path }: { path: string }) {
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">Or only a break?</h2>
      <PauseCard action={path} />
    </section>
  );
}
