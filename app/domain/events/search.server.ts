import { db } from "~/db.server";
import type { Prisma } from "~/generated/prisma/client";
import type { EventScope } from "./scope.server";

/**
 * What is looked for among events: an id leads to its event, its object, or the thing the event is about; other words are looked for in
 * the type. The scope itself is the caller's to add.
 */
export async function matching(scope: EventScope, search: string): Promise<Prisma.StripeEventWhereInput> {
  if (search === "") return {};
  if (search.startsWith("evt_")) return { id: search };
  if (scope.all && search.startsWith("acct_")) return { stripeAccountId: search };
  if (!/^[a-z]+_\w{8,}$/i.test(search)) return { AND: search.toLowerCase().split(/\s+/).map((word) => ({ type: { contains: word } })) };
  const known = await saleNamed(search);
  const accounts = known ? known.accounts : scope.all ? [] : scope.stripeAccountIds;
  const names = known?.names ?? [search];
  return { OR: [{ objectId: { in: [search, ...names] } }, { subjectKey: { in: accounts.flatMap((account) => names.map((name) => `${account}/${name}`)) } }] };
}

interface NamedSale {
  /** acct_…; none for what was free. */
  accounts: string[];
  /** By what its events call it (subject-key.ts), or their objects are called. */
  names: string[];
}

const ACCOUNT = { select: { stripeAccountId: true } } as const;
const ORDER = { id: true, stripePaymentIntentId: true, account: ACCOUNT, subscription: { select: { stripeSubscriptionId: true } } } as const;

/** The sale an order's, subscription's or payment's id stands for; of a renewal's payment only the renewal. Null: none of ours. */
async function saleNamed(id: string): Promise<NamedSale | null> {
  const order = await orderNamed(id);
  if (order) return { accounts: order.account ? [order.account.stripeAccountId] : [], names: [order.id, order.stripePaymentIntentId, order.subscription?.stripeSubscriptionId].filter((name) => typeof name === "string") };
  const renewal = id.startsWith("pi_") ? await db.invoice.findUnique({ where: { stripePaymentIntentId: id }, select: { stripeInvoiceId: true, subscription: { select: { account: ACCOUNT } } } }) : null;
  return renewal && { accounts: [renewal.subscription.account.stripeAccountId], names: [id, renewal.stripeInvoiceId] };
}

function orderNamed(id: string) {
  if (id.startsWith("ord_")) return db.order.findUnique({ where: { id }, select: ORDER });
  if (id.startsWith("pi_")) return db.order.findUnique({ where: { stripePaymentIntentId: id }, select: ORDER });
  if (id.startsWith("sub_")) return db.order.findFirst({ where: { subscription: { stripeSubscriptionId: id } }, select: ORDER });
  return null;
}
