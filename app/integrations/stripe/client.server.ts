import Stripe from "stripe";
import { env } from "~/env.server";
import { watchingTheClock } from "./clock-skew.server";

/** Pinned by the package; the sandbox and the webhook endpoints must speak the same. */
export const STRIPE_API_VERSION = "2026-10-28.endive";
const TIMEOUT_MS = 20_000;

let shared: Stripe | undefined;

/** The platform's client. Calls for a creator pass `{ stripeAccount }`: https://docs.stripe.com/connect/authentication */
export function stripeClient(): Stripe {
  shared ??= makeClient(env.stripe.apiBase, connections());
  return shared;
}

/** A client that speaks with an account's own restricted key. */
export function keyClient(restrictedKey: string): Stripe {
  return makeClient(env.stripe.apiBase, connections(), restrictedKey);
}

let agent: Stripe.HttpClient | undefined;

/** All clients of the API share their connections. */
function connections(): Stripe.HttpClient {
  return (agent ??= watchingTheClock(Stripe.createNodeHttpClient()));
}

let oauth: Stripe | undefined;

/** OAuth lives on another host than the API, so it has a client of its own. With `maxNetworkRetries: 0` it sends once. */
export function oauthClient(): Stripe {
  oauth ??= makeClient(env.stripe.connectBase, unrepeated(Stripe.createNodeHttpClient()));
  return oauth;
}

/**
 * The SDK sends a call a second time when the connection closes, whatever `maxNetworkRetries` says, and tells by the error's
 * code. A code of OAuth that comes twice ends the connection, so the error goes on without it.
 */
function unrepeated(client: Stripe.HttpClient): Stripe.HttpClient {
  return {
    getClientName: () => client.getClientName(),
    makeRequest: (...request) =>
      client.makeRequest(...request).catch((error: NodeJS.ErrnoException) => {
        if (!Stripe.HttpClient.CONNECTION_CLOSED_ERROR_CODES.includes(error.code ?? "")) throw error;
        throw new Error(error.message, { cause: error });
      }),
  };
}

function makeClient(base: string, httpClient: Stripe.HttpClient, key = env.stripe.secretKey): Stripe {
  const url = new URL(base);
  return new Stripe(key, {
    apiVersion: STRIPE_API_VERSION,
    host: url.hostname,
    port: url.port || (url.protocol === "https:" ? 443 : 80),
    protocol: url.protocol === "https:" ? "https" : "http",
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 2,
    telemetry: false,
    appInfo: { name: "Lectern" },
    httpClient,
  });
}
