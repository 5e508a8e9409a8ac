import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requesterOf } from "~/auth/requester.server";
import { activateLicense, deactivateLicense, MAX_INSTANCE_LENGTH, validateLicense, type LicenseAnswer } from "~/domain/downloads/activations.server";
import { takeTry, type Limit } from "~/domain/people/rate-limit.server";
import { MINUTE } from "~/lib/clock";

/**
 * What a creator's software asks about a licence key: docs/licenses.md. JSON in and out, no cookies, from anywhere. Answers
 * say nothing about whose key it is. Known and unknown keys alike are 200: the answer is in `valid` and `status`.
 */
const CALLS: Record<string, (asked: { key: string; instance: string | null }) => Promise<LicenseAnswer> | null> = {
  activate: ({ key, instance }) => (instance === null ? null : activateLicense({ key, instance })),
  deactivate: ({ key, instance }) => (instance === null ? null : deactivateLicense({ key, instance })),
  validate: validateLicense,
};

const MAX_BODY_BYTES = 4_096;
const CALLS_A_KEY: Limit = { name: "license:key", max: 60, windowMs: MINUTE };
/** An office may start many copies from one address. */
const CALLS_AN_ADDRESS: Limit = { name: "license:ip", max: 120, windowMs: MINUTE };

const ASKED = z.object({
  key: z.string().trim().min(1).max(100),
  // Shown to the owner: one line, nothing unseen.
  instance: z.string().trim().min(1).max(MAX_INSTANCE_LENGTH).regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u).nullish(),
});

const CORS = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "POST, OPTIONS", "Access-Control-Allow-Headers": "Content-Type", "Access-Control-Max-Age": "86400", "Cache-Control": "no-store" };

/** A browser's question before the call; anything else has to be a POST. */
export function loader({ request }: LoaderFunctionArgs): Response {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: CORS });
  return problem(405, "method_not_allowed", "Send a POST with a JSON body.", { Allow: "POST, OPTIONS" });
}

export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const call = Object.hasOwn(CALLS, params.call ?? "") ? CALLS[params.call ?? ""] : undefined;
  if (!call) return problem(404, "no_such_call", "There are activate, validate and deactivate.");
  if (request.method !== "POST") return problem(405, "method_not_allowed", "Send a POST with a JSON body.", { Allow: "POST, OPTIONS" });
  const body = await smallBody(request);
  if (body === null) return problem(413, "too_large", "The body may have at most 4 kB.");
  const asked = ASKED.safeParse(readJson(body));
  if (!asked.success) return malformed();
  const { key, instance = null } = asked.data;
  for (const [limit, subject] of [[CALLS_AN_ADDRESS, requesterOf(request).ip], [CALLS_A_KEY, key]] as const) {
    const taken = await takeTry(limit, subject);
    if (!taken.ok) return problem(429, "too_many_requests", "Wait and try again.", { "Retry-After": String(taken.error.retryAfterSeconds) });
  }
  const answer = await call({ key, instance });
  return answer ? Response.json(answer, { headers: CORS }) : malformed();
}

function malformed(): Response {
  return problem(400, "malformed", `Send {"key": "LCTN-…", "instance": "…"}: instance is 1 to ${MAX_INSTANCE_LENGTH} characters, and only validate goes without it.`);
}

function problem(status: number, error: string, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error, message }, { status, headers: { ...CORS, ...headers } });
}

/** The body as text; null when it is larger than any honest one. Never more of it in memory than that; the rest is passed over, so that the answer arrives. */
async function smallBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_BODY_BYTES) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    length += next.value.byteLength;
    if (length <= MAX_BODY_BYTES) parts.push(next.value);
  }
  return length > MAX_BODY_BYTES ? null : Buffer.concat(parts).toString("utf8");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
