import type { OfferKind, OrderStatus } from "~/generated/prisma/enums";
import { formatDay } from "~/lib/dates";

export type LostAccess = { access: "suspended" } | { access: "ended"; at: Date };

/** Why somebody can no longer open what they had, in a title and a sentence. `order`: the state of their last order of it. */
export function lostAccessInWords(lost: LostAccess, order: OrderStatus | null, kind: OfferKind): { title: string; text: string } {
  if (lost.access === "suspended") {
    return {
      title: "Your access is on hold",
      text: "The payment for it is being disputed with your bank. If that ends in the seller's favour, or you withdraw it, everything opens again as you left it.",
    };
  }
  const day = formatDay(lost.at);
  if (order === "quarantined") {
    return { title: "Your access is on hold", text: "What was paid is not what was asked for, so the seller has to look at the order first." };
  }
  if (order === "refunded") {
    return { title: "Your access has ended", text: `You got your money back, so this closed on ${day}.${kind === "course" ? " Your progress is kept: buy it again and you go on where you stopped." : ""}` };
  }
  return { title: "Your access has ended", text: `The seller closed it on ${day}.${kind === "course" ? " Your progress is kept in case it opens again." : ""}` };
}
