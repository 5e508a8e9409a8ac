import { markDisconnected } from "~/domain/merchants/disconnect-account.server";
import { notePermissionMissing } from "~/domain/merchants/key-history.server";
import { noteRefusedSale, syncAccount } from "~/domain/merchants/sync-account.server";
import type { Cause } from "~/domain/transitions.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { log } from "~/log.server";

/**
 * Stripe refused a sale because of the creator's account: read the account again now, so that the next buyer is told before
 * the click and the creator sees why. If Stripe says of the account that all is well, the refusal itself is noted, until the
 * account is read again. The buyer's answer does not wait on whether this works.
 */
export async function noteAccountFailure(stripeAccountId: string, failure: StripeFailure, cause: Cause): Promise<void> {
  try {
    if (failure.kind === "permission_missing") await notePermissionMissing(stripeAccountId, failure.permission ?? null);
    if (failure.kind === "access_lost") return void (await markDisconnected(stripeAccountId, cause));
    const read = await syncAccount(stripeAccountId, cause);
    if (read.outcome === "stored" && !read.account.chargesEnabled) return;
    if (failure.kind === "account_cannot_charge") await noteRefusedSale(stripeAccountId, "refused", cause);
    if (failure.kind === "permission_missing") await noteRefusedSale(stripeAccountId, failure.permission ?? "rak_", cause);
  } catch (error) {
    log.error({ err: error, stripeAccountId }, "could not read an account again after it refused a sale");
  }
}
