import { env } from "~/env.server";
import { fail, ok, type Result } from "~/lib/result";
import { stripeClient } from "./client.server";
import { attempt, type StripeFailure } from "./errors.server";
import { authorizeUrl } from "./oauth.server";
import { QUICK } from "./quick";

export { STRIPE_API_VERSION } from "./client.server";

/** Does Stripe know the platform's secret key? Answers with the platform's name there. https://docs.stripe.com/api/accounts/retrieve */
export async function askAsPlatform(): Promise<Result<{ name: string | null }, StripeFailure>> {
  const answer = await attempt(() => stripeClient().accounts.retrieveCurrent({}, QUICK));
  return answer.ok ? ok({ name: answer.value.settings?.dashboard?.display_name || answer.value.business_profile?.name || null }) : answer;
}

/** An endpoint as the platform has it registered, in the mode of our keys. */
export interface RegisteredEndpoint {
  url: string;
  enabled: boolean;
  /** It hears of connected accounts, not of the platform itself. */
  connect: boolean;
  /** Names of event types, or `*`. */
  types: string[];
  /** Null: events come as the platform's account has it by default. */
  apiVersion: string | null;
}

/** The platform's webhook endpoints: https://docs.stripe.com/api/webhook_endpoints/list */
export async function listPlatformEndpoints(): Promise<Result<RegisteredEndpoint[], StripeFailure>> {
  const answer = await attempt(() => stripeClient().webhookEndpoints.list({ limit: 100 }, QUICK));
  if (!answer.ok) return answer;
  return ok(
    answer.value.data.map((endpoint) => ({
      url: endpoint.url,
      enabled: endpoint.status === "enabled",
      connect: endpoint.application !== null,
      types: endpoint.enabled_events,
      apiVersion: endpoint.api_version,
    })),
  );
}

/** What Stripe makes of our way to its consent page. */
export type AuthorizeAnswer = "accepted" | "unknown_client" | "unregistered_address" | "refused";

const MOST_BYTES = 64 * 1024;

/**
 * Open Stripe's consent page as a browser would, without following anything: for a client id it does not know or an address
 * that is not registered it answers with JSON instead of a page. One request, to the address of the environment only.
 * https://docs.stripe.com/connect/oauth-reference#get-authorize-errors
 */
export async function probeAuthorize(): Promise<Result<AuthorizeAnswer, Pick<StripeFailure, "kind">>> {
  try {
    const answer = await fetch(authorizeUrl("doctor", {}), { redirect: "manual", signal: AbortSignal.timeout(QUICK.timeout), headers: { accept: "text/html,application/json" } });
    const json = (answer.headers.get("content-type") ?? "").includes("json");
    // The page itself is of no interest, and nothing waits for its end.
    if (!json) void answer.body?.cancel().catch(() => {});
    if (answer.status === 429 || answer.status >= 500) return fail({ kind: "unreachable" });
    if (!json) return answer.status < 400 ? ok("accepted") : fail({ kind: "refused" });
    return ok(verdict((await answer.text()).slice(0, MOST_BYTES)));
  } catch {
    // No route, no answer in time, or a connection that broke.
    return fail({ kind: "unreachable" });
  }
}

/** The error is told flat (`error`, `error_description`) or nested (`error.message`), so it is looked for in the whole text. */
function verdict(body: string): AuthorizeAnswer {
  if (/redirect.?uri/i.test(body)) return "unregistered_address";
  if (/client/i.test(body)) return "unknown_client";
  return "refused";
}

/** The one address a creator comes back to, as it must be registered. */
export { oauthRedirectUri } from "./oauth.server";

/** Where the platform's two webhook endpoints must lead. */
export function platformEndpointUrl(which: "account" | "connect"): string {
  return `${env.appUrl}/webhooks/stripe${which === "connect" ? "/connect" : ""}`;
}
