import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { ArrowLeft } from "lucide-react";
import { setTierPrices, type TierPricesRefusal } from "~/domain/memberships/tier-prices.server";
import { openableOffers, tierCounts, tiersOf } from "~/domain/memberships/tier-queries.server";
import { setTierItems, updateTier } from "~/domain/memberships/tiers.server";
import { formatMoney, minimumCharge, toDecimal } from "~/lib/money";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { TierItemsForm, TierPricesForm, TierWordsForm } from "./tier-forms";
import { tierPricesSchema, tierWordsSchema } from "./tier-form";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.tier.title ?? "Tier"} · Lectern` }];

/** So many offers stand as boxes to tick; a larger store searches. */
const LISTED = 60;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer, store } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const search = new URL(request.url).searchParams.get("q")?.trim().slice(0, 100) ?? "";
  const [tiers, counts, openable] = await Promise.all([tiersOf(offer.id), tierCounts(offer.id), openableOffers(store.id, { search, limit: LISTED })]);
  const tier = tiers.find((one) => one.id === params.tierId);
  if (!tier) throw notFound();
  const price = (interval: "month" | "year") => tier.prices.find((one) => one.interval === interval && one.currency === store.currency);
  const text = (interval: "month" | "year") => {
    const one = price(interval);
    return one ? toDecimal(one) : "";
  };
  const ticked = new Set(tier.items.map((item) => item.offerId));
  return {
    offerId: offer.id,
    search,
    tier: { id: tier.id, title: tier.title, description: tier.description, highlights: tier.highlights.join("\n"), opensPosts: tier.opensPosts },
    members: counts.get(tier.id) ?? { members: 0, founders: 0 },
    prices: {
      currency: store.currency,
      cost: tier.prices.some((one) => one.interval === null) ? ("free" as const) : ("paid" as const),
      month: text("month"),
      year: text("year"),
      trial: String(tier.prices.find((one) => one.interval !== null)?.trialDays ?? 0),
      smallest: formatMoney({ amount: minimumCharge(store.currency), currency: store.currency }),
    },
    // What is ticked always stands there, also when a search or the length of the list would leave it out.
    items: [...tier.items.map(({ offerId, title, kind, status }) => ({ offerId, title, kind, status, ticked: true })), ...openable.filter((one) => !ticked.has(one.id)).map(({ id, title, kind, status }) => ({ offerId: id, title, kind, status, ticked: false }))],
    more: openable.length === LISTED,
  };
}

export type TierAnswer = { form: "words" | "prices"; result: SubmissionResult };

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<TierAnswer>> {
  const { key, offer, store, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const tierId = params.tierId ?? "";
  const page = `/studio/offers/${key.offerId}/tiers/${tierId}`;
  const form = await request.formData();
  const refuse = (answer: TierAnswer) => Response.json(answer, { status: 400 });
  switch (form.get("intent")) {
    case "words": {
      const submission = parseWithZod(form, { schema: tierWordsSchema });
      if (submission.status !== "success") return refuse({ form: "words", result: submission.reply() });
      const { posts, ...words } = submission.value;
      found(await updateTier(key, { tierId, ...words, opensPosts: posts === "on" }));
      return redirectWith(page, "Saved.");
    }
    case "prices": {
      const submission = parseWithZod(form, { schema: tierPricesSchema(store.currency) });
      if (submission.status !== "success") return refuse({ form: "prices", result: submission.reply() });
      const { cost, month, year, trial } = submission.value;
      const set = await setTierPrices(key, tierId, { currency: store.currency, free: cost === "free", month, year, trialDays: trial }, cause);
      if (set.ok) return redirectWith(page, "Saved. New members pay this; those you have keep their price.");
      if (set.error.reason === "not_found") throw notFound();
      return refuse({ form: "prices", result: submission.reply({ formErrors: [refusalText(set.error)] }) });
    }
    case "items":
      found(await setTierItems(key, { tierId, offerIds: form.getAll("offerId").map(String) }));
      return redirectWith(page, "Saved. Members of this tier have it at once.");
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

function refusalText(refusal: Exclude<TierPricesRefusal, { reason: "not_found" }>): string {
  switch (refusal.reason) {
    case "other_currency":
      return `Another tier costs ${refusal.currency.toUpperCase()}. All tiers of a membership have one currency, so that members can change between them: set that tier's price anew first.`;
    case "last_one":
      return "A published membership keeps one tier with a price. Take it down first, or give another tier a price.";
    case "payments":
      if (refusal.gate.currency) return `None of your Stripe accounts can take payments in ${refusal.gate.currency}. See Settings, Stripe.`;
      return refusal.gate.connect ? "Connect Stripe before a published membership can cost something." : "Stripe takes no payments for you at the moment, so a published membership cannot cost something. See Settings, Stripe.";
  }
}

/** One tier: what it is, what it costs, what it opens. */
export default function Tier() {
  const { offerId, tier, members, prices, items, search, more } = useLoaderData<typeof loader>();
  const answer = useActionData<TierAnswer>();
  const resultOf = (form: TierAnswer["form"]) => (answer?.form === form ? answer.result : undefined);
  return (
    <div className="space-y-6">
      <div>
        <Link to={`/studio/offers/${offerId}/tiers`} className="link-quiet inline-flex min-h-11 items-center gap-1.5 text-sm sm:min-h-6">
          <ArrowLeft aria-hidden="true" className="size-4" />
          All tiers
        </Link>
        <h2 className="mt-2 font-display text-2xl font-medium tracking-[-0.015em] wrap-anywhere">{tier.title}</h2>
        <p className="mt-1 text-sm text-ink-muted">
          {members.members === 0 ? "Nobody is in this tier yet." : `${members.members} ${members.members === 1 ? "member" : "members"}${members.founders > 0 ? `, ${members.founders} of them at an earlier price that they keep as long as they stay` : ""}.`}
        </p>
      </div>
      <TierWordsForm key={`words ${tier.id}`} tier={tier} result={resultOf("words")} />
      <TierPricesForm key={`prices ${tier.id}`} prices={prices} members={members.members} result={resultOf("prices")} />
      <TierItemsForm key={`items ${tier.id} ${search}`} items={items} search={search} more={more} />
    </div>
  );
}
