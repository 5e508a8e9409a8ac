import { Resend } from "resend";
import Stripe from "stripe";
import { sandboxKeys } from "./keys";
import { type SandboxServer, type SandboxServerOptions, startSandboxServer } from "./server";

export interface Received {
  endpoint: "account" | "connect" | "resend";
  body: string;
  headers: Headers;
  event: { id: string; type: string; account?: string };
}

export interface World extends SandboxServer {
  stripe: Stripe;
  resend: Resend;
  received: Received[];
  /** What the app answers to webhooks. */
  answer: { status: number };
  connected: string;
  /** Options for a call on the connected account. */
  on: { stripeAccount: string };
}

/** A sandbox over real HTTP, the real SDKs pointed at it, and a pretend app that collects webhooks. */
export async function startWorld(options: SandboxServerOptions = {}): Promise<World> {
  const received: Received[] = [];
  const answer = { status: 200 };
  const server = await startSandboxServer({
    delivery: "manual",
    webhookTargets: {
      account: "http://app.test/webhooks/stripe",
      connect: "http://app.test/webhooks/stripe/connect",
      resend: "http://app.test/webhooks/resend",
    },
    deliver: async (request) => {
      const path = new URL(request.url).pathname;
      const body = await request.text();
      const endpoint = path.endsWith("/connect") ? "connect" : path.endsWith("/resend") ? "resend" : "account";
      received.push({ endpoint, body, headers: request.headers, event: JSON.parse(body) as Received["event"] });
      return new Response(null, { status: answer.status });
    },
    ...options,
  });
  const existing = server.sandbox.control.accounts.list().find((record) => record.connected);
  const { account } = existing ?? server.sandbox.control.accounts.create({ businessName: "Ada Lovelace Studio", email: "ada@example.com", connected: true });
  const stripe = stripeFor(server.url);
  const resend = new Resend(sandboxKeys.resendApiKey, { baseUrl: `${server.url}/resend` });
  return { ...server, stripe, resend, received, answer, connected: account.id, on: { stripeAccount: account.id } };
}

/** The real stripe package, pointed at a sandbox. Retries off unless a test wants them: it must see each answer. */
export function stripeFor(base: string, key: string = sandboxKeys.secretKey, maxNetworkRetries = 0): Stripe {
  const url = new URL(base);
  return new Stripe(key, { host: url.hostname, port: Number(url.port), protocol: "http", maxNetworkRetries, telemetry: false });
}

/** What a rejected call was rejected with. */
export async function failure(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("The call succeeded, which it should not.");
}

/** Waits until something is so, however slow the machine. */
export async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The plainest sale: one line, hosted page. */
export function aSale(overrides: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 4900, product_data: { name: "Drawing trees" } } }],
    success_url: "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
    ...overrides,
  };
}
