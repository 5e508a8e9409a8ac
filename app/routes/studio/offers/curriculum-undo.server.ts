import { createCookie, type Cookie } from "@remix-run/node";
import { z } from "zod";
import type { Undo } from "./curriculum-view";

/** Browsers take 4 kB; what does not fit has no undo without JavaScript. */
const MAX_LENGTH = 2_500;
const undoSchema = z.object({ said: z.string().max(400), fields: z.record(z.string().max(40), z.string().max(MAX_LENGTH)) });

/** Not signed: it is a form that this browser alone could have sent as well, checked like any other when it is sent. */
function cookieOf(offerId: string): Cookie {
  return createCookie("curriculum-undo", { path: `/studio/offers/${offerId}/curriculum`, sameSite: "lax", httpOnly: true, maxAge: 600 });
}

/** The Set-Cookie header with the way to take the last change back, for pages without JavaScript. Null: there is none (any more). */
export async function undoCookie(offerId: string, undo: Undo | null): Promise<string> {
  const fits = undo !== null && JSON.stringify(undo).length <= MAX_LENGTH;
  return fits ? cookieOf(offerId).serialize(undo) : cookieOf(offerId).serialize("", { maxAge: 0 });
}

export async function readUndo(request: Request, offerId: string): Promise<Undo | null> {
  const kept = undoSchema.safeParse(await cookieOf(offerId).parse(request.headers.get("Cookie")));
  return kept.success ? kept.data : null;
}
