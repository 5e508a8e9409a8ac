import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { fail, ok, type Result } from "./result";

/** Addresses that lead back into a network of one's own, or nowhere: never called on behalf of somebody who typed a name. */
const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24],
  ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4],
] as const) inside.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 128], ["::1", 128], ["64:ff9b::", 96], ["64:ff9b:1::", 48], ["100::", 64], ["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["fc00::", 7], ["fe80::", 10], ["ff00::", 8],
] as const) inside.addSubnet(net, bits, "ipv6");

/** Whether an IP address is one of the public internet. An IPv4 address in IPv6 clothes counts as what it is. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const family = isIP(plain);
  if (family === 0) return false;
  // ::ffff:0:0/96 written in hex is an IPv4 address as well; nobody has to write it so.
  if (family === 6 && /^(::|0*:0*:0*:0*:0*:)ffff:/i.test(plain)) return false;
  return !inside.check(plain, family === 4 ? "ipv4" : "ipv6");
}

/**
 * Look a host name up once and answer an address to connect to. Connect to that address and not to the name: asked a second time,
 * the name may lead elsewhere. `inside`: the name leads (also) into a private network.
 */
export async function publicAddressOf(host: string): Promise<Result<string, "unknown" | "inside">> {
  let found: { address: string }[];
  try {
    found = await lookup(host, { all: true, verbatim: true });
  } catch {
    return fail("unknown");
  }
  const [first] = found;
  if (!first) return fail("unknown");
  return found.every(({ address }) => isPublicAddress(address)) ? ok(first.address) : fail("inside");
}
