import type { AtWork } from "~/auth/guards.server";
import { customerOf, type CustomerGrant } from "~/domain/customers/customer.server";
import { addressProblem } from "~/domain/mail/address-problem.server";
import { mailsToCustomer } from "~/domain/mail/mail-lines.server";
import { membershipInWords } from "~/domain/memberships/member-words";
import { recurringText } from "~/domain/memberships/price-words";
import { membershipState } from "~/domain/memberships/state";
import { now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import type { AccessLine } from "../access-list";
import { accessWords } from "../access-words";
import { noteLines } from "../notes.server";
import { orderRow } from "../order-row.server";

/** All that a customer's page shows; null for somebody who is no customer of this store. A fixed number of queries. */
export async function customerPage({ viewer, store, may }: AtWork, userId: string) {
  const customer = await customerOf(store.id, userId);
  if (!customer) return null;
  const [notes, mails, problem] = await Promise.all([noteLines(store.id, { userId }, viewer.id), mailsToCustomer({ storeId: store.id, email: customer.email }), addressProblem(customer.email)]);
  const at = now();
  return {
    id: customer.id,
    name: customer.name,
    email: customer.email,
    first: formatDay(customer.firstAt),
    last: formatDay(customer.lastAt),
    orderCount: customer.orderCount,
    totals: customer.totals.map((total) => formatMoney(total)),
    member: customer.subscriptions.some((subscription) => !subscription.endedAt),
    orders: customer.orders.map(orderRow),
    moreOrders: customer.moreOrders ? `/studio/orders?${new URLSearchParams({ show: "all", customer: customer.id })}` : null,
    access: customer.access.map((grant) => accessLine(grant, may("access.change"))),
    memberships: customer.subscriptions.map((subscription) => {
      const rate = recurringText(subscription.price);
      const { label, tone } = membershipInWords(membershipState(subscription, at), rate);
      const until = membershipState(subscription, at).until;
      return {
        id: subscription.id,
        title: `${subscription.offer.title}, ${subscription.tier.title}`,
        label,
        tone,
        facts: [rate, `since ${formatDay(subscription.createdAt)}`, ...(subscription.endedAt ? [`ended ${formatDay(subscription.endedAt)}`] : until ? [`until ${formatDay(until)}`] : [])].join(" · "),
        why: subscription.leaveReason,
        to: `/studio/orders/${subscription.orderId}`,
      };
    }),
    notes,
    mails,
    mailProblem: problem && {
      title: problem.problem === "bounced" ? "Mail to them comes back" : "They called a mail spam",
      text:
        problem.problem === "bounced"
          ? `Since ${formatDay(problem.since)} nothing goes to ${problem.email} but what they ask for. Reach them in another way, and ask them to correct the address in their library.${problem.detail ? ` The mail service says: ${problem.detail}` : ""}`
          : `Since ${formatDay(problem.since)} they get nothing but what they ask for.`,
    },
    may: { notes: may("notes.write"), resend: may("mail.resend"), access: may("access.change") },
  };
}

function accessLine(grant: CustomerGrant, mayEnd: boolean): AccessLine {
  const { state, facts, live } = accessWords(grant);
  const { order } = grant;
  const runs = order?.subscription ? order.subscription.endedAt === null : false;
  const by = order && (order.givenById ? "given by hand" : order.number === null ? "its order" : `order ${order.number}`);
  return {
    id: grant.id,
    title: grant.tier ? `${grant.offer.title}, ${grant.tier.title}` : grant.offer.title,
    state,
    facts,
    order: order && by ? { label: by, to: `/studio/orders/${order.id}` } : null,
    endTo: order && live && mayEnd && !runs ? `/studio/orders/${order.id}/access` : null,
  };
}
