import type Stripe from "stripe";
import { now } from "~/lib/clock";

/** How far Stripe's clock is from ours, as its newest answer in this process told. */
export interface ClockSkew {
  /** Stripe's time minus ours, in whole seconds: positive when our clock is behind. */
  seconds: number;
  at: Date;
}

let newest: ClockSkew | null = null;

/** The newest that is known; null before Stripe has answered anything. */
export function stripeClockSkew(): ClockSkew | null {
  return newest;
}

/** The same HTTP client, which looks at the Date of every answer on its way. */
export function watchingTheClock(client: Stripe.HttpClient): Stripe.HttpClient {
  return {
    getClientName: () => client.getClientName(),
    makeRequest: async (...request) => {
      const sentAt = now().getTime();
      const answer = await client.makeRequest(...request);
      note(answer.getHeaders()["date"], sentAt);
      return answer;
    },
  };
}

/** Stripe wrote the date between question and answer and cut it to the second, so half of both is added. */
function note(date: string | string[] | undefined, sentAt: number): void {
  const theirs = typeof date === "string" ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(theirs)) return;
  const at = now();
  newest = { seconds: Math.round((theirs + 500 - (sentAt + at.getTime()) / 2) / 1000), at };
}
