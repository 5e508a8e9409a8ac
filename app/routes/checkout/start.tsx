import { redirect, type ActionFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Link, useActionData } from "@remix-run/react";
import { getViewer } from "~/auth/guards.server";
import { CheckoutRefused, type RefusalView } from "~/components/checkout/checkout-refused";
import { Button } from "~/components/ui/button";
import { StorefrontShell, type ShellStore } from "~/components/layout/storefront-shell";
import { canOpen } from "~/domain/access/can-open.server";
import { amountAsked, offerAtCounter } from "~/domain/checkout/queries.server";
import type { CheckoutRefusal } from "~/domain/checkout/refusals";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { flash } from "~/lib/flash.server";
import { formatMoney } from "~/lib/money";
import { publicFileUrl } from "~/domain/files/queries.server";
import { shellStore, shellViewer } from "../storefront/shell-store.server";
import { waitProps } from "../storefront/wait-props.server";
import { ensureBuyerKey } from "./buyer-cookie.server";

export const meta: MetaFunction = () => [{ title: "Checkout" }, { name: "robots", content: "noindex" }];

type Refused = { refusal: RefusalView; store: ShellStore; viewer: { name: string; email: string } | null };

export async function action({ request }: ActionFunctionArgs): Promise<TypedResponse<Refused>> {
  const form = await request.formData();
  const offerId = String(form.get("offerId") ?? "");
  const uiMode = form.get("uiMode") === "hosted_page" ? "hosted_page" : "embedded_page";
  const viewer = await getViewer(request);
  const { buyerKey, headers } = await ensureBuyerKey(request);
  const seenAmount = seen(form.get("seenAmount"));
  const addAfter = shownEnd(form.get("addAfter"));
  const started = await startCheckout({ offerId, priceId: String(form.get("priceId") ?? ""), ...(seenAmount === null ? {} : { seenAmount }), ...(addAfter ? { addAfter } : {}), uiMode, viewer, buyerKey });
  if (started.ok) {
    // As it was made, which need not be as it was asked for.
    const { orderId, uiMode: made } = started.value;
    return redirect(made === "hosted_page" ? `/checkout/${orderId}?go=1` : `/checkout/${orderId}`, { headers });
  }

  const refusal = started.error;
  if (refusal.kind === "already_ordered") return redirect(`/checkout/${refusal.orderId}/return`, { headers });
  if (refusal.kind === "already_owned") {
    // Who has all that is in a bundle need not have the bundle itself.
    const open = viewer !== null && (await canOpen(viewer.id, refusal.offerId));
    return redirect(open ? `/library/${refusal.offerId}` : "/library", { headers: await flash(headers, open ? "You already have this. Nothing was charged." : "You already have everything in it. Nothing was charged.") });
  }
  if (refusal.kind === "already_member") return redirect(`/library/memberships/${refusal.subscriptionId}`, { headers: await flash(headers, "You are a member already, so nothing was charged. Another plan is a change, and you can make it here.") });
  const offer = await offerAtCounter(offerId);
  if (!offer) throw new Response("Not found", { status: 404 });
  const offerPath = `/s/${offer.store.slug}/${offer.slug}`;
  if (refusal.kind === "free" || refusal.kind === "not_free") return redirect(offerPath, { headers });

  const wait = refusal.kind === "not_chargeable" && offer.paused ? await waitProps(offerPath, offer.id, viewer) : null;
  const body: Refused = {
    store: shellStore(offer.store),
    viewer: shellViewer(viewer),
    refusal: {
      kind: refusal.kind,
      uiMode,
      supportEmail: offer.store.supportEmail,
      offer: { id: offer.id, title: offer.title, kind: offer.kind, path: offerPath, coverUrl: publicFileUrl(offer.coverFileId) },
      price: offer.price && (await priceAsked(offer.id, offer.price, viewer)),
      wait,
    },
  };
  return Response.json(body, { status: STATUS[refusal.kind], headers });
}

/** The amount the page showed, if it showed one of its own; it is only ever compared. */
function seen(value: FormDataEntryValue | null): bigint | null {
  return typeof value === "string" && /^\d{1,12}$/.test(value) ? BigInt(value) : null;
}

/** The end of the days they have, as the page of who adds to them showed it; it is only ever compared. */
function shownEnd(value: FormDataEntryValue | null): Date | null {
  const at = typeof value === "string" && value.length <= 30 ? new Date(value) : null;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

/** What it costs this buyer now. */
async function priceAsked(offerId: string, price: { id: string; amount: bigint; currency: string }, viewer: { id: string } | null) {
  const amount = await amountAsked(offerId, price.id, viewer);
  return { id: price.id, text: formatMoney({ amount, currency: price.currency }), ...(amount === price.amount ? {} : { amount: amount.toString() }) };
}

const STATUS: Record<Exclude<CheckoutRefusal["kind"], "already_ordered" | "already_owned" | "already_member" | "free" | "not_free">, number> = {
  offer_unavailable: 410,
  price_changed: 409,
  not_chargeable: 409,
  try_again: 503,
};

export default function StartCheckout() {
  const refused = useActionData<typeof action>();
  // No loader sends people away from here: one would also run after a refusal and take its page away.
  if (!refused) return <NothingChosen />;
  return (
    <StorefrontShell store={refused.store} viewer={refused.viewer}>
      <CheckoutRefused {...refused.refusal} />
    </StorefrontShell>
  );
}

/** The address opened by itself, or a refusal reloaded: there is no offer in it. */
function NothingChosen() {
  return (
    <main id="main" className="gutter mx-auto flex min-h-[80dvh] max-w-3xl flex-col items-start justify-center py-20">
      <h1 className="font-display text-4xl font-medium tracking-[-0.02em]">Nothing is chosen yet</h1>
      <p className="mt-4 max-w-xl text-lg text-ink-muted">A checkout begins with the Buy button on the page of an offer. Nothing was charged.</p>
      <Button asChild className="mt-8">
        <Link to="/">See the stores</Link>
      </Button>
    </main>
  );
}
