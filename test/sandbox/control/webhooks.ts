import type Stripe from "stripe";
import { z } from "zod";
import { PLATFORM_ACCOUNT } from "../engine/constants";
import { SandboxError } from "../engine/errors";
import type { Delivery, WebhookSettings } from "../engine/state";
import type { StoredEvent } from "../engine/tables";
import { endpointOf, FIXED, registerFixed } from "../engine/webhook-endpoints";
import { action, nothing } from "./action";

const settings = z.strictObject({
  /** `hold` keeps deliveries back until `release`; `drop` loses them (missed webhooks, seeding); `reorder` delivers each burst backwards. */
  mode: z.enum(["normal", "hold", "drop", "reorder"]).optional(),
  copies: z.number().int().min(1).max(100).optional(),
  delayMs: z.number().int().min(0).optional(),
});

export const webhookActions = {
  /** The endpoints of an account with their secrets; without one, the platform's: the two of the environment (`we_sandbox_account`, `we_sandbox_connect`) stand there too. */
  endpoints: action(z.strictObject({ account: z.string().default(PLATFORM_ACCOUNT) }), (engine, { account }): Stripe.WebhookEndpoint[] =>
    Object.values(engine.bucket(account).webhook_endpoint),
  ),
  /** Switches an endpoint off, takes it away, or puts it back (`account` and `connect` are those of the environment, else an id). */
  setEndpoint: action(
    z.strictObject({ endpoint: z.string(), status: z.enum(["enabled", "disabled", "removed"]).default("enabled"), enabledEvents: z.array(z.string()).optional(), url: z.string().optional() }),
    (engine, { endpoint, status, enabledEvents, url }): void => {
      const fixed = (["account", "connect"] as const).find((kind) => kind === endpoint || FIXED[kind] === endpoint);
      const row = endpointOf(engine, endpoint) ?? (fixed && status !== "removed" ? registerFixed(engine, fixed) : null);
      if (!row) throw new SandboxError(`There is no webhook endpoint ${endpoint}.`);
      if (status === "removed") for (const bucket of Object.values(engine.state.buckets)) delete bucket.webhook_endpoint[row.id];
      else Object.assign(row, { status, ...(enabledEvents ? { enabled_events: enabledEvents } : {}), ...(url ? { url } : {}) });
    },
  ),
  /** Changes how webhooks behave from now on; what is not given stays. */
  configure: action(settings, (engine, input): WebhookSettings => {
    for (const [key, value] of Object.entries(input)) if (value !== undefined) Object.assign(engine.state.webhooks, { [key]: value });
    return { ...engine.state.webhooks };
  }),
  settings: action(nothing, (engine): WebhookSettings => ({ ...engine.state.webhooks })),
  /** Sends what `hold` kept back. */
  release: action(z.strictObject({ order: z.enum(["fifo", "lifo", "shuffle"]).default("fifo") }), (engine, { order }): number =>
    engine.webhooks.release(order),
  ),
  /** Delivers an event once more, to every endpoint that got it or should have. */
  redeliver: action(z.strictObject({ event: z.string(), copies: z.number().int().min(1).max(100).default(1) }), (engine, { event, copies }): number => {
    const queued = engine.webhooks.redeliver(event, copies);
    if (queued === 0) throw new SandboxError(`Nothing was ever sent for ${event}.`);
    return queued;
  }),
  /** Tries everything that is due and waits for the answers; `retries` brings failed ones forward. */
  flush: {
    ...action(z.strictObject({ retries: z.boolean().default(false) }), (engine, input): Promise<void> => engine.webhooks.flush(input)),
    waits: true as const,
  },
  deliveries: action(
    z.strictObject({
      endpoint: z.string().optional(),
      type: z.string().optional(),
      event: z.string().optional(),
      status: z.enum(["pending", "held", "delivered", "failed", "dropped"]).optional(),
    }),
    (engine, { endpoint, type, event, status }): Delivery[] =>
      engine.state.deliveries.filter(
        (row) =>
          (!endpoint || row.endpoint === endpoint) && (!type || row.type === type) && (!event || row.eventId === event) && (!status || row.status === status),
      ),
  ),
  /** Stripe events of one account, in the order they were emitted, or of all accounts by time. */
  events: action(z.strictObject({ account: z.string().optional(), type: z.string().optional() }), (engine, { account, type }): StoredEvent[] => {
    const all =
      account === undefined
        ? Object.values(engine.state.buckets).flatMap((bucket) => Object.values(bucket.event))
        : Object.values(engine.bucket(account).event);
    const wanted = all.filter((event) => !type || event.type === type);
    return account === undefined ? wanted.sort((a, b) => a.created - b.created) : wanted;
  }),
};
