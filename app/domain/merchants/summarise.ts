import type { AccountFacts } from "./account-facts";
import { connectionState, type ConnectionState } from "./account-state";
import { stoppedNow, type RequirementLine } from "./explain-requirements";

export interface AccountSummary {
  state: ConnectionState;
  tone: "calm" | "urgent" | "final" | "success";
  title: string;
  text: string;
}

/** How an account stands, in one title and one or two sentences. Pure. `lines` are those of `explainRequirements`. */
export function summarise(account: AccountFacts, lines: readonly RequirementLine[]): AccountSummary {
  const state = connectionState(account);
  const yours = lines.filter((line) => line.who === "you");
  const deadline = yours.find((line) => line.byWhen && line.byWhen !== "Now")?.byWhen;
  switch (state) {
    case "ready":
      return { state, tone: "success", title: "Ready to sell", text: "Buyers can pay you, and payouts to your bank are on." };
    case "soon":
      return {
        state,
        tone: deadline ? "urgent" : "calm",
        title: things(yours.length, "Stripe will need"),
        text: deadline ? `${deadline}. Until then you sell and are paid out as usual.` : "There is no date yet. You sell and are paid out as usual.",
      };
    case "needs_you":
      if (!account.syncedAt) return { state, tone: "urgent", title: "We have not been able to read this account yet", text: "Stripe did not answer, so we cannot tell what it can do. Until we know, paid offers wait. Choose Check again in a moment." };
      return { state, tone: "urgent", title: things(yours.length, "Stripe needs"), text: yours.length === 1 && yours[0] ? `${yours[0].what}. ${stoppedNow(account)}` : stoppedNow(account) };
    case "under_review":
      return { state, tone: "calm", title: "Stripe is checking your account", text: `Nothing is needed from you now. ${stoppedNow(account)}` };
    case "final":
      return { state, tone: "final", title: "Stripe has closed this account", text: "You cannot sell with it any more. You can connect another account; your buyers keep what they bought." };
    case "disconnected":
      return { state, tone: "urgent", title: "Disconnected", text: "Paid offers cannot be bought until an account is connected." };
  }
}

function things(count: number, who: string): string {
  return count <= 1 ? `${who} one thing from you` : `${who} ${count} things from you`;
}
