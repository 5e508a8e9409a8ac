import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { startWorld, type World } from "./support";

export type Subscription = Stripe.Subscription & { latest_invoice: Stripe.Invoice };

interface Joining {
  data?: Stripe.Checkout.SessionCreateParams.SubscriptionData;
  number?: string;
  price?: string;
}

/** A club on an account of its own for each test, at noon on the 1st of March 2027: what tests about memberships share. */
export function useClub() {
  let world: World | null = null;
  let on = { stripeAccount: "" };
  const here = () => {
    if (!world) throw new Error("The world has not begun.");
    return world;
  };
  const events = () => here().sandbox.control.webhooks.events({ account: on.stripeAccount });

  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(() => {
    here().sandbox.control.clock.set({ to: "2027-03-01T12:00:00Z" });
    on = { stripeAccount: here().sandbox.control.accounts.create({ businessName: "Club", connected: true }).account.id };
  });
  afterAll(() => here().close());

  async function aPrice(amount = 900, interval: "month" | "year" = "month", name = "Club"): Promise<string> {
    return (await here().stripe.prices.create({ currency: "usd", unit_amount: amount, recurring: { interval }, product_data: { name } }, on)).id;
  }

  return {
    get world() {
      return here();
    },
    get on() {
      return on;
    },
    at: (moment: string) => here().sandbox.control.clock.set({ to: moment }),
    seconds: (moment: string) => Date.parse(moment) / 1000,
    /** Events are kept for 30 days, so that what is new is told by its id and not by its place. */
    mark: () => new Set(events().map(({ id }) => id)),
    since: (known: ReadonlySet<string>) => events().flatMap(({ id, type }) => (known.has(id) ? [] : [type])),
    events,
    aPrice,
    /** Joins through Checkout, answering the bank where it asks. */
    async join(options: Joining = {}) {
      const { stripe, sandbox } = here();
      const price = options.price ?? (await aPrice());
      const created = await stripe.checkout.sessions.create(
        {
          mode: "subscription",
          line_items: [{ price, quantity: 1 }],
          success_url: "https://shop.example/thanks",
          ...(options.data ? { subscription_data: options.data } : {}),
        },
        on,
      );
      const paid = sandbox.control.checkout.pay({ session: created.id, email: "m@example.com", ...(options.number ? { number: options.number } : {}) });
      if (paid.status === "requires_authentication") sandbox.control.checkout.authenticate({ session: created.id });
      const session = await stripe.checkout.sessions.retrieve(created.id, { expand: ["subscription", "invoice.payments"] }, on);
      return { session, subscription: session.subscription as Stripe.Subscription, invoice: session.invoice as Stripe.Invoice };
    },
    async read(id: string): Promise<Subscription> {
      return (await here().stripe.subscriptions.retrieve(id, { expand: ["latest_invoice.payments", "default_payment_method"] }, on)) as unknown as Subscription;
    },
  };
}
