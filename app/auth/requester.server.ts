import type { Requester } from "~/domain/people/requester";

/** Set by our own server on every request from the connection (or the trusted proxy), over whatever a client may have sent. */
export const CLIENT_IP_HEADER = "x-client-ip";

/** Who asks, for limits and for the mails that say from where something was done. */
export function requesterOf(request: Request): Requester {
  return { ip: request.headers.get(CLIENT_IP_HEADER) ?? "unknown", userAgent: request.headers.get("User-Agent") };
}
