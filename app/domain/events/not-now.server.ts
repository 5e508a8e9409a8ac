import { KEY_UNREADABLE } from "~/domain/merchants/account-facts";
import { notePermissionMissing } from "~/domain/merchants/key-history.server";
import { noteRefusedSale, syncAccount } from "~/domain/merchants/sync-account.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { OnHold, RetryLater, type StoredEvent } from "./event";

/** Why an account cannot be asked until somebody mends its connection. */
export const CANNOT_ASK = {
  access_lost: "Stripe has ended the connection to this account.",
  permission_missing: "The account's own key may not read this; its card in the settings says which right to add.",
  key_unreadable: "The account's own key cannot be read any more; give it again in the settings.",
} as const satisfies Partial<Record<StripeFailure["kind"], string>>;

/**
 * What becomes of an event when Stripe could not be asked, for the handler to throw: it is tried again, or it is on hold until the
 * account's connection is mended, which is noted here so that the creator sees it and mending it takes the event up (`takeUpEvents`).
 * @param what was to be read, as the subject of a sentence
 */
export async function notNow({ id, type, stripeAccountId }: StoredEvent, { kind, permission }: StripeFailure, what: string): Promise<RetryLater | OnHold> {
  const again = new RetryLater(`${what} could not be read from Stripe (${kind}).`);
  if (stripeAccountId === null) return again;
  const cause = { cause: type, causeId: id };
  switch (kind) {
    case "access_lost": {
      // Refused for another reason: it can be read all the same.
      const { outcome } = await syncAccount(stripeAccountId, cause);
      return outcome === "disconnected" || outcome === "unknown" ? new OnHold(CANNOT_ASK[kind]) : again;
    }
    case "permission_missing":
      return (await notePermissionMissing(stripeAccountId, permission ?? null)) ? new OnHold(CANNOT_ASK[kind]) : again;
    case "key_unreadable":
      await noteRefusedSale(stripeAccountId, KEY_UNREADABLE, cause);
      return new OnHold(CANNOT_ASK[kind]);
    default:
      return again;
  }
}
