import Stripe from "stripe";
import { beforeEach, expect } from "vitest";
import { db } from "~/db.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { newToken } from "~/lib/tokens";
import { action } from "~/routes/settings/integrations.stripe.key";
import { aCourse } from "../factories/catalog";
import { makeStore } from "../factories/people";
import type { Sandbox } from "../sandbox";
import { context } from "./context";
import { answerOf, makeRequest, signedInAs } from "./request";
import { useSandbox } from "./sandbox";

export let sandbox: Sandbox;
export let control: Sandbox["control"];

export const PAGE = "/settings/integrations/stripe/key";
export const SETTINGS = "/settings/integrations/stripe";

export let cookie: string;
export let store: Awaited<ReturnType<typeof makeStore>>["store"];
/** acct_… nobody has connected. */
export let account: string;

/** Another account at Stripe than the one made for the test. */
export function speakOf(other: string): void {
  account = other;
}

export const makeKey = (options: { missing?: string[]; account?: string } = {}) => control.accounts.createRestrictedKey({ account, ...options }).key;
export const give = (key: string, form: Record<string, string> = {}, as = cookie) =>
  answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "connect", key, ...form }, cookie: as }), params: {}, context }));
export const row = () => db.connectedAccount.findFirstOrThrow({ where: { storeId: store.id, stripeAccountId: account } });
export const endpoints = () => Object.values((sandbox.control.state.export({}) as unknown as { buckets: Record<string, { webhook_endpoint: Record<string, Stripe.WebhookEndpoint> }> }).buckets[account]?.webhook_endpoint ?? {});

export async function connected(): Promise<{ key: string; row: ConnectedAccount }> {
  const key = makeKey();
  expect((await give(key)).status).toBe(302);
  return { key, row: await row() };
}

/** Refused with these words, and nothing of it is kept or shown. */
export async function refused(answer: Response, key: string): Promise<{ error: string; missing: { name: string; stripeName: string | null }[] }> {
  expect(answer.status).toBe(400);
  const text = await answer.text();
  if (key) expect(text).not.toContain(key);
  expect(await db.connectedAccount.count({ where: { storeId: store.id, status: "connected" } })).toBe(0);
  return JSON.parse(text);
}

export async function buy() {
  const { offer, price } = await aCourse(store.id, { amount: 4900, currency: "eur" });
  return { offer, price: price!, started: await startCheckout({ offerId: offer.id, priceId: price!.id, viewer: null, buyerKey: newToken(), uiMode: "embedded_page" }) };
}

export const sessionOf = async (orderId: string) => (await db.checkoutSession.findFirstOrThrow({ where: { orderId }, orderBy: { createdAt: "desc" } })).stripeSessionId ?? "";

/** For each test a store, its owner signed in, and an account at Stripe that nobody has connected. */
export function prepareOwnKey(): void {
  ({ sandbox, control } = useSandbox());
  beforeEach(async () => {
    const made = await makeStore();
    store = made.store;
    cookie = await signedInAs(made.owner.id);
    account = control.accounts.create({ businessName: "Own Key Studio", country: "DE", currency: "eur" }).account.id;
  });
}
