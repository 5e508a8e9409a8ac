import type { Viewer } from "~/auth/guards.server";
import { accountOf } from "~/domain/people/profile.server";
import type { TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import { checkPassword } from "~/domain/sign-in/sign-in.server";
import { later, MINUTE, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";

/** A session as young as this was begun by the person who is asking now. */
const FRESH_MS = 15 * MINUTE;

/** What a person has to show before something that a borrowed browser must not do: a password, or to have just signed in. */
export async function proofNeeded(viewer: Viewer): Promise<"password" | "nothing" | "fresh_sign_in"> {
  if ((await accountOf(viewer.id)).hasPassword) return "password";
  return viewer.signedInAt > later(-FRESH_MS, now()) ? "nothing" : "fresh_sign_in";
}

/** Whether it was shown. Wrong passwords count as sign-in tries. */
export async function proveIt(viewer: Viewer, password: string, requester: Requester): Promise<Result<undefined, "wrong" | "fresh_sign_in" | TooMany>> {
  const needed = await proofNeeded(viewer);
  if (needed === "nothing") return ok();
  if (needed === "fresh_sign_in") return fail("fresh_sign_in");
  const checked = await checkPassword({ email: viewer.email, password, requester });
  return checked.ok ? ok() : fail(checked.error);
}
