import { env } from "~/env.server";
import { sameToken, signedToken } from "~/lib/tokens";

const PURPOSE = "pay-invoice";

/** The address in a mail at which an open invoice of ours is paid, without signing in and without an end: it looks up how things stand. */
export function payUrl(invoiceId: string): string {
  return `${env.appUrl}/pay/${invoiceId}.${signedToken(env.sessionSecret, PURPOSE, invoiceId)}`;
}

/** The same as a path of this site. */
export function payPath(invoiceId: string): string {
  return new URL(payUrl(invoiceId)).pathname;
}

/** The invoice such an address speaks of; null when it is not one of ours. */
export function readPayToken(token: string): string | null {
  const [invoiceId = "", ...rest] = token.split(".");
  return sameToken(rest.join("."), signedToken(env.sessionSecret, PURPOSE, invoiceId)) ? invoiceId : null;
}
