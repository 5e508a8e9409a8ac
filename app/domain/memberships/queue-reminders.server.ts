import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { oldestOpen } from "./open-invoice.server";
import type { MemberLetter } from "./member-letter.server";
import { payUrl } from "./pay-link";
import { ABOUT, cardEndsBeforePayment, graceIsOver, trialEndsSoon } from "./reminders";
import { graceEnd } from "./state";

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/**
 * Queue what a member is to be told at this moment because time has passed: the free days end soon, the card will not be good for the
 * next payment, the days of grace are over. Each once, however often it is asked and by whom: the event that says so, the
 * reading of that day, or the sweep.
 */
export async function queueReminders(tx: Tx, letter: MemberLetter, cause: Cause): Promise<void> {
  const { row, common, plan, rate, address, manageUrl, cancelUrl } = letter;
  const at = now();
  const rest = { ...address, link: null, cause };
  if (trialEndsSoon(row, at) && row.trialEndsAt) {
    const method = row.paymentMethodLabel;
    await queueEmail(tx, { kind: "trial-ending", subjectKey: ABOUT.trial(row), ...rest, props: { ...common, plan, endsOn: formatDay(row.trialEndsAt), rate, ...(method ? { method } : {}), manageUrl, cancelUrl } });
  }
  if (cardEndsBeforePayment(row, at) && row.cardExpiresOn && row.currentPeriodEnd) {
    const next = `${formatMoney(row.price)} on ${formatDay(row.currentPeriodEnd)}`;
    await queueEmail(tx, { kind: "card-expiring", subjectKey: ABOUT.card(row), ...rest, props: { ...common, plan, method: row.paymentMethodLabel ?? "Your card", expires: MONTH.format(row.cardExpiresOn), next, manageUrl } });
  }
  if (!graceIsOver(row, at)) return;
  const open = await oldestOpen(tx, row.id);
  if (!open) return;
  const amount = formatMoney({ amount: open.amountDue, currency: open.currency });
  await queueEmail(tx, { kind: "membership-ended", subjectKey: ABOUT.unpaid(row, open), ...rest, props: { ...common, phase: "closed", endedOn: formatDay(graceEnd(row, at)), open: { amount, payUrl: payUrl(open.id) }, manageUrl } });
}
