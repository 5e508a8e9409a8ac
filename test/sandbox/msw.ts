import { http, type HttpHandler } from "msw";
import type { Sandbox } from "./sandbox";

/** The hosts the SDKs talk to when no base URL is set. */
export const REAL_BASES = ["https://api.stripe.com", "https://connect.stripe.com", "https://api.resend.com"] as const;

/**
 * Handlers that send everything under these bases to the sandbox; give the local base URLs of the environment instead when the app uses those.
 * Anything else is left alone, so that MSW can refuse it (`onUnhandledRequest: 'error'`).
 */
export function mswHandlers(sandbox: Sandbox, bases: readonly string[] = REAL_BASES): HttpHandler[] {
  return bases.map((base) => http.all(`${base.replace(/\/$/, "")}/*`, ({ request }) => sandbox.handle(request)));
}
