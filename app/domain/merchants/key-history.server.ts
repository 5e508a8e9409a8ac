import { db } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { wake } from "~/jobs/queue.server";
import { takeUpEvents } from "./events-on-hold.server";
import { permissionInWords } from "./restricted-key";

/** What has been seen of an account's own key, newest last; the subject is the account. */
type KeyState = "in_use" | "permission_missing";

function newest(accountId: string) {
  return db.transition.findFirst({ where: { subjectType: "key", subjectId: accountId }, orderBy: [{ at: "desc" }, { id: "desc" }] });
}

function note(accountId: string, to: KeyState, from: string | null, cause: Cause): Promise<void> {
  return db.$transaction((tx) => recordTransition(tx, { subjectType: "key", subjectId: accountId, from, to, ...cause }));
}

/** A key was stored, the first or a new one; it has every right. */
export function noteKeyStored(accountId: string, cause: Cause): Promise<void> {
  return note(accountId, "in_use", null, cause);
}

/** Stripe refused something because the account's own key lacks a right: keep which, so that the creator can be told. Answers whether it has such a key. */
export async function notePermissionMissing(stripeAccountId: string, stripeName: string | null): Promise<boolean> {
  const account = await db.connectedAccount.findFirst({ where: { stripeAccountId, status: "connected", kind: "restricted_key" }, select: { id: true } });
  if (!account) return false;
  const last = await newest(account.id);
  if (last?.toState !== "permission_missing" || last.cause !== (stripeName ?? "")) await note(account.id, "permission_missing", "in_use", { cause: stripeName ?? "" });
  return true;
}

/** Every right of the key is there (again); events that waited for one are taken up. */
export async function notePermissionsComplete(accountId: string, cause: Cause): Promise<void> {
  if ((await newest(accountId))?.toState !== "permission_missing") return;
  await db.$transaction(async (tx) => {
    await recordTransition(tx, { subjectType: "key", subjectId: accountId, from: "permission_missing", to: "in_use", ...cause });
    const account = await tx.connectedAccount.findUnique({ where: { id: accountId }, select: { stripeAccountId: true } });
    if (account) await takeUpEvents(tx, account.stripeAccountId);
  });
  wake("stripe-event");
}

/** When the key was given (UTC), and the right that was last seen to be missing, in words; null: none that we know of. */
export async function keyHistory(accountId: string): Promise<{ givenAt: Date | null; missing: string | null }> {
  const [last, given] = await Promise.all([
    newest(accountId),
    db.transition.findFirst({ where: { subjectType: "key", subjectId: accountId, toState: "in_use", fromState: null }, orderBy: [{ at: "desc" }, { id: "desc" }] }),
  ]);
  return { givenAt: given?.at ?? null, missing: last?.toState === "permission_missing" ? permissionInWords(last.cause) : null };
}
