import { formatDay } from "~/lib/dates";
import type { MembershipState } from "./state";

export type Tone = "neutral" | "success" | "warning" | "danger" | "info";

/** A membership that is open without being paid for: a free tier, or what came with a bundle (its title as it was sold). */
export function givenInWords(bundle: string | null, expiresAt: Date | null): { label: string; tone: Tone; text: string } {
  const end = expiresAt ? `it ends by itself on ${formatDay(expiresAt)}.` : "it stays open.";
  if (bundle !== null) return { label: "From a bundle", tone: "success", text: `It came with “${bundle}”. You pay nothing for it, and ${end}` };
  return { label: "Free", tone: "success", text: expiresAt ? `You pay nothing for this tier, and ${end}` : "You pay nothing for this tier." };
}

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
