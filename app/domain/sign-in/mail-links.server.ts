import { db } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import { createEmailToken, TOKEN_LIFE } from "~/domain/people/email-tokens.server";
import { takeMailTry, type TooMany } from "~/domain/people/rate-limit.server";
import { describeDevice, type Requester } from "~/domain/people/requester";
import type { Store } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { normaliseEmail } from "~/lib/email";
import { ok, type Result } from "~/lib/result";

export interface LinkWanted {
  email: string;
  /** Local path to land on, already checked with lib/urls.localPath. */
  returnTo: string | null;
  requester: Requester;
  /** The store the person is at, so that the mail looks like it. */
  store?: Store | null;
}

/**
 * Mail a link that lets its reader in: a sign-in link to a known address, a link to open an account to an unknown one.
 * The caller learns nothing of which it was, and neither the answer nor the work done tells.
 */
export async function mailWayIn({ email: typed, returnTo, requester, store }: LinkWanted): Promise<Result<undefined, TooMany>> {
  const email = normaliseEmail(typed);
  const allowed = await takeMailTry(email, requester.ip);
  if (!allowed.ok) return allowed;
  await db.$transaction(async (tx) => {
    const person = await tx.user.findUnique({ where: { email }, select: { id: true } });
    const purpose = person ? "sign_in" : "verify_email";
    const tokenId = await createEmailToken(tx, { purpose, email, returnTo });
    const common = { to: email, subjectKey: tokenId, link: { tokenId, purpose } as const, ...(store ? { storeId: store.id } : {}), cause: { cause: "asked for on the sign-in page" } };
    const face = store ? { store: storeFace(store) } : {};
    if (person) await queueEmail(tx, { kind: "sign-in-link", ...common, props: { ...face, email, ...words("sign_in", requester) } });
    else await queueEmail(tx, { kind: "verify-email", ...common, props: { ...face, email, validFor: TOKEN_LIFE[purpose].words } });
  });
  wake("send-email");
  return ok();
}

/** Mail a link to choose a new password; an unknown address gets no mail, and the same answer. */
export async function mailPasswordReset({ email: typed, returnTo, requester }: LinkWanted): Promise<Result<undefined, TooMany>> {
  const email = normaliseEmail(typed);
  const allowed = await takeMailTry(email, requester.ip);
  if (!allowed.ok) return allowed;
  const started = performance.now();
  const person = await db.user.findUnique({ where: { email }, select: { id: true } });
  if (person) {
    await db.$transaction(async (tx) => {
      const tokenId = await createEmailToken(tx, { purpose: "reset_password", email, returnTo });
      await queueEmail(tx, {
        kind: "reset-password",
        to: email,
        subjectKey: tokenId,
        link: { tokenId, purpose: "reset_password" },
        props: { email, ...words("reset_password", requester) },
        cause: { cause: "a new password was asked for", causeId: person.id },
      });
    });
    wake("send-email");
  }
  await until(started + EVEN_MS);
  return ok();
}

/** Longer than the writes take, so that the time of the answer does not tell whether there were any. */
const EVEN_MS = 150;

function until(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}

function words(purpose: "sign_in" | "reset_password", requester: Requester) {
  return { validFor: TOKEN_LIFE[purpose].words, requestedFrom: describeDevice(requester.userAgent), requestedAt: formatMoment(now()) };
}
