import type { Place } from "../requirement-keys";

/** What is stopped, or would be. */
export type Stops = "nothing" | "sales" | "payouts" | "both";

export const NOW = "Now";

export const byWhen = {
  /** "By 5 December 2026 (12 days left)". @param days whole days left */
  by: ({ day, days }: { day: string; days: number }) => `By ${day} (${days < 1 ? "less than a day left" : days === 1 ? "1 day left" : `${days} days left`})`,
  /** Announced: "From 5 December 2026 on (in 12 days)". */
  from: ({ day, days }: { day: string; days: number }) => `From ${day} on (${days < 1 ? "in less than a day" : days === 1 ? "in 1 day" : `in ${days} days`})`,
  /** Announced for a date that has passed, and Stripe has not asked yet. */
  fromPast: ({ day }: { day: string }) => `From ${day} on`,
  /** In a mail, which is read on another day. */
  byDay: ({ day }: { day: string }) => `By ${day}`,
  fromDay: ({ day }: { day: string }) => `From ${day} on`,
  noDate: "No date yet",
};

export const who = {
  you: "You, on Stripe",
  stripe: "Stripe is at it; nothing for you to do",
  nobody: "Nobody here can change this",
};

export const stopped = {
  both: "You cannot sell, and payouts to your bank are on hold.",
  sales: "You cannot sell until it is done.",
  payouts: "You can sell, but payouts to your bank are on hold.",
  nothingMeanwhile: "Nothing is stopped meanwhile.",
};

const SUBJECT: Record<"sales" | "payouts" | "both", string> = { both: "your sales and your payouts", sales: "your sales", payouts: "your payouts" };

export const consequence = {
  /** All is on, though the date has passed. */
  anyTime: ({ stops }: { stops: "sales" | "payouts" | "both" }) => `Nothing is stopped yet, but Stripe may stop ${SUBJECT[stops]} at any time.`,
  atDeadline: ({ day, stops }: { day: string; stops: "sales" | "payouts" | "both" }) => `If it is not done by ${day}, Stripe stops ${SUBJECT[stops]}.`,
  /** One of the two is off already. @param now the sentence about that */
  alsoAtDeadline: ({ now, day, stops }: { now: string; day: string; stops: "sales" | "payouts" }) => `${now} If it is not done by ${day}, Stripe stops ${SUBJECT[stops]} too.`,
  withoutDate: ({ stops }: { stops: "sales" | "payouts" | "both" }) => `Nothing is stopped yet; Stripe may stop ${SUBJECT[stops]} if it stays open.`,
  announced: ({ day, stops }: { day: string; stops: "sales" | "payouts" | "both" }) => `Nothing is stopped. Without it Stripe may stop ${SUBJECT[stops]} after ${day}.`,
};

export const lineWords = {
  alternative: ({ things }: { things: readonly string[] }) => `Stripe also takes this instead: ${things.join("; ")}.`,
  /** Added to the reason when the account is off because the date has passed. */
  dateHasPassed: "The date for it has passed.",
  announced: { why: ({ day, reason }: { day: string; reason: string }) => `Stripe has announced that it will ask for this from ${day} on. ${reason}` },
  checking: {
    what: ({ thing }: { thing: string }) => `Stripe is checking: ${thing}`,
    why: "You have handed it in. It usually takes minutes, sometimes a few days.",
  },
  unread: { what: "We have not been able to read this account from Stripe yet", why: "Choose Check again in a moment." },
  setup: {
    what: "Finish setting up your Stripe account",
    why: "You began at Stripe but did not come to the end of its form.",
    /** @param things the first few of what is missing */
    whyWith: ({ things, more }: { things: readonly string[]; more: boolean }) =>
      `You began at Stripe but did not come to the end of its form. It still asks for: ${things.join("; ")}${more ? "; and more" : ""}.`,
  },
  keyLacks: ({ permission }: { permission: string }) => ({
    what: `The restricted key lacks ${permission}`,
    why: "Stripe refused a sale for want of it. Add it to the key at Stripe, then check the permissions again.",
  }),
  keyUnreadable: {
    what: "Give this account's restricted key again",
    why: "This site keeps the key encrypted and can no longer read it, because its own encryption secret has changed. Nothing is wrong with your Stripe account.",
  },
  payoutsHeld: { what: "Stripe holds back your payouts", why: "Stripe does not tell us why. Your own Dashboard shows what it wants." },
  chargesOff: { what: "Stripe does not let this account take payments", why: "Stripe does not tell us why. Your own Dashboard shows what it wants." },
};

export const PLACE_LABELS: Record<Place, string> = {
  verification: "Do it at Stripe",
  business: "Change it at Stripe",
  bank: "Add it at Stripe",
  payment_methods: "Open payment methods at Stripe",
  support: "Ask Stripe's support",
};
export const SEE_LABEL = "See it at Stripe";
export const GIVE_KEY_LABEL = "Give the key again";
export const CHECK_KEY_LABEL = "Check the key";
export const CONTINUE_LABEL = "Continue at Stripe";
export const ANSWER_LABEL = "Answer at Stripe";
