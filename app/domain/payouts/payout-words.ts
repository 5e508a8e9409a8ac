import type { BalanceSum, PayoutSchedule, PayoutState } from "~/integrations/stripe/balance.server";
import { DAY } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

export type PayoutTone = "neutral" | "info" | "success" | "danger";

const STATUS: Readonly<Record<string, { label: string; tone: PayoutTone }>> = {
  pending: { label: "Being prepared", tone: "info" },
  in_transit: { label: "On its way", tone: "info" },
  paid: { label: "Paid out", tone: "success" },
  failed: { label: "Came back", tone: "danger" },
  canceled: { label: "Cancelled", tone: "neutral" },
};

/** How a payout stands, in a word or two. A status Stripe has added since is said as it is. */
export function payoutStatus(status: string): { label: string; tone: PayoutTone } {
  return STATUS[status] ?? { label: capital(status.replaceAll("_", " ")), tone: "neutral" };
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** "Stripe pays out every Monday." Null: Stripe does not show the schedule. */
export function scheduleWords(schedule: PayoutSchedule | null): string | null {
  if (!schedule) return null;
  switch (schedule.interval) {
    case "daily":
      return "Stripe pays out every working day.";
    case "weekly":
      return schedule.days.length === 0 ? "Stripe pays out every week." : `Stripe pays out every ${listed(schedule.days.map((day) => capital(String(day))))}.`;
    case "monthly":
      return schedule.days.length === 0 ? "Stripe pays out every month." : `Stripe pays out every month on ${listed(schedule.days.map(dayOfMonth))}.`;
    case "manual":
      return "You pay out by hand: the money stays at Stripe until you send it to your bank yourself.";
  }
}

/** 29 to 31 are the last day of a shorter month, as Stripe counts. */
function dayOfMonth(day: string | number): string {
  const count = Number(day);
  if (count === 31) return "the last day";
  const ending = count % 10 === 1 && count !== 11 ? "st" : count % 10 === 2 && count !== 12 ? "nd" : count % 10 === 3 && count !== 13 ? "rd" : "th";
  return `the ${count}${ending}`;
}

/**
 * The day Stripe makes the next payout by itself, UTC; null when it does not (by hand) or the schedule is not known. Banks'
 * holidays are not reckoned: it is the day of sending and not of arrival.
 */
export function nextPayoutDay(schedule: PayoutSchedule | null, now: Date): Date | null {
  if (!schedule || schedule.interval === "manual") return null;
  for (let ahead = 1; ahead <= 62; ahead += 1) {
    const day = new Date(now.getTime() + ahead * DAY);
    if (isPayoutDay(schedule, day)) return day;
  }
  return null;
}

function isPayoutDay({ interval, days }: PayoutSchedule, day: Date): boolean {
  const weekday = WEEKDAYS[day.getUTCDay()] ?? "";
  if (interval === "daily") return weekday !== "saturday" && weekday !== "sunday";
  if (interval === "weekly") return days.includes(weekday);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return days.some((wanted) => Math.min(Number(wanted), last) === day.getUTCDate());
}

export interface NextPayout {
  /** The figure: an amount, a day, or a word. */
  value: string;
  note: string;
}

/**
 * What goes to the bank next, in words. A payout Stripe has made already comes first, then its schedule.
 * @param payouts newest first, as Stripe lists them; null when they could not be read
 */
export function nextPayout(
  { payouts, schedule, balance, payoutsEnabled }: { payouts: readonly PayoutState[] | null; schedule: PayoutSchedule | null; balance: readonly BalanceSum[] | null; payoutsEnabled: boolean },
  now: Date,
): NextPayout {
  const [first, ...more] = (payouts ?? []).filter((payout) => payout.status === "pending" || payout.status === "in_transit").sort((a, b) => a.arrivesAt.getTime() - b.arrivesAt.getTime());
  if (first) {
    const others = more.length === 0 ? "" : more.length === 1 ? ", and one more after it" : `, and ${more.length} more after it`;
    return { value: formatMoney(first), note: `Expected at your bank on ${formatDay(first.arrivesAt)}${others}.` };
  }
  if (!payoutsEnabled) return { value: "On hold", note: "Stripe pays out again once it has what it asks for." };
  if (schedule?.interval === "manual") return { value: "By hand", note: "It goes out when you ask for it in your Stripe Dashboard." };
  const money = (balance ?? []).filter((sum) => sum.available + sum.pending > 0n);
  if (balance !== null && money.length === 0) return { value: "None yet", note: "There is nothing to pay out." };
  const day = nextPayoutDay(schedule, now);
  if (!day) return { value: "Stripe decides", note: "The day stands in your Stripe Dashboard." };
  const ready = money.filter((sum) => sum.available > 0n).map((sum) => formatMoney({ amount: sum.available, currency: sum.currency }));
  return { value: formatDay(day), note: ready.length === 0 ? "Whatever is available by then." : `Whatever is available by then; today that is ${listed(ready)}.` };
}

/**
 * The failed payout that is still to be mended: the newest one with no later payout of its currency that was paid. Null when
 * there is none.
 * @param payouts newest first
 */
export function openFailure(payouts: readonly PayoutState[]): PayoutState | null {
  return payouts.find((payout, index) => payout.status === "failed" && !payouts.slice(0, index).some((later) => later.status === "paid" && later.currency === payout.currency)) ?? null;
}

/** "Demo Bank, ending 6789"; null when Stripe does not show it. */
export function bankWords(bank: PayoutState["bank"]): string | null {
  if (!bank) return null;
  return bank.name ? `${capitalWords(bank.name)}, ending ${bank.last4}` : `Account ending ${bank.last4}`;
}

/** Stripe shouts the names of banks: "STRIPE TEST BANK". Names that are not all capitals stay as they are. */
function capitalWords(name: string): string {
  return name === name.toUpperCase() && name.length > 4 ? name.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase()) : name;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
