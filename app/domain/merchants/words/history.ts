/** What stands in an account's history beside Stripe's own requests. */
export const historyWords = {
  off: {
    sales: { what: "Sales stopped", why: "Stripe let nobody pay with this account." },
    payouts: { what: "Payouts to your bank on hold", why: "What you sold stayed with Stripe." },
  },
};
