/** How an account stands, in a title and a sentence or two. */
export const summaryWords = {
  ready: { title: "Ready to sell", text: "Buyers can pay you, and payouts to your bank are on." },
  readyExcept: {
    title: "You can sell, but not everything is on",
    text: ({ off }: { off: string }) => `Buyers can pay you, and payouts to your bank are on. Off at the moment: ${off}.`,
  },
  soon: {
    title: ({ count }: { count: number }) => things({ count, subject: "Stripe will need" }),
    withDate: ({ byWhen }: { byWhen: string }) => `${byWhen}. Until then you sell and are paid out as usual.`,
    withoutDate: "There is no date yet. You sell and are paid out as usual.",
  },
  needsYou: {
    title: ({ count }: { count: number }) => things({ count, subject: "Stripe needs" }),
    one: ({ what, stopped }: { what: string; stopped: string }) => `${what}. ${stopped}`,
  },
  unread: { title: "We have not been able to read this account yet", text: "Stripe did not answer, so we cannot tell what it can do. Until we know, paid offers wait. Choose Check again in a moment." },
  underReview: { title: "Stripe is checking your account", text: ({ stopped }: { stopped: string }) => `Nothing is needed from you now. ${stopped}` },
  final: {
    title: "Stripe has closed this account",
    text: "You cannot sell with it any more. You can connect another account; your buyers keep what they bought.",
    appeal: "Stripe lets you answer its decision; the way there is below.",
  },
  /** Something is off, and it is not the creator who can act. */
  notYours: ({ why, stopped }: { why: string; stopped: string }) => `${why} ${stopped}`,
  disconnected: { title: "Disconnected", text: "Paid offers cannot be bought until an account is connected." },
};

function things({ count, subject }: { count: number; subject: string }): string {
  return count <= 1 ? `${subject} one thing from you` : `${subject} ${count} things from you`;
}
