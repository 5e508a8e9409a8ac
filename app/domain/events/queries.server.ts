import { db } from "~/db.server";
import type { EventStatus } from "~/generated/prisma/enums";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf } from "~/lib/keyset";
import { within, type EventScope } from "./scope.server";
import { matching } from "./search.server";

export const EVENTS_PAGE = 50;

/** How one looks at events. */
export const EVENT_VIEWS = {
  all: [],
  applied: ["processed"],
  waiting: ["received", "processing", "failed", "on_hold"],
  given_up: ["dead"],
  ignored: ["ignored"],
} as const satisfies Record<string, readonly EventStatus[]>;
export type EventView = keyof typeof EVENT_VIEWS;

/** A view's name out of an address; anything unknown is `all`. */
export function eventView(text: string | null): EventView {
  return text !== null && Object.hasOwn(EVENT_VIEWS, text) ? (text as EventView) : "all";
}

const LISTED = { id: true, type: true, objectId: true, stripeAccountId: true, status: true, attempts: true, replays: true, note: true, endpoint: true, receivedAt: true, stripeCreatedAt: true, nextAttemptAt: true } as const;

/** Events of a scope, newest first, one page by keyset. `search`: an id of Stripe's or of an order, or part of a type. */
export async function eventsIn(scope: EventScope, { view, search }: { view: EventView; search: string }, asked: PageAsked = {}) {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("receivedAt", reading);
  const statuses = EVENT_VIEWS[view];
  const found = await db.stripeEvent.findMany({
    where: { AND: [within(scope), await matching(scope, search), statuses.length > 0 ? { status: { in: [...statuses] } } : {}], ...where },
    orderBy,
    take: EVENTS_PAGE + 1,
    select: LISTED,
  });
  return pageOf(found, reading, EVENTS_PAGE, (row) => ({ at: row.receivedAt, id: row.id }));
}

/** One event with what it changed and what else is about the same thing; null outside the scope. */
export async function eventIn(scope: EventScope, eventId: string) {
  const event = await db.stripeEvent.findFirst({ where: { AND: [{ id: eventId }, within(scope)] } });
  if (!event) return null;
  const [changes, related] = await Promise.all([
    db.transition.findMany({ where: { causeId: event.id }, orderBy: [{ at: "asc" }, { id: "asc" }], take: 50 }),
    event.subjectKey
      ? db.stripeEvent.findMany({ where: { AND: [{ subjectKey: event.subjectKey, id: { not: event.id } }, within(scope)] }, orderBy: [{ stripeCreatedAt: "desc" }, { id: "desc" }], take: 10, select: LISTED })
      : [],
  ]);
  const orders = await ordersOf(changes);
  return { event, related, changes: changes.map((change) => ({ ...change, orderId: orders.get(change.subjectId) ?? null })) };
}

type Change = { subjectType: string; subjectId: string };

/** The orders whose pages show what was changed, by the id of what was. Of a renewal's money it is the membership's. */
async function ordersOf(changes: readonly Change[]): Promise<ReadonlyMap<string, string | null>> {
  const idsOf = (type: string) => changes.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId);
  const those = (type: string) => ({ where: { id: { in: idsOf(type) } }, select: { id: true, orderId: true } }) as const;
  const money = (type: string) => ({ where: { id: { in: idsOf(type) } }, select: { id: true, orderId: true, invoice: { select: { subscription: { select: { orderId: true } } } } } }) as const;
  const [grants, subscriptions, refunds, disputes, warnings] = await Promise.all([
    db.grant.findMany(those("grant")), db.subscription.findMany(those("subscription")),
    db.refund.findMany(money("refund")), db.dispute.findMany(money("dispute")), db.fraudWarning.findMany(money("fraud_warning")),
  ]);
  return new Map<string, string | null>([
    ...idsOf("order").map((id) => [id, id] as const),
    ...[...grants, ...subscriptions].map(({ id, orderId }) => [id, orderId] as const),
    ...[...refunds, ...disputes, ...warnings].map(({ id, orderId, invoice }) => [id, orderId ?? invoice?.subscription.orderId ?? null] as const),
  ]);
}

/** The newest comparison of each connected account of a store, with the account's own columns for its name. */
export async function lastRuns(storeId: string) {
  const accounts = await db.connectedAccount.findMany({ where: { storeId, status: "connected" }, orderBy: [{ isPrimary: "desc" }, { position: "asc" }, { connectedAt: "asc" }] });
  return Promise.all(accounts.map(async (account) => ({ account, run: await lastRun(account.id) })));
}

/** The newest comparison of an account. */
export function lastRun(accountId: string) {
  return db.reconciliation.findFirst({ where: { accountId }, orderBy: [{ startedAt: "desc" }, { id: "desc" }] });
}
