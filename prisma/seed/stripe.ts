import { beginConnect } from "~/domain/merchants/begin-connect.server";
import { finishConnect } from "~/domain/merchants/finish-connect.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import type { Store, User } from "~/generated/prisma/client";
import { hashToken } from "~/lib/tokens";
import type { DemoStore } from "./content/types";
import { inSandbox } from "./sandbox-control";
import { must, seedCause } from "./stores";
import { daysAgo } from "./time";

/** Connect a store as a creator would: to Stripe's consent page and back. */
export async function connectStripe(owner: User, store: Store, demo: DemoStore): Promise<string> {
  await inSandbox("accounts", "createUser", { email: owner.email, password: "sandbox", name: owner.name, accounts: [] });
  const { account } = await inSandbox("accounts", "create", {
    email: owner.email, country: demo.country, currency: demo.currency, businessName: demo.legalName, url: `${env.appUrl}/s/${demo.slug}`, owner: owner.email,
  });
  const traveller = { userId: owner.id, sessionId: hashToken("the demo seed") };
  const consent = new URL(await beginConnect(store, { ...traveller, email: owner.email, name: owner.name }, null));
  const { code } = await inSandbox("oauth", "authorize", { account: account.id, redirectUri: consent.searchParams.get("redirect_uri") ?? "", state: consent.searchParams.get("state") });
  must(await finishConnect({ state: consent.searchParams.get("state"), code, error: null }, { ...traveller, storeId: store.id }));
  return account.id;
}

/** Accounts for whoever tries the consent page: one that can be picked by the creator who is not connected yet, one that another platform holds. */
export async function offerAccounts(owner: User, demo: DemoStore): Promise<void> {
  await inSandbox("accounts", "createUser", { email: owner.email, password: "sandbox", name: owner.name, accounts: [] });
  const common = { email: owner.email, country: demo.country, currency: demo.currency, owner: owner.email };
  await inSandbox("accounts", "create", { ...common, businessName: demo.legalName });
  await inSandbox("accounts", "create", { ...common, businessName: `${demo.name} on another platform`, heldByAnotherPlatform: true });
}

/** Stripe could not read the creator's document and has stopped charges. */
export async function askForDocument(stripeAccountId: string): Promise<void> {
  await inSandbox("accounts", "setRequirements", {
    account: stripeAccountId,
    requirements: {
      past_due: ["individual.verification.document"],
      currently_due: ["individual.verification.document", "business_profile.support_phone"],
      errors: [{ code: "verification_document_not_readable", reason: "The image of the document could not be read. Upload a sharper one.", requirement: "individual.verification.document" }],
      current_deadline: Math.floor(daysAgo(2) / 1000),
      disabled_reason: "requirements.past_due",
    },
  });
  await syncAccount(stripeAccountId, seedCause);
}
