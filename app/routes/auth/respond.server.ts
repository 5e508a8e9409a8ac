import type { TypedResponse } from "@remix-run/node";
import type { TooMany } from "~/domain/people/rate-limit.server";

/** Data with a status. Pages of this group are about one person: nothing keeps them. */
export function answer<T>(data: T, status = 200, headers: Record<string, string> = {}): TypedResponse<T> {
  return Response.json(data, { status, headers: { "Cache-Control": "no-store", ...headers } });
}

/** 429 with when to come back. */
export function tooMany<T>(data: T, { retryAfterSeconds }: TooMany): TypedResponse<T> {
  return answer(data, 429, { "Retry-After": String(retryAfterSeconds) });
}

/** "a minute", "12 minutes". */
export function waitWords({ retryAfterSeconds }: TooMany): string {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return minutes <= 1 ? "a minute" : `${minutes} minutes`;
}
