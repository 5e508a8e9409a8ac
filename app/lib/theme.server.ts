import { createCookie } from "@remix-run/node";

/** null: as the reader's system has it. */
export type Theme = "light" | "dark";

const cookie = createCookie("theme", { path: "/", sameSite: "lax", httpOnly: true, maxAge: 60 * 60 * 24 * 365 });

/** The reader's explicit choice, or null. Anything unexpected in the cookie counts as no choice. */
export async function readTheme(request: Request): Promise<Theme | null> {
  const value: unknown = await cookie.parse(request.headers.get("Cookie"));
  return value === "light" || value === "dark" ? value : null;
}

/** The Set-Cookie header for a choice; null forgets it. */
export async function themeHeader(theme: Theme | null): Promise<string> {
  return theme ? cookie.serialize(theme) : cookie.serialize("", { maxAge: 0 });
}
