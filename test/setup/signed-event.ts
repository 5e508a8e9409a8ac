import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { sandboxKeys } from "../sandbox/keys";

const signer = new Stripe(sandboxKeys.secretKey);

/** A new event of a connected account with its own signature, of a kind that changes nothing, about a customer of its own: events about one thing wait for each other. */
export function signedEvent(): { id: string; body: string; headers: Record<string, string> } {
  const id = `evt_${randomUUID().replaceAll("-", "")}`;
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    account: "acct_bench",
    type: "customer.updated",
    data: { object: { id: `cus_${id.slice(4)}`, object: "customer", description: "x".repeat(1500) } },
  });
  const signature = signer.webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret });
  return { id, body, headers: { "content-type": "application/json", "stripe-signature": signature } };
}
