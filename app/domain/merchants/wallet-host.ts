/**
 * The host name of a site's address as wallets want it registered; null where Stripe refuses it: an IP address, a name without
 * a dot (localhost) and names that are reserved for one's own machine. Apple Pay wants https as well.
 */
export function walletHost(appUrl: string): string | null {
  const { protocol, hostname } = new URL(appUrl);
  if (protocol !== "https:" || !hostname.includes(".") || hostname.startsWith("[")) return null;
  if (/^[\d.]+$/.test(hostname) || /\.(localhost|local|internal|test|invalid)$/.test(hostname)) return null;
  return hostname;
}
