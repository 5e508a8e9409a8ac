import type { AtWork } from "~/auth/guards.server";
import { besideOrder } from "~/domain/books/beside-order.server";
import { downloadsOfOrder } from "~/domain/downloads/hand-out.server";
import { mailsOf } from "~/domain/mail/mail-lines.server";
import { accountName } from "~/domain/merchants/account-name";
import { explainAccountReason } from "~/domain/merchants/account-reason";
import { accountNames } from "~/domain/merchants/account-story.server";
import { orderForStore } from "~/domain/orders/queries.server";
import { timelineOf } from "~/domain/orders/timeline.server";
import { env } from "~/env.server";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { accessWords } from "./access-words";
import type { AccessLine } from "./access-list";
import { moneyBackOf, type MoneyBackView } from "./money-back.server";
import { moneyWay } from "./money-way";
import { noteLines } from "./notes.server";
import { GIVEN_WORDS, ORDER_WORDS } from "./order-words";
import { timelineLine } from "./timeline-words";

type Order = NonNullable<Awaited<ReturnType<typeof orderForStore>>>;

/** All that an order's page shows; null for an order that is not this store's. */
export async function orderPage({ viewer, store, may }: AtWork, orderId: string, newestFirst: boolean) {
  const order = await orderForStore(store.id, orderId);
  if (!order) return null;
  const [names, timeline, notes, mails, downloads, moneyBack, beside] = await Promise.all([accountNames(store.id), timelineOf(order), noteLines(store.id, { orderId }, viewer.id), mailsOf({ orderId }), downloadsOfOrder(store.id, orderId), moneyBackOf(orderId, may("orders.refund")), besideOrder(orderId)]);
  const { livemode, sandbox } = { livemode: order.livemode, sandbox: env.stripe.sandbox };
  const seller = order.account ? accountName(order.account) : "your Stripe account";
  const given = order.givenById !== null;
  const lines = timeline.map(timelineLine);
  const { label, tone, text } = disputedWords(moneyBack) ?? (given ? (order.givenEndedAt ? GIVEN_WORDS.ended : GIVEN_WORDS.open) : ORDER_WORDS[order.status]);
  return {
    id: order.id,
    heading: order.number === null ? order.offerTitle : `Order ${order.number}`,
    title: order.offerTitle,
    offerId: order.offerId,
    number: order.number,
    status: order.status,
    words: { label, tone, text },
    given: given ? { reason: order.givenReason } : null,
    isFree: order.amount === 0n,
    setAside: order.quarantineReason && { reason: order.quarantineReason, over: order.status !== "quarantined" },
    twice: order.duplicateOfId && { firstId: order.duplicateOfId, back: order.amountRefunded >= order.amountPaid, refusal: order.payBackError, failed: failedTwice(moneyBack), next: order.payBackNextAt && formatMoment(order.payBackNextAt) },
    lowered: order.reduction > 0n ? `Lowered by ${formatMoney({ amount: order.reduction, currency: order.currency })}. ${order.reductionReason ?? ""}` : null,
    placed: formatMoment(order.paidAt ?? order.createdAt),
    asked: formatMoney(order),
    // Who has left, or never finished the checkout, has no page.
    buyer: { name: order.buyerName, email: order.buyerEmail, business: order.buyerBusiness, address: order.buyerAddress, taxIds: order.buyerTaxIds, page: order.userId && (order.paidAt ?? order.givenById) && may("customers.read") ? `/studio/customers/${order.userId}` : null },
    money: order.paidAt && order.amount > 0n ? moneyWay(order, beside, seller) : null,
    paymentMethod: order.paymentMethodLabel,
    account: order.account ? { name: seller, id: order.account.stripeAccountId } : null,
    accountReason: order.account && explainAccountReason(order.accountReason, seller, (id) => names.get(id) ?? null, order.currency.toUpperCase()),
    stripePayment: order.stripePaymentIntentId && {
      id: order.stripePaymentIntentId,
      // Payments of test mode stand under /test in Stripe's dashboard.
      url: `${env.stripe.dashboardBase}${livemode || sandbox ? "" : "/test"}/payments/${order.stripePaymentIntentId}`,
    },
    hasAccess: order.grants.some((grant) => accessWords(grant).live && !grant.suspendedAt),
    access: order.grants.map((grant) => accessLine(order, grant, may("access.change"))),
    mails,
    notes,
    downloads,
    moneyBack,
    timeline: newestFirst ? lines.reverse() : lines,
    newestFirst,
    turn: `/studio/orders/${order.id}${newestFirst ? "" : "?timeline=newest"}#timeline`,
    may: { notes: may("notes.write"), resend: may("mail.resend"), access: may("access.change"), refund: may("orders.refund") },
  };
}

/** The refund of a second payment did not go through: `open` while somebody has to see to it. */
function failedTwice({ refunds: [newest] }: MoneyBackView): "open" | "settled" | null {
  return newest?.failure ? (newest.unsettled ? "open" : "settled") : null;
}

/** What a bank has taken back is not paid, whatever the order says. */
function disputedWords({ disputes }: MoneyBackView) {
  const [worst] = [...disputes.filter(({ phase }) => phase === "lost"), ...disputes.filter(({ phase }) => phase === "open")];
  if (!worst) return null;
  return worst.phase === "lost"
    ? { label: "Dispute lost", tone: "danger" as const, text: "The buyer’s bank took this money back for good." }
    : { label: "Disputed", tone: "danger" as const, text: "The buyer’s bank has taken this money back until the dispute is decided." };
}

function accessLine(order: Order, grant: Order["grants"][number], mayEnd: boolean): AccessLine {
  const { state, facts, live } = accessWords(grant);
  const runs = order.subscription !== null && order.subscription.endedAt === null;
  return { id: grant.id, title: grant.tier ? `${grant.offer.title}, ${grant.tier.title}` : grant.offer.title, state, facts, order: null, endTo: live && mayEnd && !runs ? `/studio/orders/${order.id}/access` : null };
}
