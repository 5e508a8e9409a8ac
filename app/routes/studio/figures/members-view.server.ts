import type { ChartPoint } from "~/components/charts/time-chart";
import { rateOf, type CheckoutFigures, type CheckoutSum } from "~/domain/figures/checkouts.server";
import type { MemberFigures } from "~/domain/figures/members.server";
import type { Period } from "~/domain/figures/period";
import { beforeWords, changeOf, drawn, money, percentWords, rowWords, stepWords } from "./words";

/** Members, what they pay a month, and who left. */
export function membersView({ now, monthlyAtStart, churn, churnBefore, steps }: MemberFigures, currency: string, period: Period) {
  const when = beforeWords(period);
  const point = (step: MemberFigures["steps"][number], value: number, text: string): ChartPoint => ({ ...stepWords(step, period.step), value, text, before: null, beforeText: null });
  return {
    members: { value: String(now.members), note: `${now.joined} joined, ${now.left} left${now.trials > 0 ? ` · ${now.trials} more on trial` : ""}` },
    monthly: { value: money(now.monthly, currency), note: sinceStart(now.monthly, monthlyAtStart, currency) },
    churn: { value: percentWords(churn), note: `Who left, of all who were members in these days${churnBefore === null ? "" : `. ${percentWords(churnBefore)} in ${when}`}` },
    counts: steps.map((step) => point(step, step.members, step.members === 1 ? "1 member" : `${step.members} members`)),
    amounts: steps.map((step) => point(step, drawn(step.monthly, currency), `${money(step.monthly, currency)} a month`)),
    rows: steps
      .map((step) => ({ key: step.key, label: rowWords(step, period.step), members: String(step.members), trials: String(step.trials), joined: String(step.joined), left: String(step.left), monthly: money(step.monthly, currency) }))
      .reverse(),
  };
}

function sinceStart(now: bigint, before: bigint, currency: string): string {
  const change = changeOf(now, before);
  if (change === null) return `${money(before, currency)} at the start`;
  return change === "same" ? "The same as at the start" : `${change} since the start`;
}

/** How many of those who began to pay did. */
export function checkoutsView({ total, before, offers }: CheckoutFigures, title: (offerId: string) => string, period: Period) {
  const when = beforeWords(period);
  const row = (sum: CheckoutSum) => ({ begun: String(sum.begun), completed: String(sum.completed), rate: percentWords(rateOf(sum)) });
  return {
    rate: percentWords(rateOf(total)),
    begun: total.begun,
    note: `${total.completed} of ${total.begun} checkouts ended in a purchase. ${before.begun === 0 ? `None were begun in ${when}.` : `${percentWords(rateOf(before))} in ${when}.`}`,
    bars: offers.filter(({ begun }) => begun > 0).map((offer) => ({ key: offer.offerId, label: title(offer.offerId), value: (rateOf(offer) ?? 0) * 100, text: percentWords(rateOf(offer)), note: `${offer.completed} of ${offer.begun}` })),
    rows: offers.map((offer) => ({ key: offer.offerId, label: title(offer.offerId), ...row(offer), before: percentWords(rateOf(offer.before)) })),
  };
}
