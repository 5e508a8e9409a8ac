import type { OfferKind, OrderStatus } from "~/generated/prisma/enums";
import { formatDay } from "~/lib/dates";

/** `kind`: revoked_kind of the last grant, or "expired". */
export type LostAccess = { access: "suspended" } | { access: "ended"; at: Date; kind?: string | null };

/** Why somebody can no longer open what they had, in a title and a sentence. `order`: the state of their last order of it. */
export function lostAccessInWords(lost: LostAccess, order: OrderStatus | null, kind: OfferKind): { title: string; text: string } {
  if (lost.access === "suspended") {
    return {
      title: "Your access is on hold",
      text: "The payment for it is being disputed with your bank. If that ends in the seller's favour, or you withdraw it, everything opens again as you left it.",
    };
  }
  const day = formatDay(lost.at);
  const course = kind === "course";
  if (order === "quarantined" || (lost.kind === "quarantined" && order !== "refunded")) {
    return { title: "Your access is on hold", text: "What was paid is not what was asked for, so the seller has to look at the order first." };
  }
  switch (lost.kind) {
    case "expired":
      return { title: "Your access has ended", text: `It was open for a time, and that was over on ${day}.${course ? " Your progress is kept: buy it again and you go on where you stopped." : " You can buy it again."}` };
    case "membership_ended":
      return kind === "membership"
        ? { title: "Your membership has ended", text: `It ended on ${day}, and what it opened closed with it. You can join again whenever you like.` }
        : { title: "Your access has ended", text: `Your membership opened this, and it ended on ${day}.${course ? " Your progress is kept: join again, or buy the course, and you go on where you stopped." : " Join again, or buy it, and it opens."}` };
    case "left":
      return { title: "You have left", text: `You left on ${day}, so this is closed.${course ? " Your progress is kept." : ""} You can come back whenever you like.` };
    case "by_hand":
      return { title: "Your access has ended", text: `The seller closed it on ${day}.${course ? " Your progress is kept in case it opens again." : ""}` };
    case "disputed":
      return { title: "Your access has ended", text: `Your bank took the payment back, so this closed on ${day}.${course ? " Your progress is kept: buy it again and you go on where you stopped." : ""}` };
    case "refunded":
      return refunded(day, course);
    default:
      return order === "refunded" ? refunded(day, course) : { title: "Your access has ended", text: `The seller closed it on ${day}.${course ? " Your progress is kept in case it opens again." : ""}` };
  }
}

function refunded(day: string, course: boolean): { title: string; text: string } {
  return { title: "Your access has ended", text: `You got your money back, so this closed on ${day}.${course ? " Your progress is kept: buy it again and you go on where you stopped." : ""}` };
}
