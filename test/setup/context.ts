import type { AppLoadContext } from "@remix-run/node";

/** What Express hands to every loader and action. */
export const context: AppLoadContext = { nonce: "test", requestId: "test" };
