import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { APP, NASTY, type Stage, startStage } from "./browserless";

export let stage: Stage;
export let account: string;

export const control = () => stage.sandbox.control;
/** Presses a button of the control page and reads what it says. */
export async function press(section: string, move: string, fields: Record<string, string> = {}): Promise<string> {
  const { status, location } = await stage.visit.post("/control", { section, move, chosen: account, ...fields });
  expect(status).toBe(303);
  const query = new URL(location, stage.url).searchParams;
  return query.get("said") ?? `problem: ${query.get("problem") ?? ""}`;
}
export async function sell(): Promise<{ session: string; charge: string; intent: string }> {
  const on = { stripeAccount: account };
  const { id } = await stage.stripe.checkout.sessions.create(
    {
      mode: "payment",
      line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 4900, product_data: { name: NASTY } } }],
      success_url: `${APP}/ok`,
    },
    on,
  );
  control().checkout.pay({ session: id, email: "buyer@example.com", name: NASTY });
  const charge = control().payments.listCharges({ account })[0];
  return { session: id, charge: charge?.id ?? "", intent: String(charge?.payment_intent) };
}

/** The pages without a browser, and for each test a connected account with a nasty name. */
export function prepareTools(): void {
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.close());
  beforeEach(() => {
    account = stage.sandbox.control.accounts.create({ businessName: NASTY, connected: true }).account.id;
  });
}
