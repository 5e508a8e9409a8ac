import type Stripe from "stripe";
import { PLATFORM_ACCOUNT } from "./constants";
import type { Engine } from "./engine";
import type { StoredEvent } from "./tables";

/** The two endpoints of the app's environment, which stand in the platform's list like any other. */
export const FIXED = { account: "we_sandbox_account", connect: "we_sandbox_connect" } as const;
export type FixedEndpoint = keyof typeof FIXED;

/** The secret and address that belong to a delivery's endpoint. */
export interface Target {
  /** `account`, `connect`, or the id of an endpoint made through the API. */
  endpoint: string;
  url: string;
}

/** The application of an endpoint for connected accounts; null for one that hears of its own account's events. */
function fixedRow(engine: Engine, kind: FixedEndpoint, url: string): Stripe.WebhookEndpoint {
  return {
    id: FIXED[kind],
    object: "webhook_endpoint",
    api_version: null,
    application: kind === "connect" ? engine.keys.clientId : null,
    created: engine.clock.seconds(),
    description: kind === "connect" ? `${engine.applicationName}: connected accounts` : engine.applicationName,
    enabled_events: ["*"],
    livemode: false,
    metadata: {},
    secret: kind === "connect" ? engine.keys.connectWebhookSecret : engine.keys.accountWebhookSecret,
    status: "enabled",
    url,
  };
}

/** Puts one of the environment's endpoints into the platform's list, where it may have been removed. @returns null when the environment has none */
export function registerFixed(engine: Engine, kind: FixedEndpoint): Stripe.WebhookEndpoint | null {
  const url = engine.options.webhookTargets?.[kind];
  const rows = engine.bucket(PLATFORM_ACCOUNT).webhook_endpoint;
  if (!url) {
    delete rows[FIXED[kind]];
    return null;
  }
  engine.state.fixedEndpoints[kind] = url;
  return (rows[FIXED[kind]] = fixedRow(engine, kind, url));
}

/** Registers the environment's endpoints the first time they are seen, and again when their address changed; what was removed stays removed. */
export function ensureFixed(engine: Engine): void {
  for (const kind of ["account", "connect"] as const) {
    const url = engine.options.webhookTargets?.[kind];
    if (!url || engine.state.fixedEndpoints[kind] !== url) registerFixed(engine, kind);
  }
}

/** Where an event goes: to the platform's endpoints when it may know of it, and to those of the account it happened on. */
export function targetsOf(engine: Engine, owner: string, event: StoredEvent, toPlatform: boolean): { platform: Target[]; own: Target[] } {
  const connect = owner !== PLATFORM_ACCOUNT;
  const pick = (account: string, wanted: (endpoint: Stripe.WebhookEndpoint) => boolean) =>
    Object.values(engine.bucket(account).webhook_endpoint)
      .filter((endpoint) => endpoint.status === "enabled" && wants(endpoint, event.type) && wanted(endpoint))
      .map(({ id, url }): Target => ({ endpoint: id === FIXED.account ? "account" : id === FIXED.connect ? "connect" : id, url }));
  return {
    platform: toPlatform ? pick(PLATFORM_ACCOUNT, (endpoint) => (endpoint.application !== null) === connect) : [],
    // Whom an account has let in is told to that application only.
    own: connect && !event.type.startsWith("account.application.") ? pick(owner, () => true) : [],
  };
}

function wants(endpoint: Stripe.WebhookEndpoint, type: string): boolean {
  return endpoint.enabled_events.includes("*") || endpoint.enabled_events.includes(type);
}

/** The endpoint behind a delivery, or null when it was deleted since. */
export function endpointOf(engine: Engine, label: string): Stripe.WebhookEndpoint | null {
  const id = label === "account" || label === "connect" ? FIXED[label] : label;
  for (const bucket of Object.values(engine.state.buckets)) {
    const found = Object.hasOwn(bucket.webhook_endpoint, id) ? bucket.webhook_endpoint[id] : undefined;
    if (found) return found;
  }
  return null;
}

/** The event as the account itself sees it: only platforms are told whose it is. */
export function ownView({ account: _account, ...event }: StoredEvent): StoredEvent {
  return event;
}
