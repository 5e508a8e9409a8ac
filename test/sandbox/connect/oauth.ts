import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { faultDelay, takeFault } from "../engine/faults";
import { parseForm } from "../engine/form";
import { newId, randomText } from "../engine/ids";
import type { Route } from "../engine/router";
import { accountView, applicationObject, emitAccountUpdated } from "../stripe/account-object";
import { keyOf, mask } from "../stripe/authenticate";

const CODE_LIFETIME_MS = 5 * 60 * 1000;

/** OAuth errors are flat: `{error, error_description}` (https://docs.stripe.com/connect/oauth-reference). */
class OAuthError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
    readonly extra: Record<string, string> = {},
  ) {
    super(message);
  }
}

export interface AuthorizeRequest {
  clientId: string;
  redirectUri: string;
  scope: "read_write" | "read_only";
  state: string | null;
  /** Prefill for a new account, e.g. `email`, `country`, `business_name`. */
  stripeUser: Record<string, string>;
}

/**
 * Checks the query of `GET /oauth/authorize`. Stripe shows these problems as JSON on its own page; the browser never comes back with them.
 * @returns the request, or the JSON answer to show
 */
export function checkAuthorizeRequest(engine: Engine, url: URL): { ok: true; request: AuthorizeRequest } | { ok: false; response: Response } {
  const query = url.searchParams;
  const refuse = (error: string, description: string) => ({
    ok: false as const,
    response: json(400, { error, error_description: description, ...(query.get("state") ? { state: query.get("state") } : {}) }),
  });
  const clientId = query.get("client_id");
  if (!clientId) return refuse("invalid_request", "No client_id provided");
  if (clientId !== engine.keys.clientId) return refuse("invalid_request", `No application matches the supplied client identifier: ${clientId}`);
  const type = query.get("response_type");
  if (type !== "code") return refuse("unsupported_response_type", `Unsupported response type: ${type ?? "(none)"}; only code is supported`);
  const scope = query.get("scope") ?? "read_only";
  if (scope !== "read_write" && scope !== "read_only") return refuse("invalid_scope", `Invalid scope: ${scope}`);
  const redirectUri = query.get("redirect_uri") ?? engine.options.redirectUris?.[0];
  if (!redirectUri || !isRegistered(engine, redirectUri))
    return refuse(
      "invalid_redirect_uri",
      `Invalid redirect URI '${redirectUri ?? ""}'. Ensure this uri exactly matches one of the uris specified in your application settings`,
    );
  const stripeUser = Object.fromEntries([...query].flatMap(([key, value]) => (/^stripe_user\[\w+\]$/.test(key) ? [[key.slice(12, -1), value]] : [])));
  return { ok: true, request: { clientId, redirectUri, scope, state: query.get("state"), stripeUser } };
}

function isRegistered(engine: Engine, uri: string): boolean {
  if (engine.options.redirectUris) return engine.options.redirectUris.includes(uri);
  const targets = Object.values(engine.options.webhookTargets ?? {}).filter((target) => target !== undefined);
  return URL.canParse(uri) && targets.some((target) => new URL(target).origin === new URL(uri).origin);
}

/** The account holder agrees. @returns where the browser goes next, with the code */
export function approve(engine: Engine, input: AuthorizeRequest & { account: string; livemode?: boolean }): { code: string; redirectTo: string } {
  const record = engine.account(input.account);
  if (!record || record.kind === "platform") throw new SandboxError(`There is no account ${input.account}.`);
  if (record.heldByAnotherPlatform) throw new SandboxError("This account is connected to another platform. Please create a new account.");
  const code = newId("ac", 32);
  engine.state.codes[code] = {
    code,
    account: input.account,
    clientId: input.clientId,
    redirectUri: input.redirectUri,
    scope: input.scope,
    livemode: input.livemode ?? false,
    createdAt: engine.clock.now(),
    usedAt: null,
  };
  engine.touch();
  return { code, redirectTo: withQuery(input.redirectUri, { scope: input.scope, code, state: input.state }) };
}

/** The account holder says no: the only error that travels back to the platform. */
export function deny(input: Pick<AuthorizeRequest, "redirectUri" | "state">): { redirectTo: string } {
  return { redirectTo: withQuery(input.redirectUri, { error: "access_denied", error_description: "The user denied your request", state: input.state }) };
}

/** Ends the connection, by the platform (deauthorize) or by the account holder in the Dashboard. */
export function disconnect(engine: Engine, account: string): void {
  const record = engine.account(account);
  if (!record?.connected) throw new SandboxError(`${account} is not connected.`);
  record.connected = false;
  record.connectedAt = null;
  engine.touch();
  engine.emit(account, "account.application.deauthorized", applicationObject(engine), { evenIfDisconnected: true });
}

function exchange(engine: Engine, params: Record<string, unknown>, key: string): object {
  const { grant_type: grant, code } = params;
  if (!grant) throw new OAuthError(400, "invalid_request", "No grant type specified");
  if (grant !== "authorization_code") {
    // Refresh tokens are deprecated together with the token fields; nothing of ours may lean on them.
    throw new OAuthError(400, "unsupported_grant_type", `Unsupported grant type: ${String(grant)}`);
  }
  if (typeof code !== "string" || code === "") throw new OAuthError(400, "invalid_request", "No authorization code provided");
  const found = Object.hasOwn(engine.state.codes, code) ? engine.state.codes[code] : undefined;
  if (!found) throw new OAuthError(400, "invalid_grant", `Authorization code does not exist: ${code}`);
  if (found.clientId !== engine.keys.clientId) throw new OAuthError(400, "invalid_grant", "Authorization code provided does not belong to you");
  if (found.usedAt !== null) {
    if (engine.account(found.account)?.connected) disconnect(engine, found.account);
    throw new OAuthError(400, "invalid_grant", "This authorization code has already been used. All tokens issued with this code have been revoked.");
  }
  if (engine.clock.now() - found.createdAt > CODE_LIFETIME_MS) throw new OAuthError(400, "invalid_grant", `Authorization code expired: ${code}`);
  const live = key.startsWith("sk_live_");
  if (live && !found.livemode)
    throw new OAuthError(400, "invalid_grant", "Passed in livemode API key but authorization code only supports returning test keys");
  if (!live && found.livemode)
    throw new OAuthError(400, "invalid_grant", "Passed in testmode API key but authorization code only supports returning live keys");
  const record = engine.account(found.account);
  if (!record) throw new OAuthError(400, "invalid_grant", `Authorization code does not exist: ${code}`);
  found.usedAt = engine.clock.now();
  record.connected = true;
  record.connectedAt = engine.clock.seconds();
  engine.touch();
  engine.emit(found.account, "account.application.authorized", applicationObject(engine));
  emitAccountUpdated(engine, accountView(record).id);
  const suffix = randomText(24);
  return {
    access_token: `sk_test_${suffix}`,
    livemode: false,
    refresh_token: `rt_${suffix}`,
    token_type: "bearer",
    stripe_publishable_key: `pk_test_${suffix}`,
    stripe_user_id: found.account,
    scope: found.scope,
  };
}

function deauthorize(engine: Engine, params: Record<string, unknown>): object {
  const { client_id: clientId, stripe_user_id: account } = params;
  if (typeof clientId !== "string" || clientId === "") throw new OAuthError(400, "invalid_request", "No client_id provided");
  if (clientId !== engine.keys.clientId) throw new OAuthError(401, "invalid_client", `No such application: '${clientId}'`);
  if (typeof account !== "string" || account === "") throw new OAuthError(400, "invalid_request", "No stripe_user_id provided");
  const record = engine.account(account);
  if (!record?.connected) {
    throw new OAuthError(401, "invalid_client", `This application is not connected to stripe account ${account}, or that account does not exist.`);
  }
  if (record.kind === "controlled") {
    throw new OAuthError(400, "invalid_request", "This account is controlled by your platform and cannot be deauthorized.", {
      code: "no_deauth_on_controlled_account",
    });
  }
  disconnect(engine, account);
  return { stripe_user_id: account };
}

const KNOWN: Record<string, readonly string[]> = {
  "oauth.token": ["grant_type", "code", "refresh_token", "scope", "assert_capabilities", "client_secret"],
  "oauth.deauthorize": ["client_id", "stripe_user_id", "client_secret"],
};

function endpoint(
  operation: "oauth.token" | "oauth.deauthorize",
  run: (engine: Engine, params: Record<string, unknown>, key: string) => object,
): Route["handle"] {
  return async ({ engine, request }) => {
    const id = newId("req", 14);
    const log = (status: number | null, error: string | null) =>
      engine.log({ id, service: "connect", operation, account: null, idempotencyKey: request.headers.get("idempotency-key"), status, error });
    const fault = takeFault(engine, "connect", operation);
    const withheld = async (): Promise<Response | null> => {
      if (!fault) return null;
      if (fault.effect === "delay") await faultDelay(fault);
      else log(null, `fault: ${fault.effect}`);
      if (fault.effect === "timeout") return engine.hang(request.signal);
      if (fault.effect === "connection_reset") return Response.error();
      if (fault.effect === "delay") return null;
      const limited = fault.effect === "rate_limited" || fault.effect === "quota_exceeded";
      return json(limited ? 429 : 500, { error: limited ? "rate_limit" : "server_error", error_description: "The sandbox was told to fail this call" });
    };
    if (fault?.when === "before") {
      const response = await withheld();
      if (response) return response;
    }
    try {
      const params = parseForm(await request.text());
      const key = keyOf(request.headers.get("authorization")) ?? (typeof params.client_secret === "string" ? params.client_secret : null);
      if (!key) throw new OAuthError(401, "invalid_client", "No API key provided: put your secret key into the Authorization header or client_secret");
      // A live key is let through to the code's own check of modes; anything else must be our key.
      if (key !== engine.keys.secretKey && !(operation === "oauth.token" && key.startsWith("sk_live_")))
        throw new OAuthError(401, "invalid_client", `Invalid API Key provided: ${mask(key)}`);
      const unknown = Object.keys(params).filter((name) => !KNOWN[operation]?.includes(name));
      if (unknown.length > 0) throw new OAuthError(400, "invalid_request", `Received unknown parameters: ${unknown.join(", ")}`);
      engine.tick();
      const body = run(engine, params, key);
      if (fault?.when === "after") {
        const response = await withheld();
        if (response) return response;
      }
      log(200, null);
      return json(200, body, id);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      log(error.status, error.message);
      return json(error.status, { error: error.error, error_description: error.message, ...error.extra }, id);
    }
  };
}

function json(status: number, body: object, requestId = newId("req", 14)): Response {
  return new Response(JSON.stringify(body, null, 2), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", "request-id": requestId },
  });
}

function withQuery(base: string, query: Record<string, string | null>): string {
  const url = new URL(base);
  for (const [key, value] of Object.entries(query)) if (value !== null) url.searchParams.set(key, value);
  return url.toString();
}

export const oauthRoutes: Route[] = [
  { method: "POST", path: "/oauth/token", handle: endpoint("oauth.token", exchange) },
  { method: "POST", path: "/oauth/deauthorize", handle: endpoint("oauth.deauthorize", deauthorize) },
];
