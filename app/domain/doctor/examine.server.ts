import { handlers } from "~/domain/events/handlers.server";
import { lastRefusal } from "~/domain/events/refusals";
import { accessOf } from "~/domain/merchants/account-access.server";
import { accountName } from "~/domain/merchants/account-name";
import { placeUrl } from "~/domain/merchants/dashboard-url.server";
import { explainRequirements } from "~/domain/merchants/explain-requirements";
import { ownEndpointUrl } from "~/domain/merchants/own-endpoint.server";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { ALL_PERMISSION_WORDS, permissionInWords } from "~/domain/merchants/restricted-key";
import { summarise } from "~/domain/merchants/summarise";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { walletHost } from "~/domain/merchants/wallet-host";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { hasOwnKey, type AccountAccess } from "~/integrations/stripe/account-call.server";
import { stripeClockSkew } from "~/integrations/stripe/clock-skew.server";
import { readWalletDomain } from "~/integrations/stripe/payment-domains.server";
import { readPaymentMethods } from "~/integrations/stripe/payment-methods.server";
import { askAsPlatform, listPlatformEndpoints, oauthRedirectUri, platformEndpointUrl, probeAuthorize, STRIPE_API_VERSION } from "~/integrations/stripe/platform-health.server";
import { probeKey } from "~/integrations/stripe/restricted-key.server";
import { readOwnEndpoint } from "~/integrations/stripe/webhook-endpoints.server";
import { queueState } from "~/jobs/queue.server";
import { now, SECOND } from "~/lib/clock";
import { fail, ok } from "~/lib/result";
import { log } from "~/log.server";
import type { AccountFindings, Checked, EndpointFacts, Facts } from "./facts";
import { inboxOf, type Inbox } from "./inbox.server";
import { keyFacts } from "./platform-lines";

/** A person waits for the page: what has not answered by then is told as not checked. */
const PATIENCE_MS = 5 * SECOND;

/**
 * Look at everything the connection to Stripe hangs on, as of now: this site's settings, what Stripe says of them, and the
 * store's own accounts, which are read anew. All at once; one that fails or is slow is a fact of its own and stops no other.
 */
export async function examine(storeId: string): Promise<Facts> {
  const begun = now();
  const rows = await connectedAccounts(storeId);
  const [call, authorize, registered, queues, inbox, accounts] = await Promise.all([
    check("platform", askAsPlatform),
    check("consent page", probeAuthorize),
    check("endpoints", listPlatformEndpoints),
    queueState(),
    inboxOf(rows.map((row) => row.stripeAccountId)),
    Promise.all(rows.map(examineAccount)),
  ]);
  const skew = stripeClockSkew();
  return {
    at: now(),
    appUrl: env.appUrl,
    livemode: env.stripe.livemode,
    platform: {
      secretKey: keyFacts(env.stripe.secretKey),
      publishableKey: keyFacts(env.stripe.publishableKey),
      clientId: env.stripe.clientId,
      redirectUri: oauthRedirectUri(),
      call,
      authorize,
      clockSkewSeconds: skew && skew.at >= begun ? skew.seconds : null,
    },
    messages: {
      registered,
      account: endpointFacts("account", env.stripe.accountWebhookSecret, inbox),
      connect: endpointFacts("connect", env.stripe.connectWebhookSecret, inbox),
      types: [...handlers.keys()],
      apiVersion: STRIPE_API_VERSION,
      foundLate: inbox.foundLate,
      failing: inbox.failing,
      dead: inbox.dead,
      waiting: queues.reduce((sum, queue) => sum + queue.waiting, 0),
      oldestWaitingSeconds: Math.max(0, ...queues.map((queue) => queue.oldestSeconds)),
    },
    accounts: accounts.map((account) => ({ ...account, lastEventAt: inbox.lastOfAccount.get(account.stripeAccountId) ?? null })),
  };
}

function endpointFacts(which: "account" | "connect", secret: string, inbox: Inbox): EndpointFacts {
  const last = inbox[which];
  return { url: platformEndpointUrl(which), secretSet: secret !== "", lastEventAt: last?.at ?? null, lastApiVersion: last?.apiVersion ?? null, lastRefusal: lastRefusal(which) };
}

async function examineAccount(row: ConnectedAccount): Promise<AccountFindings> {
  const access = accessOf(row);
  const host = walletHost(env.appUrl);
  const [read, methods, domain, endpoint, missingPermissions] = await Promise.all([
    check("account", () => readAnew(row)),
    check("payment methods", () => readPaymentMethods(access)),
    check("wallets", async () => (host ? readWalletDomain(access, host) : ok(null))),
    check("own endpoint", () => ownEndpoint(row, access)),
    check("permissions", () => lacking(access)),
  ]);
  const known = read.ok ? read.value : row;
  return {
    id: row.id,
    name: accountName(known),
    stripeAccountId: row.stripeAccountId,
    isPrimary: row.isPrimary,
    connectedAt: row.connectedAt,
    ownKey: row.apiKeyEncrypted !== null,
    apiKeyHint: row.apiKeyHint,
    keyUnreadable: access.unreadable === true,
    reached: read.ok ? ok() : read,
    standing: known.syncedAt
      ? { chargesEnabled: known.chargesEnabled, payoutsEnabled: known.payoutsEnabled, summary: summarise(known, explainRequirements(known, now())), readAt: known.syncedAt }
      : null,
    methods,
    walletHost: host,
    domain,
    lastEventAt: null,
    eventsReadTo: known.eventsReadTo,
    endpoint,
    endpointUrl: ownEndpointUrl(row.id),
    missingPermissions,
    methodsUrl: placeUrl(row, "payment_methods"),
  };
}

async function readAnew(row: ConnectedAccount): Promise<Checked<ConnectedAccount>> {
  const read = await syncAccount(row.stripeAccountId, { cause: "read by the connection doctor" });
  if (read.outcome === "stored") return ok(read.account);
  return fail(read.outcome === "failed" ? read.failure : { kind: "access_lost" });
}

/** Only an account with its own key has one. */
async function ownEndpoint(row: ConnectedAccount, access: AccountAccess): Promise<AccountFindings["endpoint"]> {
  if (!hasOwnKey(access) || !row.webhookEndpointId) return ok(null);
  const read = await readOwnEndpoint(access, row.webhookEndpointId);
  return !read.ok && read.error.kind === "not_found" ? ok(null) : read;
}

async function lacking({ restrictedKey, unreadable }: AccountAccess): Promise<Checked<string[]>> {
  if (unreadable) return fail({ kind: "key_unreadable" });
  if (!restrictedKey) return ok([]);
  const missing = await probeKey(restrictedKey);
  return missing.ok ? ok(missing.value.map(({ name, stripeName }) => (stripeName ? permissionInWords(stripeName) : `“${ALL_PERMISSION_WORDS[name].name}” (${ALL_PERMISSION_WORDS[name].level})`))) : missing;
}

/** Whatever happens to one check, it gives an answer in time. */
async function check<T>(what: string, run: () => Promise<Checked<T>>): Promise<Checked<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Checked<T>>((resolve) => {
    timer = setTimeout(() => resolve(fail({ kind: "unreachable" })), PATIENCE_MS);
  });
  const answered = run().catch((error: unknown): Checked<T> => {
    log.error({ err: error, what }, "a check of the connection doctor failed");
    return fail({ kind: "refused" });
  });
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
