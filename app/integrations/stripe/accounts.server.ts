import type Stripe from "stripe";
import { env } from "~/env.server";
import { ok, type Result } from "~/lib/result";
import { hasOwnKey, onAccount, type AccountAccess } from "./account-call.server";
import { stripeClient } from "./client.server";
import { attempt, type StripeFailure } from "./errors.server";
import { PATIENT } from "./quick";

/** An account as we keep it: the last that Stripe told us. */
export interface AccountSnapshot {
  displayName: string | null;
  email: string | null;
  /** Upper-case ISO 3166-1 alpha-2. */
  country: string | null;
  /** Lower-case ISO 4217. */
  defaultCurrency: string | null;
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  capabilities: Stripe.Account.Capabilities;
  /** Null when Stripe does not show them to the platform. */
  requirements: Stripe.Account.Requirements | null;
  futureRequirements: Stripe.Account.FutureRequirements | null;
}

/** Read an account from Stripe: https://docs.stripe.com/api/accounts/retrieve. `access_lost`: it is no longer connected. */
export async function readAccount(access: AccountAccess): Promise<Result<AccountSnapshot, StripeFailure>> {
  const answer = hasOwnKey(access)
    ? await onAccount(access, (stripe, options) => stripe.accounts.retrieveCurrent({}, { ...PATIENT, ...options }))
    : await attempt(() => stripeClient().accounts.retrieve(access.stripeAccountId, {}, PATIENT));
  return answer.ok ? ok(snapshot(answer.value)) : answer;
}

function snapshot(account: Stripe.Account): AccountSnapshot {
  return {
    displayName: account.settings?.dashboard?.display_name || account.business_profile?.name || null,
    email: account.email,
    country: account.country ?? null,
    defaultCurrency: account.default_currency ?? null,
    chargesEnabled: account.charges_enabled,
    payoutsEnabled: account.payouts_enabled,
    detailsSubmitted: account.details_submitted,
    capabilities: account.capabilities ?? {},
    requirements: account.requirements ?? null,
    futureRequirements: account.future_requirements ?? null,
  };
}

/** A person behind an account, as far as Stripe shows them to us. */
export interface PersonSnapshot {
  /** person_… */
  id: string;
  /** Null when Stripe hides it. */
  name: string | null;
  roles: ("director" | "executive" | "owner" | "representative" | "legal_guardian" | "authorizer")[];
  title: string | null;
}

const PERSON_ROLES = ["director", "executive", "owner", "representative", "legal_guardian", "authorizer"] as const;
/** Nobody has more people behind an account than this many pages of a hundred. */
const MOST_PEOPLE = 300;
/** Renewals are added up from at most so many subscriptions: beyond that the sum is a floor. */
const MOST_SUBSCRIPTIONS = 2_000;

/** Who stands behind an account: https://docs.stripe.com/api/persons/list */
export async function readPeople(access: AccountAccess): Promise<Result<PersonSnapshot[], StripeFailure>> {
  const answer = await ofAccount(access, (stripe, id, options) => stripe.accounts.listPersons(id, { limit: 100 }, options).autoPagingToArray({ limit: MOST_PEOPLE }));
  return answer.ok ? ok(answer.value.map(person)) : answer;
}

/** Why a capability is off, and what it waits for, by its name: https://docs.stripe.com/api/capabilities/list */
export async function readCapabilities(access: AccountAccess): Promise<Result<Record<string, CapabilitySnapshot>, StripeFailure>> {
  const answer = await ofAccount(access, (stripe, id, options) => stripe.accounts.listCapabilities(id, {}, options));
  if (!answer.ok) return answer;
  return ok(Object.fromEntries(answer.value.data.map(({ id, status, requirements }) => [id, { status, requirements: requirements ?? null }])));
}

export interface CapabilitySnapshot {
  status: string;
  requirements: Stripe.Capability.Requirements | null;
}

/**
 * What accounts of a country may charge in, lower-case ISO 4217: https://docs.stripe.com/api/country_specs/retrieve
 * @param country upper-case ISO 3166-1 alpha-2
 */
export async function readPaymentCurrencies(country: string): Promise<Result<string[], StripeFailure>> {
  const answer = await attempt(() => stripeClient().countrySpecs.retrieve(country));
  return answer.ok ? ok(answer.value.supported_payment_currencies) : answer;
}

/** What subscriptions will pay next, by currency. */
export interface RenewalSum {
  /** Lower-case ISO 4217. */
  currency: string;
  /** Minor units as text, so that it is plain JSON. */
  amount: string;
  /** Subscriptions. */
  count: number;
  /** The first of these renewals, ISO 8601, UTC. */
  nextAt: string;
}

/**
 * The renewals ahead of the subscriptions that were sold through us on this account: those of other shops on the same account
 * are left out. https://docs.stripe.com/api/subscriptions/list
 */
export async function readRenewals(access: AccountAccess): Promise<Result<RenewalSum[], StripeFailure>> {
  const answer = await onAccount(access, (stripe, options) => stripe.subscriptions.list({ status: "active", limit: 100 }, { ...PATIENT, ...options }).autoPagingToArray({ limit: MOST_SUBSCRIPTIONS }));
  if (!answer.ok) return answer;
  const sums = new Map<string, { amount: bigint; count: number; next: number }>();
  for (const subscription of answer.value) {
    if (!soldThroughUs(subscription, access) || subscription.cancel_at_period_end || subscription.pause_collection) continue;
    const next = Math.min(...subscription.items.data.map((item) => item.current_period_end));
    if (!Number.isFinite(next)) continue;
    const sum = sums.get(subscription.currency) ?? { amount: 0n, count: 0, next };
    for (const item of subscription.items.data) sum.amount += BigInt(item.price.unit_amount ?? 0) * BigInt(item.quantity ?? 1);
    sum.count += 1;
    sum.next = Math.min(sum.next, next);
    sums.set(subscription.currency, sum);
  }
  return ok(
    [...sums]
      .map(([currency, { amount, count, next }]) => ({ currency, amount: amount.toString(), count, nextAt: new Date(next * 1000).toISOString() }))
      .sort((a, b) => a.currency.localeCompare(b.currency)),
  );
}

/** Stripe notes the platform that made an object; what an account's own key made carries our order in its metadata. */
function soldThroughUs({ application, metadata }: Stripe.Subscription, access: AccountAccess): boolean {
  const maker = typeof application === "string" ? application : (application?.id ?? null);
  return hasOwnKey(access) ? "order_id" in metadata : maker === env.stripe.clientId;
}

/** Sub-resources of an account are asked for by the platform under the account's id, or with the account's own key. */
function ofAccount<T>(access: AccountAccess, call: (stripe: Stripe, id: string, options: Stripe.RequestOptions) => Promise<T>): Promise<Result<T, StripeFailure>> {
  const { stripeAccountId } = access;
  if (hasOwnKey(access)) return onAccount(access, (stripe, options) => call(stripe, stripeAccountId, { ...PATIENT, ...options }));
  return attempt(() => call(stripeClient(), stripeAccountId, PATIENT));
}

function person(given: Stripe.Person): PersonSnapshot {
  const name = [given.first_name, given.last_name].filter(Boolean).join(" ");
  return { id: given.id, name: name || null, roles: PERSON_ROLES.filter((role) => given.relationship?.[role] === true), title: given.relationship?.title || null };
}
