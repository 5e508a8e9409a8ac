import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { Card } from "~/components/ui/card";
import { daysText } from "~/domain/catalog/access-days";
import { chooseAccount } from "~/domain/catalog/choose-account.server";
import { setAccessDays } from "~/domain/catalog/set-access-days.server";
import { setPrice } from "~/domain/catalog/set-price.server";
import { updateOffer } from "~/domain/catalog/update-offer.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { minimumCharge, formatMoney, toDecimal } from "~/lib/money";
import { AccessForm } from "./access-form";
import { AccountChoice } from "./account-choice";
import { accountChoice } from "./account-choice.server";
import { CoverCard } from "./cover-card";
import { DetailsForm } from "./details-form";
import type { OfferShellData } from "./offer";
import { OfferFacts } from "./offer-facts";
import { accessSchema, detailsSchema, priceSchema } from "./offer-form";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { useMay } from "../use-may";
import { OutOfSale } from "./out-of-sale";
import { PriceForm } from "./price-form";

export const meta: MetaFunction<unknown, { "routes/studio/offers/offer": unknown }> = ({ matches }) => {
  const shell = matches.find((match) => match.id === "routes/studio/offers/offer")?.data as OfferShellData | undefined;
  return [{ title: `${shell?.title ?? "Offer"} · Lectern` }];
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer, price, priceText, gate, store } = await requireOffer(request, params.offerId, "offers.read");
  const { currency } = store;
  return {
    id: offer.id,
    updatedAt: offer.updatedAt.toISOString(),
    storeSlug: store.slug,
    words: { title: offer.title, subtitle: offer.subtitle, slug: offer.slug, description: offer.descriptionHtml, highlights: offer.highlights.join("\n") },
    coverUrl: publicFileUrl(offer.coverFileId),
    account: await accountChoice(store.id, offer.connectedAccountId, price?.currency ?? currency, gate),
    currency,
    kind: offer.kind,
    accessDays: offer.accessDays,
    priceText,
    price: price && price.currency === currency ? toDecimal(price) : "",
    /** A price in another currency than the store sells in now. */
    formerPrice: price && price.currency !== currency ? formatMoney(price) : null,
    smallest: formatMoney({ amount: minimumCharge(currency), currency }),
  };
}

type Refused = { form: "details" | "price" | "access"; result: SubmissionResult };

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<Refused>> {
  const { key, store, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  const formData = await request.formData();
  const page = `/studio/offers/${key.offerId}`;
  const refuse = (form: Refused["form"], result: SubmissionResult) => Response.json({ form, result }, { status: 400 });

  if (formData.get("intent") === "access") {
    const submission = parseWithZod(formData, { schema: accessSchema });
    if (submission.status !== "success") return refuse("access", submission.reply());
    found(await setAccessDays({ ...key, ...submission.value }, cause));
    const { accessDays } = submission.value;
    return redirectWith(page, accessDays === null ? "Saved. From the next buyer on it is open for good." : `Saved. From the next buyer on it is open for ${daysText(accessDays)}.`);
  }

  if (formData.get("intent") === "price") {
    // A membership's prices stand on its tiers.
    if (offer.kind === "membership") throw notFound();
    const submission = parseWithZod(formData, { schema: priceSchema(store.currency) });
    if (submission.status !== "success") return refuse("price", submission.reply());
    const set = await setPrice({ ...key, amount: submission.value.price, currency: store.currency }, cause);
    if (set.ok) return redirectWith(page, set.value.amount === 0n ? "Saved. It is free now." : `Saved. The price is ${formatMoney(set.value)}.`);
    if (set.error.reason === "not_found") throw notFound();
    const { connect, currency } = set.error.gate;
    const why = currency ? `None of your Stripe accounts can take payments in ${currency}, so a published offer cannot cost something in it. See Settings, Stripe.` : connect ? "Connect Stripe before a published offer can cost something." : "Stripe takes no payments for you at the moment, so a published offer cannot cost something. See Settings, Stripe.";
    return refuse("price", submission.reply({ fieldErrors: { price: [why] } }));
  }

  if (formData.get("intent") === "account") {
    const accountId = formData.get("accountId");
    found(await chooseAccount({ ...key, accountId: typeof accountId === "string" && accountId !== "" ? accountId : null }, cause));
    return redirectWith(page, "Saved. It holds for the next buyer.");
  }

  const submission = parseWithZod(formData, { schema: detailsSchema });
  if (submission.status !== "success") return refuse("details", submission.reply());
  const { description, ...words } = submission.value;
  const updated = await updateOffer({ ...key, ...words, descriptionHtml: description }, cause);
  if (updated.ok) return redirectWith(page, "Saved.");
  if (updated.error === "not_found") throw notFound();
  return refuse("details", submission.reply({ fieldErrors: { slug: ["Another of your offers has this address. Choose a different one."] } }));
}

export default function Details() {
  const { id, kind, words, storeSlug, coverUrl, account, price, priceText, accessDays, currency, formerPrice, smallest } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const shell = useRouteLoaderData<OfferShellData>("routes/studio/offers/offer");
  const mayWrite = useMay()("offers.write");
  const resultOf = (form: Refused["form"]) => (refused?.form === form ? (refused.result as SubmissionResult) : undefined);
  if (!mayWrite) return <OfferFacts words={words} priceText={priceText} accessDays={accessDays} url={shell?.publicUrl ?? null} />;
  return (
    <div className="space-y-8">
      <DetailsForm key={id} words={words} storeSlug={storeSlug} lastResult={resultOf("details")} />
      {kind === "membership" ? (
        <TierPrices offerId={id} priceText={priceText} />
      ) : (
        <>
          <PriceForm price={price} currency={currency} formerPrice={formerPrice} smallest={smallest} published={shell?.publish.status === "published"} lastResult={resultOf("price")} />
          <AccessForm key={accessDays ?? 0} kind={kind} accessDays={accessDays} lastResult={resultOf("access")} />
        </>
      )}
      {account && <AccountChoice {...account} />}
      <CoverCard offerId={id} coverUrl={coverUrl} />
      {shell && shell.publish.status !== "archived" && <OutOfSale offerId={id} published={shell.publish.status === "published"} />}
    </div>
  );
}

/** What a membership costs is a matter of its tiers. */
function TierPrices({ offerId, priceText }: { offerId: string; priceText: string | null }) {
  return (
    <Card id="price" title="Prices" description="Each tier has its own, by the month and by the year.">
      <p className="text-sm text-ink-muted">
        {priceText ? `Shown in your store as “${priceText}”. ` : "No tier has a price yet. "}
        <Link to={`/studio/offers/${offerId}/tiers`} className="link-quiet text-ink">
          {priceText ? "Edit tiers and prices" : "Add a tier"}
        </Link>
      </p>
    </Card>
  );
}
