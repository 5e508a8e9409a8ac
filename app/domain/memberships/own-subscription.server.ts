import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { fail, ok, type Result } from "~/lib/result";
import type { LeverRefusal } from "./refusals";

/** A subscription as its member's levers need it. */
export type OwnSubscription = NonNullable<Awaited<ReturnType<typeof find>>>;

function find(userId: string, subscriptionId: string) {
  return db.subscription.findFirst({
    where: { id: subscriptionId, userId },
    include: { offer: { include: { membership: true } }, price: true, tier: true, account: { select: { ...ACCESS_COLUMNS, status: true } } },
  });
}

/** The member's own subscription, and how its account is spoken to. Another person's is `not_found`, as if it did not exist. */
export async function ownSubscription({ userId, subscriptionId }: { userId: string; subscriptionId: string }): Promise<Result<{ row: OwnSubscription; access: AccountAccess }, LeverRefusal>> {
  const row = await find(userId, subscriptionId);
  if (!row) return fail({ kind: "not_found" });
  if (row.account.status === "disconnected") return fail({ kind: "seller_must_act" });
  return ok({ row, access: accessOf(row.account) });
}
