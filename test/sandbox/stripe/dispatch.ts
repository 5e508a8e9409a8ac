import { createHash } from "node:crypto";
import { API_VERSION } from "../engine/constants";
import type { Engine } from "../engine/engine";
import { invalidParam, StripeApiError } from "../engine/errors";
import { faultDelay, takeFault } from "../engine/faults";
import { parseForm, type RawHash } from "../engine/form";
import { newId } from "../engine/ids";
import type { Call, Operation } from "../engine/operation";
import { readParams } from "../engine/params";
import { Table } from "../engine/router";
import type { Fault } from "../engine/state";
import { authenticate, type Caller, missingPermission, noAccess } from "./authenticate";
import { expand } from "./expand";
import { fingerprintOf, IdempotencyKeys } from "./idempotency";
import { permissionFor } from "./permissions";

interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

/** Serves `/v1/…`: finds the operation, checks key, version, account and parameters, then runs it once per idempotency key. */
export class StripeApi {
  private readonly table: Table<Operation>;
  /** What a restricted key needs, by operation. */
  private readonly permissions = new Map<string, string | null>();

  constructor(
    private readonly engine: Engine,
    readonly operations: readonly Operation[],
  ) {
    this.table = new Table(operations);
    for (const { name, method } of operations) this.permissions.set(name, permissionFor(name, method));
  }

  async handle(request: Request, url: URL): Promise<Response> {
    const requestId = newId("req", 14);
    const key = request.headers.get("idempotency-key");
    const account = request.headers.get("stripe-account");
    const match = this.table.match(request.method, url.pathname);
    const operation = match?.entry.name ?? `${request.method} ${url.pathname}`;
    const log = (status: number | null, error: string | null) =>
      this.engine.log({ id: requestId, service: "stripe", operation, account, idempotencyKey: key, status, error });
    let fault: Fault | null = null;
    try {
      if (!match) throw unrecognised(request.method, url.pathname);
      const caller = authenticate(this.engine, request);
      checkVersion(request);
      const needed = this.permissions.get(operation) ?? null;
      if (needed && !caller.may(needed)) throw missingPermission(caller, needed);
      fault = takeFault(this.engine, "stripe", operation);
      if (fault?.when === "before") {
        await faultDelay(fault);
        const withheld = await this.withhold(fault, request);
        if (withheld) {
          log(withheld.type === "error" ? null : withheld.status, `fault: ${fault.effect}`);
          return withheld;
        }
      }
      const answer = await this.once(request, url, match, caller, key, requestId, fault);
      if (fault?.when === "after" && fault.effect !== "delay") {
        const withheld = await this.withhold(fault, request);
        if (withheld) {
          log(withheld.type === "error" ? null : withheld.status, `fault after effect: ${fault.effect}`);
          return withheld;
        }
      }
      log(answer.status, null);
      return respond(answer, { "request-id": requestId, ...(key ? { "idempotency-key": key } : {}), ...(account ? { "stripe-account": account } : {}) });
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      log(error.status, error.body.message);
      return respond(errorAnswer(error), { "request-id": requestId });
    }
  }

  /** Executes the operation, or repeats the answer the key already has. */
  private async once(
    request: Request,
    url: URL,
    match: { entry: Operation; params: Record<string, string> },
    caller: Caller,
    key: string | null,
    requestId: string,
    fault: Fault | null,
  ): Promise<Answer> {
    const { account, onBehalf } = this.accountOf(request, match.entry, caller);
    const raw = await rawParams(request, url);
    const keys = new IdempotencyKeys(this.engine);
    const scoped = key && request.method === "POST" ? `${account} ${key}` : null;
    const fingerprint = fingerprintOf(raw);
    const endpoint = `${request.method} ${url.pathname}`;
    if (scoped && key) {
      const saved = keys.saved(scoped, key, endpoint, fingerprint);
      if (saved) return { status: saved.status, body: saved.body, headers: { "idempotent-replayed": "true", "original-request": saved.requestId } };
      keys.begin(scoped, key);
    }
    try {
      if (fault?.when === "after") await faultDelay(fault);
      const answer = this.execute(match.entry, { path: match.params, account, onBehalf, key: caller.key }, raw, requestId, key);
      const spoiled =
        fault?.when === "after" && (fault.effect === "error_500" || fault.effect === "error_503") ? errorAnswer(serverError(fault.effect)) : answer;
      // A 500 given once work had begun is what every retry of that key gets, for as long as the key lives.
      if (scoped && answer.remembered) keys.remember(scoped, { fingerprint, endpoint, status: spoiled.status, body: spoiled.body, requestId });
      return answer;
    } finally {
      if (scoped) keys.end(scoped);
    }
  }

  private execute(
    operation: Operation,
    scope: Pick<Call<unknown>, "path" | "account" | "onBehalf" | "key">,
    raw: RawHash,
    requestId: string,
    idempotencyKey: string | null,
  ): Answer & { remembered: boolean } {
    this.engine.tick();
    this.engine.currentRequest = { id: requestId, idempotencyKey };
    try {
      const { expand: paths = [], ...params } = readParams<Record<string, unknown>>(operation.shape as never, raw);
      const body = this.engine.transaction(() => {
        const result = operation.run({ engine: this.engine, params, ...scope });
        // A payment that was tried and failed is both: it happened, and the answer is a refusal.
        if (result instanceof StripeApiError) return result;
        return JSON.stringify(expand(this.engine, scope.account, result, paths as string[]), null, 2);
      });
      if (body instanceof StripeApiError) return { ...errorAnswer(body), remembered: body.remembered };
      return { status: 200, body, headers: {}, remembered: true };
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      return { ...errorAnswer(error), remembered: error.remembered };
    } finally {
      this.engine.currentRequest = null;
    }
  }

  /** Whose objects the call may see: the key's own account, or the connected one that the platform names. */
  private accountOf(request: Request, operation: Operation, caller: Caller): { account: string; onBehalf: boolean } {
    const header = request.headers.get("stripe-account");
    const platform = this.engine.account(caller.account)?.kind === "platform";
    if (header === null || (header === caller.account && !platform)) {
      if (operation.scope === "platform" && !platform) throw notAPlatform(operation.name);
      return { account: caller.account, onBehalf: false };
    }
    const record = this.engine.account(header);
    if (!platform || !record || record.kind === "platform" || !record.connected) throw noAccess(caller.key, header);
    if (operation.scope !== "any") {
      throw new StripeApiError(
        403,
        {
          type: "invalid_request_error",
          code: "platform_account_required",
          message: `Only the platform itself can call ${operation.name}; leave the Stripe-Account header out.`,
        },
        false,
      );
    }
    return { account: header, onBehalf: true };
  }

  private async withhold(fault: Fault, request: Request): Promise<Response | null> {
    switch (fault.effect) {
      case "error_500":
      case "error_503":
        return respond(errorAnswer(serverError(fault.effect)), { "request-id": newId("req", 14) });
      case "rate_limited":
      case "quota_exceeded":
        return respond(
          errorAnswer(
            new StripeApiError(429, {
              type: "invalid_request_error",
              code: "rate_limit",
              message: "Request rate limit exceeded. Learn more about rate limits: https://stripe.com/docs/rate-limits.",
            }),
          ),
          {
            "request-id": newId("req", 14),
            "stripe-rate-limited-reason": "global-rate",
          },
        );
      case "timeout":
        return this.engine.hang(request.signal);
      case "connection_reset":
        return Response.error();
      case "delay":
        return null;
    }
  }
}

function serverError(effect: "error_500" | "error_503"): StripeApiError {
  return new StripeApiError(effect === "error_500" ? 500 : 503, {
    type: "api_error",
    message: "An unknown error occurred (the sandbox was told to fail this call)",
  });
}

/** An account that has not signed up for Connect has no accounts of its own. */
function notAPlatform(name: string): StripeApiError {
  return new StripeApiError(
    400,
    {
      type: "invalid_request_error",
      message:
        name === "accounts.create"
          ? "You can only create new accounts if you've signed up for Connect, which you can do at https://dashboard.stripe.com/connect."
          : "Only Stripe Connect platforms can work with other accounts. If you specified a client_id parameter, make sure it's correct. If you need to setup a Stripe Connect platform, you can do so at https://dashboard.stripe.com/account/applications/settings.",
    },
    false,
  );
}

function unrecognised(method: string, path: string): StripeApiError {
  return new StripeApiError(404, {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}

function checkVersion(request: Request): void {
  const version = request.headers.get("stripe-version");
  if (version !== null && version !== API_VERSION)
    throw new StripeApiError(400, {
      type: "invalid_request_error",
      message: `Invalid Stripe API version: ${version}. The sandbox speaks ${API_VERSION} only.`,
    });
}

async function rawParams(request: Request, url: URL): Promise<RawHash> {
  try {
    if (request.method !== "POST") return parseForm(url.search);
    const type = request.headers.get("content-type") ?? "application/x-www-form-urlencoded";
    const body = await request.text();
    if (body !== "" && !type.startsWith("application/x-www-form-urlencoded"))
      throw invalidParam("", `Invalid request: unsupported Content-Type (${type}). This endpoint takes application/x-www-form-urlencoded.`);
    return parseForm([url.search.replace(/^\?/, ""), body].filter(Boolean).join("&"));
  } catch (error) {
    throw error instanceof StripeApiError ? error : invalidParam("", error instanceof Error ? error.message : "Invalid request");
  }
}

function errorAnswer(error: StripeApiError): Answer {
  const headers: Record<string, string> = error.status === 409 ? { "stripe-should-retry": "true" } : {};
  return { status: error.status, body: JSON.stringify({ error: error.body }, null, 2), headers };
}

function respond(answer: Answer, headers: Record<string, string>): Response {
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-cache, no-store",
      "stripe-version": API_VERSION,
      etag: `"${createHash("sha1").update(answer.body).digest("hex").slice(0, 16)}"`,
      ...answer.headers,
      ...headers,
    },
  });
}
