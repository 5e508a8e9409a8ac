import { db } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { accountName } from "~/domain/merchants/account-name";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { readPayout, type PayoutState } from "~/integrations/stripe/balance.server";
import { wake } from "~/jobs/queue.server";
import { DAY, now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { newId } from "~/lib/ids";
import { formatMoney } from "~/lib/money";
import { payoutFailure } from "./payout-failures";
import { bankWords } from "./payout-words";

/** A bank sends a payout back within days; what is older was news once (an event list read again after a long time). */
const OLD_NEWS_MS = 14 * DAY;

export type PayoutNews = "told" | "told_before" | "did_not_fail" | "old" | "unreachable";

/**
 * Tell the creator that a payout came back: one mail a payout, whatever is told how often. What is true is read from Stripe;
 * `hint` is the event's own object, for a restricted key that may not read payouts.
 */
export async function tellOfFailedPayout(account: ConnectedAccount, hint: PayoutState, cause: Cause): Promise<PayoutNews> {
  const read = await readPayout(accessOf(account), hint.id);
  if (!read.ok && (read.error.kind === "unreachable" || read.error.kind === "rate_limited")) return "unreachable";
  const payout = read.ok ? { ...read.value, bank: read.value.bank ?? hint.bank } : hint;
  if (payout.status !== "failed") return "did_not_fail";
  if (payout.arrivesAt.getTime() < now().getTime() - OLD_NEWS_MS) return "old";
  const created = await db.$transaction(async (tx) => {
    const store = await tx.store.findUniqueOrThrow({ where: { id: account.storeId }, select: { id: true, name: true, owner: { select: { email: true, name: true } } } });
    const { what, next } = payoutFailure(payout.failureCode);
    const bank = bankWords(payout.bank);
    const mail = await queueEmail(tx, {
      kind: "payout-failed",
      subjectKey: payout.id,
      to: store.owner.email,
      storeId: store.id,
      props: {
        creatorName: store.owner.name,
        storeName: store.name,
        accountName: accountName(account),
        amount: formatMoney(payout),
        ...(bank ? { bank } : {}),
        expectedOn: formatDay(payout.arrivesAt),
        what,
        next,
        url: `${env.appUrl}/studio/payments?account=${account.id}`,
      },
      link: null,
      thread: `stripe.${account.id}`,
      cause,
    });
    if (mail.created) await tx.accountNotice.create({ data: { id: newId("accountNotice"), accountId: account.id, storeId: account.storeId, kind: "payout", lineIds: [], createdAt: now() } });
    return mail.created;
  });
  if (created) wake("send-email");
  return created ? "told" : "told_before";
}
