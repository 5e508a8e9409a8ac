import { describeAccount } from "~/domain/merchants/account-order.server";
import { beginConnect } from "~/domain/merchants/begin-connect.server";
import { finishConnect } from "~/domain/merchants/finish-connect.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import type { ConnectedAccount, Store, User } from "~/generated/prisma/client";
import { DAY } from "~/lib/clock";
import { hashToken } from "~/lib/tokens";
import type { DemoStore } from "./content/types";
import { inSandbox } from "./sandbox-control";
import { must, seedCause } from "./stores";
import { daysAgo, standAt } from "./time";

/** Connect a store as a creator would: to Stripe's consent page and back. */
export async function connectStripe(owner: User, store: Store, demo: DemoStore): Promise<string> {
  await inSandbox("accounts", "createUser", { email: owner.email, password: "sandbox", name: owner.name, accounts: [] });
  return (await consentTo(owner, store, demo, demo.legalName)).stripeAccountId;
}

/** A second account of the same creator behind the first one, with a name and a note of their own. */
export async function connectBackup(owner: User, store: Store, demo: DemoStore): Promise<void> {
  const account = await consentTo(owner, store, demo, `${demo.legalName}, workshops`);
  must(await describeAccount(store.id, account.id, { label: "Workshop till", notes: "Pays into the savings bank. Only sells when the main account cannot." }));
}

async function consentTo(owner: User, store: Store, demo: DemoStore, businessName: string): Promise<ConnectedAccount> {
  const { account } = await inSandbox("accounts", "create", {
    email: owner.email, country: demo.country, currency: demo.currency, businessName, url: `${env.appUrl}/s/${demo.slug}`, owner: owner.email,
  });
  const traveller = { userId: owner.id, sessionId: hashToken("the demo seed") };
  const consent = new URL(await beginConnect(store, { ...traveller, email: owner.email, name: owner.name }, null));
  const { code } = await inSandbox("oauth", "authorize", { account: account.id, redirectUri: consent.searchParams.get("redirect_uri") ?? "", state: consent.searchParams.get("state") });
  return must(await finishConnect({ state: consent.searchParams.get("state"), code, error: null }, { ...traveller, storeId: store.id })).account;
}

/** Accounts for whoever tries the consent page: one that can be picked by the creator who is not connected yet, one that another platform holds. */
export async function offerAccounts(owner: User, demo: DemoStore): Promise<void> {
  await inSandbox("accounts", "createUser", { email: owner.email, password: "sandbox", name: owner.name, accounts: [] });
  const common = { email: owner.email, country: demo.country, currency: demo.currency, owner: owner.email };
  await inSandbox("accounts", "create", { ...common, businessName: demo.legalName });
  await inSandbox("accounts", "create", { ...common, businessName: `${demo.name} on another platform`, heldByAnotherPlatform: true });
}

/** What Stripe asks of a company with two people: one's document could not be read and has stopped charges, the other's, whose name Stripe keeps to itself, has a deadline. */
export async function askForDocuments(stripeAccountId: string, owner: User): Promise<void> {
  const [first = owner.name, ...rest] = owner.name.split(" ");
  const account = stripeAccountId;
  const creator = await inSandbox("accounts", "addPerson", { account, first_name: first, last_name: rest.join(" "), email: owner.email, roles: ["representative", "owner"], title: "Founder" });
  const director = await inSandbox("accounts", "addPerson", { account, first_name: "Rosalind", last_name: "Keane", roles: ["director"], hidden: true });
  const photo = `${creator.id}.verification.document`;
  await inSandbox("accounts", "setRequirements", {
    account,
    requirements: {
      past_due: [photo],
      currently_due: [photo, `${director.id}.verification.document`, "business_profile.support_phone"],
      errors: [{ code: "verification_document_not_readable", reason: "The image of the document could not be read. Upload a sharper one.", requirement: photo }],
      current_deadline: Math.floor((Date.now() + 9 * DAY) / 1000),
      disabled_reason: "requirements.past_due",
    },
  });
  await syncAccount(stripeAccountId, seedCause);
}

/** All that is available goes to the bank; it arrives two days later. */
export async function payOut(stripeAccountId: string): Promise<void> {
  await inSandbox("payouts", "create", { account: stripeAccountId });
}

/** The bank had a bad day and sent a payout back; the bank account itself is fine. */
export async function payoutComesBack(stripeAccountId: string): Promise<void> {
  const payout = await inSandbox("payouts", "create", { account: stripeAccountId });
  await standAt(daysAgo(3));
  await inSandbox("payouts", "fail", { payout: payout.id, code: "could_not_process" });
}
