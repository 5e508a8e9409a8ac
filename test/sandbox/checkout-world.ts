import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { aSale, startWorld, type World } from "./support";

export let world: World;

export const create = (change: Partial<Stripe.Checkout.SessionCreateParams> = {}) => world.stripe.checkout.sessions.create(aSale(change), world.on);
export const read = (id: string) =>
  world.stripe.checkout.sessions.retrieve(id, { expand: ["line_items", "payment_intent.latest_charge.balance_transaction"] }, world.on);
export const typesOf = (account: string, since: number) =>
  world.sandbox.control.webhooks
    .events({ account })
    .slice(since)
    .map((event) => event.type);
export const count = () => world.sandbox.control.webhooks.events({ account: world.connected }).length;

/** A sandbox with a connected account; its clock goes back to the real time before each test. */
export function prepareWorld(): void {
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => world.sandbox.control.clock.reset());
}
