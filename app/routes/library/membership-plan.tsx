import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { ChevronDown } from "lucide-react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { KeyValue } from "~/components/ui/key-value";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { changePlan, previewPlanChange } from "~/domain/memberships/plan-change.server";
import { recurringText } from "~/domain/memberships/price-words";
import { REFUSAL_WORDS } from "~/domain/memberships/refusals";
import { tiersOf } from "~/domain/memberships/tier-queries.server";
import { formatDay } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { formatMoney } from "~/lib/money";
import { refusalMessage, requireMembership } from "./own-membership.server";

export const meta: MetaFunction = () => [{ title: "Change plan" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { which, membership, path } = await requireMembership(request, params.subscriptionId);
  const priceId = new URL(request.url).searchParams.get("price") ?? "";
  const tiers = await tiersOf(membership.offer.id, { joinable: true });
  const tier = tiers.find((one) => one.prices.some((price) => price.id === priceId));
  const price = tier?.prices.find((one) => one.id === priceId);
  const common = { path, accentColor: membership.offer.store.accentColor, from: `${membership.tier.title}, ${recurringText(membership.price)}`, to: tier && price ? `${tier.title}, ${recurringText(price)}` : null };
  const previewed = await previewPlanChange({ ...which, priceId });
  if (!previewed.ok) return { ...common, preview: null, problem: REFUSAL_WORDS[previewed.error.kind] };
  const { dueNow, creditNow, nextAmount, nextAt, currency, lines, prorationDate, losesFoundersPrice } = previewed.value;
  const money = (amount: bigint) => formatMoney({ amount, currency });
  return {
    ...common,
    problem: null,
    preview: {
      priceId,
      prorationDate,
      dueNow: String(dueNow),
      costs: dueNow > 0n,
      losesFoundersPrice,
      lines: lines.map(({ text, amount }) => ({ text, amount: money(amount) })),
      facts: [
        { label: "To pay now", value: money(dueNow) },
        ...(creditNow > 0n ? [{ label: "Kept for your next payments", value: money(creditNow) }] : []),
        { label: `Next payment on ${formatDay(nextAt)}`, value: money(nextAmount) },
      ],
    },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { which, cause, path } = await requireMembership(request, params.subscriptionId);
  const form = await request.formData();
  const priceId = String(form.get("priceId") ?? "");
  const seen = String(form.get("dueNow") ?? "");
  const changed = await changePlan({ ...which, priceId, prorationDate: Number(form.get("prorationDate")), expectedDueNow: /^\d{1,15}$/.test(seen) ? BigInt(seen) : -1n }, cause);
  if (changed.ok) return redirect(path, { headers: await flash(new Headers(), "Your plan is changed.") });
  // The page is shown anew with what it costs now.
  return redirect(`${path}/plan?price=${encodeURIComponent(priceId)}`, { headers: await flash(new Headers(), refusalMessage(changed.error)) });
}

/** What another plan costs, reckoned by Stripe to the second; nothing changes before the button. */
export default function MembershipPlan() {
  const { path, accentColor, from, to, preview, problem } = useLoaderData<typeof loader>();
  return (
    <AccentScope accent={accentColor} className="max-w-2xl">
      <PageHeader breadcrumbs={<Breadcrumbs items={[{ label: "Your membership", to: path }]} />} title="Change plan" description={to ? `From ${from} to ${to}.` : `You are in ${from}.`} />
      {preview ? (
        <Form method="post">
          <input type="hidden" name="priceId" value={preview.priceId} />
          <input type="hidden" name="prorationDate" value={preview.prorationDate} />
          <input type="hidden" name="dueNow" value={preview.dueNow} />
          <Card
            title="What it costs"
            footer={
              <>
                <SubmitButton pendingLabel="Changing…">{preview.costs ? `Change and pay ${preview.facts[0]?.value}` : "Change plan"}</SubmitButton>
                <Button asChild variant="link">
                  <Link to={path}>Keep my plan</Link>
                </Button>
              </>
            }
          >
            <KeyValue items={preview.facts} />
            {preview.lines.length > 0 && (
              <details className="group mt-5 text-sm">
                <summary className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 text-ink-muted hover:text-ink">
                  How this is reckoned
                  <ChevronDown aria-hidden="true" className="size-4 transition-transform duration-150 group-open:rotate-180" />
                </summary>
                <ul className="mt-2 space-y-2 border-t border-line pt-3">
                  {preview.lines.map((line) => (
                    <li key={`${line.text} ${line.amount}`} className="flex justify-between gap-6">
                      <span className="min-w-0 text-ink-muted wrap-anywhere">{line.text}</span>
                      <span className="tabular-nums">{line.amount}</span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
            {preview.losesFoundersPrice && (
              <Banner tone="urgent" title="Your present price is not sold any more" className="mt-5">
                After the change you cannot go back to it.
              </Banner>
            )}
          </Card>
        </Form>
      ) : (
        <Banner
          tone="neutral"
          title="This change is not possible"
          action={
            <Button asChild variant="secondary">
              <Link to={path}>Back to my membership</Link>
            </Button>
          }
        >
          {problem}
        </Banner>
      )}
    </AccentScope>
  );
}
