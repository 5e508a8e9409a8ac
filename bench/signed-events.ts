import { randomUUID } from "node:crypto";
import type { Options } from "autocannon";
import Stripe from "stripe";
import { sandboxKeys } from "../test/sandbox/keys";

/** Every request a new event with its own signature. Signing costs the same on both sides. */
export function signedEvents(url: string, connections: number): Options {
  const signer = new Stripe(sandboxKeys.secretKey);
  return {
    url,
    method: "POST",
    connections,
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
