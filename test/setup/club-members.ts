import { beforeAll } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { previewPlanChange } from "~/domain/memberships/plan-change.server";
import { membershipState } from "~/domain/memberships/state";
import type { Price } from "~/generated/prisma/client";
import { stripeClient } from "~/integrations/stripe/client.server";
import { DAY, now, setClock } from "~/lib/clock";
import { aClub, aMember, type Club } from "../factories/memberships";
import type { Sandbox } from "../sandbox";
import { useSandbox } from "./sandbox";

export let control: Sandbox["control"];

export let club: Club;

export const CAUSE = { cause: "member" };
export const OK = { ok: true, value: undefined };
export const refused = (kind: string) => ({ ok: false, error: { kind } });
export const after = (days: number) => setClock(() => Date.now() + days * DAY);
export const DECLINES_LATER = "4000000000000341";
type Member = Awaited<ReturnType<typeof aMember>>;

export async function standing({ subscriptionId, userId }: Member, of = club) {
  const row = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { offer: { include: { membership: true } }, invoices: { orderBy: { createdAt: "asc" } }, order: { include: { grants: true } } } });
  return { row, ...membershipState(row, now()), opens: await canOpen(userId, of.courseId), grant: row.order.grants[0], invoices: row.invoices };
}
export const atStripe = (member: Member, of = club) => stripeClient().subscriptions.retrieve(member.stripeSubscriptionId, {}, { stripeAccount: of.shop.account.stripeAccountId });

export async function confirmed(member: Member, price: Price) {
  const preview = await previewPlanChange({ ...member.which, priceId: price.id });
  if (!preview.ok) throw new Error(preview.error.kind);
  const { dueNow, prorationDate } = preview.value;
  return { preview: preview.value, wish: { ...member.which, priceId: price.id, prorationDate, expectedDueNow: dueNow } };
}

/** A membership that all tests of a file share; each test has members of its own. */
export function prepareClub(): void {
  ({ control } = useSandbox());
  beforeAll(async () => {
    club = await aClub(control);
  });
}
