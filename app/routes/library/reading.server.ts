import { createCookie } from "@remix-run/node";
import { readReading, type Reading } from "~/components/player/reading";

/** Not signed: it only ever says how large somebody likes their letters. */
const cookie = createCookie("reading", { path: "/library", sameSite: "lax", httpOnly: true, maxAge: 365 * 24 * 3600 });

export async function readingOf(request: Request): Promise<Reading> {
  return readReading(await cookie.parse(request.headers.get("Cookie")));
}

export function readingCookie(reading: Reading): Promise<string> {
  return cookie.serialize(reading);
}
