import { randomUUID } from "node:crypto";
import type { Options } from "autocannon";
import Stripe from "stripe";
import { sandboxKeys } from "../test/sandbox/keys";
import { freePort } from "../test/setup/postgres";
import { figure, type Figure } from "./figure";
import { compare } from "./load";
import { end, ready } from "../test/setup/demo-world";
import { startOnPostgres } from "./servers";

const CONNECTIONS = 50;

/** Durable webhook intake on Postgres against a bare Express endpoint that verifies with `constructEvent` and inserts with `pg`. */
export async function webhookIntake(): Promise<Figure[]> {
  const lectern = await startOnPostgres({ seed: false });
  const port = await freePort();
  const bare = await ready(["--import", "tsx", "bench/bare/webhook.ts"], { PORT: String(port), DATABASE_URL: lectern.databaseUrl, WEBHOOK_SECRET: sandboxKeys.connectWebhookSecret });
  try {
    const { ours, baseline } = await compare(
      () => signedEvents(`${lectern.url}/webhooks/stripe/connect`),
      () => signedEvents(`http://127.0.0.1:${port}/webhook`),
    );
    return [figure("webhook-intake", "events/s", ours.perSecond, baseline.perSecond), figure("webhook-intake-p99", "ms", ours.p99, baseline.p99)];
  } finally {
    await end(bare);
    await lectern.stop();
  }
}

/** Every request a new event with its own signature. Signing costs the same on both sides. */
function signedEvents(url: string): Options {
  const signer = new Stripe(sandboxKeys.secretKey);
  return {
    url,
    method: "POST",
    connections: CONNECTIONS,
    requests: [
      {
        setupRequest: (request) => {
          const body = JSON.stringify({
            id: `evt_${randomUUID().replaceAll("-", "")}`,
            object: "event",
            api_version: "2026-10-28.endive",
            created: Math.floor(Date.now() / 1000),
            livemode: false,
            account: "acct_bench",
            type: "customer.updated",
            data: { object: { id: "cus_bench", object: "customer", description: "x".repeat(1500) } },
          });
          const signature = signer.webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret });
          return { ...request, body, headers: { ...request.headers, "content-type": "application/json", "stripe-signature": signature } };
        },
      },
    ],
  };
}
