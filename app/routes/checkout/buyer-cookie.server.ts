import { createCookie } from "@remix-run/node";
import { BUYER_MEMORY } from "~/domain/checkout/checkout-session";
import { env } from "~/env.server";
import { SECOND } from "~/lib/clock";
import { newToken } from "~/lib/tokens";

/** Which browser began an order. A random token; the order keeps its SHA-256, so the database opens no order page. */
const cookie = createCookie("buyer", {
  path: "/",
  httpOnly: true,
  sameSite: "lax",
  secure: env.appUrl.startsWith("https:"),
  maxAge: BUYER_MEMORY / SECOND,
});

const TOKEN = /^[\w-]{43}$/;

/** The token of this browser, or null when it has none (or something that is not one). */
export async function readBuyerKey(request: Request): Promise<string | null> {
  const value: unknown = await cookie.parse(request.headers.get("Cookie")).catch(() => null);
  return typeof value === "string" && TOKEN.test(value) ? value : null;
}

/** The token of this browser, made now if need be, with headers that keep it for another month. */
export async function ensureBuyerKey(request: Request): Promise<{ buyerKey: string; headers: Headers }> {
  const buyerKey = (await readBuyerKey(request)) ?? newToken();
  return { buyerKey, headers: new Headers({ "Set-Cookie": await cookie.serialize(buyerKey) }) };
}

/** A Set-Cookie that forgets this browser's orders: on a shared machine signing out must close them too. */
export function forgetBuyer(): Promise<string> {
  return cookie.serialize("", { maxAge: 0 });
}
