import { createCookie } from "@remix-run/node";
import { randomUUID } from "node:crypto";

/** One sentence that survives one redirect. Not signed: it is only ever shown, escaped, to the browser that holds it. */
export type FlashMessage = { id: string; text: string; tone: "success" | "info" | "danger" };

const MAX_TEXT = 300;
const cookie = createCookie("flash", { path: "/", sameSite: "lax", httpOnly: true, maxAge: 60 });

/** Adds the message to a redirect's headers: `await flash(headers, "Saved.")`, then `redirect(to, { headers })`. */
export async function flash(
  headers: Headers,
  message: string | { text: string; tone?: FlashMessage["tone"] },
): Promise<Headers> {
  const { text, tone = "success" } = typeof message === "string" ? { text: message } : message;
  headers.append("Set-Cookie", await cookie.serialize({ id: randomUUID(), text: text.slice(0, MAX_TEXT), tone }));
  return headers;
}

/** The message this request carries, and the Set-Cookie header that clears it (null when there is none to clear). */
export async function readFlash(request: Request): Promise<{ message: FlashMessage | null; clear: string | null }> {
  const value: unknown = await cookie.parse(request.headers.get("Cookie"));
  if (value === null || value === undefined) return { message: null, clear: null };
  return { message: isMessage(value) ? value : null, clear: await cookie.serialize("", { maxAge: 0 }) };
}

function isMessage(value: unknown): value is FlashMessage {
  if (typeof value !== "object" || value === null) return false;
  const { id, text, tone } = value as Record<string, unknown>;
  return typeof id === "string" && typeof text === "string" && text.length <= MAX_TEXT && (tone === "success" || tone === "info" || tone === "danger");
}
