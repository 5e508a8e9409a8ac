import { formatDay } from "~/lib/dates";
import type { MembershipState } from "./state";

export type Tone = "neutral" | "success" | "warning" | "danger" | "info";

/** How a membership stands, for the person in it: a word, and a sentence that says what comes next. `rate`: "€9 a month". */
export function membershipInWords({ state, until, open, resumingCosts }: MembershipState, rate: string): { label: string; tone: Tone; text: string } {
  const day = until ? formatDay(until) : null;
  switch (state) {
    case "trial":
      return { label: "Free trial", tone: "info", text: day ? `Free until ${day}. Then ${rate}, unless you cancel before.` : `Free for now. Then ${rate}.` };
    case "active":
      return { label: "Active", tone: "success", text: day ? `${rate}. Next payment on ${day}.` : `${rate}.` };
    case "ending":
      return { label: "Cancelled", tone: "warning", text: `Nothing more is charged. It stays open until ${day ?? "the end of what is paid"}.` };
    case "paused":
      return { label: "Paused", tone: "neutral", text: open && day ? `Nothing is charged. What you paid for stays open until ${day}.` : `Nothing is charged and nothing is open until you go on${resumingCosts ? "; going on charges the next period at once" : ""}.` };
    case "grace":
      return { label: "Payment failed", tone: "danger", text: `Your last payment did not come through. Everything stays open until ${day ?? "the payment is settled"}; update your payment details so that it does not close.` };
    case "ended":
      return { label: "Ended", tone: "neutral", text: day ? `It ended on ${day}.` : "It has ended." };
  }
}
