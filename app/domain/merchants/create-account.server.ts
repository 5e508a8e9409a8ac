import { createHash } from "node:crypto";
import { db } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount, Store } from "~/generated/prisma/client";
import { createAccount, type NewAccount } from "~/integrations/stripe/onboarding.server";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { afterConnection } from "./after-connection.server";
import { storeConnection } from "./store-connection.server";
import { walletHost } from "./wallet-host";

export type CreateRefusal = "unreachable" | "misconfigured" | "country" | "refused" | "taken";

/**
 * Make a Stripe account for a creator who has none, filled in with what we know, and connect it. One that was made before and
 * never finished is gone on with instead of making a second. A double click is answered with the same account: the
 * idempotency key is made of the store, of how many accounts it has been made, and of what is sent.
 */
export async function createAccountFor(store: Store, creator: { id: string; email: string }): Promise<Result<ConnectedAccount, CreateRefusal>> {
  const made = await db.connectedAccount.findMany({ where: { storeId: store.id, kind: "created", livemode: env.stripe.livemode }, orderBy: { connectedAt: "desc" } });
  const unfinished = made.find((account) => account.status === "connected" && !account.detailsSubmitted);
  if (unfinished) return ok(unfinished);
  const wanted = {
    email: creator.email,
    country: store.country,
    businessName: store.legalName || store.name,
    url: walletHost(env.appUrl) ? `${env.appUrl}/s/${store.slug}` : null,
    productDescription: store.tagline,
    storeId: store.id,
  };
  const key = `account ${store.id} ${made.length} ${createHash("sha256").update(JSON.stringify(wanted)).digest("hex").slice(0, 16)}`;
  const answer = await createOnce({ key, ...wanted });
  if (!answer.ok) return answer;
  const cause: Cause = { cause: "account made at Stripe", causeId: creator.id };
  const stored = await storeConnection(store.id, { stripeAccountId: answer.value, livemode: env.stripe.livemode, kind: "created" }, cause);
  return stored.ok ? ok(await afterConnection(stored.value, cause)) : stored;
}

async function createOnce(input: NewAccount): Promise<Result<string, CreateRefusal>> {
  const first = await createAccount(input);
  // Stripe repeats a stored 500 for a day under the same key; what it may have made then is empty and harms nobody.
  const answer = !first.ok && (first.error.status ?? 0) >= 500 ? await createAccount({ ...input, key: `${input.key} again` }) : first;
  if (answer.ok) return answer;
  log.warn({ storeId: input.storeId, stripe: answer.error }, "Stripe made no account");
  return fail(refusalOf(answer.error.kind, answer.error.detail));
}

function refusalOf(kind: string, detail: string): CreateRefusal {
  if (kind === "unreachable" || kind === "rate_limited" || kind === "in_progress") return "unreachable";
  if (kind === "platform_misconfigured" || /signed up for Connect|platform.profile|review the responsibilities/i.test(detail)) return "misconfigured";
  return /country/i.test(detail) ? "country" : "refused";
}

/**
 * Use an account again that we made for this store and that was disconnected here: Stripe still lets us speak to it, and
 * nobody has to agree to anything. Null: there is none of that id.
 */
export async function restoreCreated(storeId: string, accountId: string, userId: string): Promise<ConnectedAccount | null> {
  const former = await db.connectedAccount.findFirst({ where: { id: accountId, storeId, kind: "created", livemode: env.stripe.livemode } });
  if (!former) return null;
  const cause: Cause = { cause: "used again", causeId: userId };
  const stored = await storeConnection(storeId, { stripeAccountId: former.stripeAccountId, livemode: former.livemode, kind: "created" }, cause);
  return stored.ok ? afterConnection(stored.value, cause) : null;
}
