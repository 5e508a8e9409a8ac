import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { z } from "zod";
import type { Viewer } from "~/auth/guards.server";
import { askToChangeEmail, askToMerge } from "~/domain/personal-data/address-link.server";
import type { TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import { normaliseEmail } from "~/lib/email";
import { emailField } from "../auth/fields";
import { waitWords } from "../auth/respond.server";
import { proveIt } from "./prove-it.server";

export const addressSchema = z.object({ email: emailField, password: z.string().max(1000, "That is too long to be your password.").optional() });
export const mergeSchema = z.object({ email: emailField });

export type AddressAnswer = { sentTo: string } | { result: SubmissionResult; tooMany?: TooMany };

/** "Change my address": proved to be the person, then a link goes to the new address. */
export async function wantAddress(viewer: Viewer, form: FormData, requester: Requester): Promise<AddressAnswer> {
  const submission = parseWithZod(form, { schema: addressSchema });
  const hideFields = ["password" as const];
  if (submission.status !== "success") return { result: submission.reply({ hideFields }) };
  const { email, password } = submission.value;
  if (normaliseEmail(email) === viewer.email) return { result: submission.reply({ hideFields, fieldErrors: { email: ["That is your address already."] } }) };
  const proved = await proveIt(viewer, password ?? "", requester);
  if (!proved.ok) {
    if (proved.error === "wrong") return { result: submission.reply({ hideFields, fieldErrors: { password: ["That is not your present password."] } }) };
    if (proved.error === "fresh_sign_in") return { result: submission.reply({ formErrors: ["You signed in a while ago. Have a sign-in link mailed to you first, so that we know it is you."] }) };
    return { result: submission.reply({ hideFields, formErrors: [`That was tried too often. Wait ${waitWords(proved.error)} and try again.`] }), tooMany: proved.error };
  }
  const asked = await askToChangeEmail({ userId: viewer.id, email, requester });
  if (asked.ok) return { sentTo: normaliseEmail(email) };
  if (asked.error === "same") return { result: submission.reply({ hideFields, fieldErrors: { email: ["That is your address already."] } }) };
  return { result: submission.reply({ hideFields, formErrors: [`Several mails were sent already. Try again in ${waitWords(asked.error)}.`] }), tooMany: asked.error };
}

/** "I bought something under another address": a link goes there. */
export async function wantMerge(viewer: Viewer, form: FormData, requester: Requester): Promise<AddressAnswer> {
  const submission = parseWithZod(form, { schema: mergeSchema });
  if (submission.status !== "success") return { result: submission.reply() };
  const { email } = submission.value;
  const asked = await askToMerge({ userId: viewer.id, email, requester });
  if (asked.ok) return { sentTo: normaliseEmail(email) };
  if (asked.error === "unproved") return { result: submission.reply({ formErrors: [`First show that ${viewer.email} is yours: sign out, have a sign-in link mailed to it, and open the link. Then bring the purchases in.`] }) };
  if (asked.error === "same") return { result: submission.reply({ fieldErrors: { email: ["That is the address you are signed in with: what was bought under it is in your library already."] } }) };
  return { result: submission.reply({ formErrors: [`Several mails were sent already. Try again in ${waitWords(asked.error)}.`] }), tooMany: asked.error };
}
