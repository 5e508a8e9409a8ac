/** What a creator stands to lose, in sentences. Amounts and days arrive formatted. */
export const riskWords = {
  salesWillStop: ({ day, renewals }: { day: string; renewals: string | null }) =>
    renewals === null ? `On ${day} sales stop if it is still open.` : `On ${day} sales stop if it is still open; renewals of ${renewals} are affected.`,
  payoutsWillStop: ({ day }: { day: string }) => `On ${day} payouts to your bank stop if it is still open.`,
  renewalsStopped: ({ amount, first }: { amount: string; first: string | null }) => `Renewals of ${amount} are affected${first === null ? "" : `, the first on ${first}`}.`,
  taken: ({ amount }: { amount: string }) => `In the last 30 days this account took ${amount}.`,
};
