import { ok, type Result } from "~/lib/result";
import { stripeClient } from "./client.server";
import { attempt, type StripeFailure } from "./errors.server";

export interface NewAccount {
  /** Idempotency key: the same one answers with the same account for a day. */
  key: string;
  email: string;
  /** Upper-case ISO 3166-1 alpha-2; it can never be changed afterwards. */
  country: string;
  businessName: string;
  /** Public https address, or null: Stripe refuses any other. */
  url: string | null;
  productDescription: string;
  /** Ours, to find the account by in Stripe's Dashboard. */
  storeId: string;
}

/**
 * Make a Stripe account for a creator who has none. These four settings are what used to be called Standard: the account is
 * the creator's own, with the whole Dashboard, its own fees and its own risk, and Stripe asks for what it needs.
 * https://docs.stripe.com/connect/migrate-to-controller-properties
 * @returns its `acct_…`
 */
export async function createAccount({ key, email, country, businessName, url, productDescription, storeId }: NewAccount): Promise<Result<string, StripeFailure>> {
  const made = await attempt(() =>
    stripeClient().accounts.create(
      {
        controller: { stripe_dashboard: { type: "full" }, fees: { payer: "account" }, losses: { payments: "stripe" }, requirement_collection: "stripe" },
        email,
        country,
        business_profile: { name: businessName, ...(url ? { url } : {}), ...(productDescription ? { product_description: productDescription } : {}) },
        metadata: { store_id: storeId },
      },
      { idempotencyKey: key },
    ),
  );
  return made.ok ? ok(made.value.id) : made;
}

/**
 * A fresh address of Stripe's own forms for an account we made. It works once and for minutes, so it is never kept.
 * It asks for everything at once, also for what Stripe has announced for later: who has been through it is not sent again.
 * https://docs.stripe.com/api/account_links/create
 * @param back where Stripe sends the creator: `return_url` says nothing about how far they came; `refresh_url` when the link was stale
 */
export async function createAccountLink(stripeAccountId: string, back: { returnUrl: string; refreshUrl: string }): Promise<Result<string, StripeFailure>> {
  const made = await attempt(() =>
    stripeClient().accountLinks.create({
      account: stripeAccountId,
      type: "account_onboarding",
      return_url: back.returnUrl,
      refresh_url: back.refreshUrl,
      collection_options: { fields: "eventually_due", future_requirements: "include" },
    }),
  );
  return made.ok ? ok(made.value.url) : made;
}
