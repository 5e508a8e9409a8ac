import { createHash, randomUUID } from "node:crypto";
import type { Engine } from "../engine/engine";
import { faultDelay, takeFault } from "../engine/faults";
import { newId } from "../engine/ids";
import type { PageCall, Route } from "../engine/router";
import type { Fault, Mail } from "../engine/state";
import { deliverMail } from "./mail";
import { checkEmail, type EmailPayload, ResendError } from "./validate";

const IDEMPOTENCY_LIFETIME_MS = 24 * 3600 * 1000;
/** Shown in the headers when no limit is enforced. */
const ADVERTISED_LIMIT = 10;

interface Answer {
  status: number;
  body: object;
}

/** Requests of the last second, for the rate limit. Kept per engine, not in the state: a restart forgets them, as it should. */
const recent = new WeakMap<Engine, number[]>();

function route(method: Route["method"], path: string, operation: string, run: (call: PageCall) => Promise<Answer> | Answer): Route {
  return {
    method,
    path: `/resend${path}`,
    async handle(call) {
      const { engine, request } = call;
      const id = newId("req", 14);
      const key = request.headers.get("idempotency-key");
      const log = (status: number | null, error: string | null) =>
        engine.log({ id, service: "resend", operation, account: null, idempotencyKey: key, status, error });
      const fault = takeFault(engine, "resend", operation);
      const running = key === null ? null : `resend ${key}`;
      let mine = false;
      try {
        if (running && engine.inProgress.has(running))
          throw new ResendError(409, "concurrent_idempotent_requests", "Same idempotency key used while original request is still in progress.");
        if (running && fault?.effect === "delay") {
          // Only a call that takes time can be met by a second one.
          engine.inProgress.add(running);
          mine = true;
        }
        if (fault?.when === "before") {
          const response = await withhold(engine, fault, request);
          if (response) {
            log(response.type === "error" ? null : response.status, `fault: ${fault.effect}`);
            return response;
          }
        }
        authorise(engine, request);
        limitRate(engine);
        engine.tick();
        const answer = await run(call);
        if (fault?.when === "after") {
          const response = await withhold(engine, fault, request);
          if (response) {
            log(response.type === "error" ? null : response.status, `fault after effect: ${fault.effect}`);
            return response;
          }
        }
        log(answer.status, null);
        return respond(engine, answer);
      } catch (error) {
        if (!(error instanceof ResendError)) throw error;
        log(error.status, error.message);
        return respond(engine, { status: error.status, body: error.toJSON() });
      } finally {
        if (running && mine) engine.inProgress.delete(running);
      }
    },
  };
}

function authorise(engine: Engine, request: Request): void {
  const [scheme, key] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !key)
    throw new ResendError(
      401,
      "missing_api_key",
      "Missing API key in the authorization header. Include the following header in the request: Authorization: Bearer YOUR_API_KEY.",
    );
  if (key !== engine.keys.resendApiKey) throw new ResendError(403, "invalid_api_key", "API key is invalid");
}

function limitRate(engine: Engine): void {
  const now = Date.now();
  const times = (recent.get(engine) ?? []).filter((time) => time > now - 1000);
  recent.set(engine, times);
  const limit = engine.state.mail.rateLimit;
  if (limit !== null && times.length >= limit)
    throw new ResendError(
      429,
      "rate_limit_exceeded",
      `Too many requests. You can only make ${limit} requests per second. See rate limit response headers for more information.`,
    );
  times.push(now);
}

async function withhold(engine: Engine, fault: Fault, request: Request): Promise<Response | null> {
  switch (fault.effect) {
    case "delay":
      await faultDelay(fault);
      return null;
    case "timeout":
      return engine.hang(request.signal);
    case "connection_reset":
      return Response.error();
    case "rate_limited":
      return respond(engine, {
        status: 429,
        body: new ResendError(429, "rate_limit_exceeded", "Too many requests. Please limit the number of requests per second.").toJSON(),
      });
    case "quota_exceeded":
      return respond(engine, { status: 429, body: new ResendError(429, "daily_quota_exceeded", "You have reached your daily email sending quota.").toJSON() });
    case "error_500":
      return respond(engine, { status: 500, body: new ResendError(500, "internal_server_error", "An unexpected error occurred.").toJSON() });
    case "error_503":
      return new Response("<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>", { status: 503, headers: { "content-type": "text/html" } });
  }
}

function respond(engine: Engine, answer: Answer): Response {
  const limit = engine.state.mail.rateLimit ?? ADVERTISED_LIMIT;
  const used = recent.get(engine)?.length ?? 0;
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(Math.max(0, limit - used)),
    "ratelimit-reset": "1",
    ...(answer.status === 429 ? { "retry-after": "1" } : {}),
  };
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
}

async function payloadOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch {
    throw new ResendError(400, "validation_error", "The request body is not valid JSON.");
  }
}

async function send({ engine, request }: PageCall): Promise<Answer> {
  const key = request.headers.get("idempotency-key");
  if (key !== null && (key.length < 1 || key.length > 256)) throw new ResendError(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  const payload = checkEmail(await payloadOf(request), engine.state.mail.verifiedDomains);
  const store = (mail: EmailPayload) => engine.transaction(() => keep(engine, mail, key));
  if (key === null) return { status: 200, body: { id: store(payload).id } };
  return once(engine, key, payload, () => ({ id: store(payload).id }));
}

/** Same key and body: same answer. Same key, other body: refused. */
function once(engine: Engine, key: string, payload: unknown, run: () => object): Answer {
  const { idempotency } = engine.state.mail;
  const limit = engine.clock.now() - IDEMPOTENCY_LIFETIME_MS;
  for (const [old, saved] of Object.entries(idempotency)) if (saved.createdAt < limit) delete idempotency[old];
  const fingerprint = createHash("sha256").update(JSON.stringify(payload)).digest("hex");
  const saved = idempotency[key];
  if (saved && saved.fingerprint !== fingerprint)
    throw new ResendError(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.");
  if (saved) return { status: saved.status, body: JSON.parse(saved.body) as object };
  const body = run();
  idempotency[key] = { fingerprint, status: 200, body: JSON.stringify(body), createdAt: engine.clock.now() };
  engine.touch();
  return { status: 200, body };
}

async function sendBatch({ engine, request }: PageCall): Promise<Answer> {
  const given = await payloadOf(request);
  if (!Array.isArray(given) || given.length === 0 || given.length > 100)
    throw new ResendError(422, "validation_error", "The batch must hold between 1 and 100 emails.");
  const mails = given.map((one) => checkEmail(one, engine.state.mail.verifiedDomains));
  if (mails.some((mail) => mail.attachments.length > 0 || mail.scheduledAt))
    throw new ResendError(422, "validation_error", "The attachments and scheduled_at fields are not supported in batches.");
  const key = request.headers.get("idempotency-key");
  const run = () => ({ data: engine.transaction(() => mails.map((mail) => ({ id: keep(engine, mail, key).id }))) });
  return key === null ? { status: 200, body: run() } : once(engine, key, mails, run);
}

function keep(engine: Engine, payload: EmailPayload, idempotencyKey: string | null): Mail {
  const id = randomUUID();
  const mail: Mail = {
    id,
    messageId: `<${id}@sandbox.example>`,
    createdAt: new Date(engine.clock.now()).toISOString(),
    ...payload,
    idempotencyKey,
    lastEvent: payload.scheduledAt ? "scheduled" : "queued",
    events: [],
  };
  engine.state.mail.mails.push(mail);
  engine.touch();
  if (!payload.scheduledAt) deliverMail(engine, mail);
  return mail;
}

function find(engine: Engine, id: string): Mail {
  const mail = engine.state.mail.mails.find((candidate) => candidate.id === id);
  if (!mail) throw new ResendError(404, "not_found", "Email not found");
  return mail;
}

/** A mail as lists show it: without its body. */
function summary(mail: Mail): object {
  return {
    id: mail.id,
    message_id: mail.messageId,
    to: mail.to,
    from: mail.from,
    created_at: mail.createdAt,
    subject: mail.subject,
    bcc: mail.bcc,
    cc: mail.cc,
    reply_to: mail.replyTo,
    last_event: mail.lastEvent,
    scheduled_at: mail.scheduledAt,
  };
}

function view(mail: Mail): object {
  return { object: "email", ...summary(mail), html: mail.html, text: mail.text, tags: mail.tags };
}

function list({ engine, url }: PageCall): Answer {
  const limit = Number(url.searchParams.get("limit") ?? "20");
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new ResendError(422, "validation_error", "The limit must be an integer between 1 and 100.");
  const all = [...engine.state.mail.mails].reverse();
  const after = url.searchParams.get("after");
  const start = after ? all.findIndex((mail) => mail.id === after) + 1 : 0;
  const data = all.slice(start, start + limit).map(summary);
  return { status: 200, body: { object: "list", has_more: all.length > start + limit, data } };
}

/** Take an address off the account's list of those that bounced or complained. */
function removeSuppression({ engine, params }: PageCall): Answer {
  const address = decodeURIComponent(params.email ?? "");
  const { suppressed } = engine.state.mail;
  if (!suppressed.includes(address)) throw new ResendError(404, "not_found", "Suppression not found");
  engine.state.mail.suppressed = suppressed.filter((one) => one !== address);
  engine.touch();
  return { status: 200, body: { object: "suppression", id: randomUUID(), deleted: true } };
}

export const resendRoutes: Route[] = [
  route("POST", "/emails", "emails.send", send),
  route("POST", "/emails/batch", "batch.send", sendBatch),
  route("GET", "/emails", "emails.list", list),
  route("DELETE", "/suppressions/:email", "suppressions.remove", removeSuppression),
  route("GET", "/emails/:id", "emails.get", ({ engine, params }) => ({ status: 200, body: view(find(engine, params.id ?? "")) })),
];

/** Every other path and method of the Resend API. */
export function unknownResendRoute(method: string, path: string): Response {
  const error = new ResendError(
    404,
    "not_found",
    `The requested endpoint does not exist (${method} ${path.replace(/^\/resend/, "")}); the sandbox knows emails.send, emails.get, emails.list, batch.send and suppressions.remove.`,
  );
  return new Response(JSON.stringify(error.toJSON()), { status: 404, headers: { "content-type": "application/json; charset=utf-8" } });
}
