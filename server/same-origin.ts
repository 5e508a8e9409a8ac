import type { RequestHandler } from "express";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);
/** Asked by software and mailboxes anywhere, by a key of its own: reads no cookie, so nobody's session can be used from elsewhere. */
const OPEN_TO_ALL = /^\/(api\/licenses\/(activate|validate|deactivate)|mail\/stop\/[\w.-]+)$/;

/**
 * Every mutation must come from our own pages. Remix checks some of them; this stands before it and lets nothing through:
 * not `?_data=`, not resource routes. Browsers say where a request comes from in Sec-Fetch-Site; those that do not are
 * asked for an Origin. Who says neither is refused.
 */
export function sameOriginOnly(appUrl: string): RequestHandler {
  const own = new URL(appUrl).origin;
  return (request, response, next) => {
    if (READS.has(request.method) || (OPEN_TO_ALL.test(request.path) && !request.url.includes("?"))) return next();
    const site = request.headers["sec-fetch-site"];
    const allowed = site === undefined ? request.headers.origin === own : site === "same-origin";
    if (allowed) return next();
    response.status(403).type("text/plain").send("This request did not come from this site, so it was not carried out. Open the page here and try again.\n");
  };
}
