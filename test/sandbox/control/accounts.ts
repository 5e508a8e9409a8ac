import type Stripe from "stripe";
import { z } from "zod";
import { disconnect } from "../connect/oauth";
import { SandboxError } from "../engine/errors";
import { newId } from "../engine/ids";
import type { AccountRecord, DashboardUser } from "../engine/state";
import { accountView, applicationObject, emitAccountUpdated, makeAccount, noRequirements } from "../stripe/account-object";
import { allSatisfied, setCapability, setSwitches } from "../stripe/account-switches";
import { forget, nothingLeft, recordOf, userOf } from "./account-changes";
import { action, nothing } from "./action";

type DisabledReason = Stripe.Account.Requirements.DisabledReason;
type ErrorCode = Stripe.Account.Requirements.Error.Code;

const strings = z.array(z.string());
/** The closed enums are Stripe's; over HTTP any string is taken, in TypeScript only the real ones. */
const requirementError = z.strictObject({ code: z.string() as unknown as z.ZodType<ErrorCode>, reason: z.string(), requirement: z.string() });
const alternative = z.strictObject({ original_fields_due: strings, alternative_fields_due: strings });
const requirements = z.strictObject({
  currently_due: strings.optional(),
  eventually_due: strings.optional(),
  past_due: strings.optional(),
  pending_verification: strings.optional(),
  errors: z.array(requirementError).optional(),
  alternatives: z.array(alternative).optional(),
  /** Unix seconds. */
  current_deadline: z.number().int().nullable().optional(),
  disabled_reason: (z.string() as unknown as z.ZodType<DisabledReason>).nullable().optional(),
});

export const accountActions = {
  /** A person who can sign in on the consent page. */
  createUser: action(
    z.strictObject({ email: z.string(), password: z.string().default("sandbox"), name: z.string().default("Dashboard user"), accounts: strings.default([]) }),
    (engine, input): DashboardUser => {
      if (userOf(engine, input.email)) throw new SandboxError(`There is a user ${input.email} already.`);
      for (const account of input.accounts) recordOf(engine, account);
      const user: DashboardUser = { id: newId("usr", 14), ...input };
      engine.state.users[user.id] = user;
      return user;
    },
  ),

  /** @returns the user, or null when email and password do not fit */
  signIn: action(z.strictObject({ email: z.string(), password: z.string() }), (engine, input): DashboardUser | null => {
    const user = userOf(engine, input.email);
    return user?.password === input.password ? user : null;
  }),

  listUsers: action(nothing, (engine): DashboardUser[] => Object.values(engine.state.users)),

  /** A Stripe account with a life of its own, optionally owned by a user (by email). */
  create: action(
    z.strictObject({
      id: z
        .string()
        .regex(/^acct_\w+$/)
        .optional(),
      email: z.string().nullable().default(null),
      country: z.string().length(2).default("US"),
      currency: z.string().length(3).optional(),
      businessName: z.string().nullable().default(null),
      url: z.string().nullable().default(null),
      status: z.enum(["complete", "new"]).default("complete"),
      owner: z.string().optional(),
      heldByAnotherPlatform: z.boolean().default(false),
      hidesRequirements: z.boolean().default(false),
      /** Skip OAuth: the account is connected from the start. */
      connected: z.boolean().default(false),
    }),
    (engine, { owner, connected, id, currency, ...input }): AccountRecord => {
      if (id && engine.account(id)) throw new SandboxError(`There is an account ${id} already.`);
      const record = makeAccount(engine, { kind: "independent", ...input, ...(id ? { id } : {}), ...(currency ? { currency: currency.toLowerCase() } : {}) });
      const user = owner ? userOf(engine, owner) : undefined;
      if (owner && !user) throw new SandboxError(`There is no user ${owner}.`);
      user?.accounts.push(record.account.id);
      if (connected) {
        record.connected = true;
        record.connectedAt = engine.clock.seconds();
        engine.emit(record.account.id, "account.application.authorized", applicationObject(engine));
      }
      return record;
    },
  ),

  get: action(z.strictObject({ account: z.string() }), (engine, { account }): AccountRecord => recordOf(engine, account)),
  list: action(nothing, (engine): AccountRecord[] => Object.values(engine.state.accounts).filter((record) => record.kind !== "platform")),
  /** What the platform would read. */
  view: action(z.strictObject({ account: z.string() }), (engine, { account }): Stripe.Account => accountView(recordOf(engine, account))),

  /**
   * Puts the given fields into `requirements` and leaves the others. Something past due (or a `disabled_reason`) stops charges and payouts unless told otherwise.
   */
  setRequirements: action(
    z.strictObject({ account: z.string(), requirements, future: z.boolean().default(false), charges: z.boolean().optional(), payouts: z.boolean().optional() }),
    (engine, input): Stripe.Account => {
      const record = recordOf(engine, input.account);
      const current = { ...noRequirements(), ...(input.future ? record.account.future_requirements : record.account.requirements) };
      const next = { ...current, ...input.requirements };
      // What is due now is also due eventually, as on Stripe.
      next.eventually_due = [...new Set([...(next.eventually_due ?? []), ...(next.currently_due ?? []), ...(next.past_due ?? [])])];
      next.currently_due = [...new Set([...(next.currently_due ?? []), ...(next.past_due ?? [])])];
      if (input.future) {
        record.account.future_requirements = next;
      } else {
        if ((next.past_due ?? []).length > 0) next.disabled_reason ??= "requirements.past_due";
        record.account.requirements = next;
        const stopped = next.disabled_reason !== null;
        setSwitches(engine, record, { charges: input.charges ?? (stopped ? false : undefined), payouts: input.payouts ?? (stopped ? false : undefined) });
      }
      emitAccountUpdated(engine, input.account);
      return accountView(record);
    },
  ),

  /** The account holder gives what was asked: one key, or everything. When nothing is left the account works again. */
  satisfy: action(z.strictObject({ account: z.string(), requirement: z.string().optional() }), (engine, { account, requirement }): Stripe.Account => {
    const record = recordOf(engine, account);
    if (requirement !== undefined) {
      forget(record, requirement);
      if (requirement === "external_account") record.externalAccount.status = "new";
    }
    if (requirement === undefined || nothingLeft(record)) allSatisfied(engine, record);
    emitAccountUpdated(engine, account);
    return accountView(record);
  }),

  setCharges: action(z.strictObject({ account: z.string(), enabled: z.boolean() }), (engine, { account, enabled }): Stripe.Account => {
    const record = recordOf(engine, account);
    setSwitches(engine, record, { charges: enabled });
    emitAccountUpdated(engine, account);
    return accountView(record);
  }),
  setPayouts: action(z.strictObject({ account: z.string(), enabled: z.boolean() }), (engine, { account, enabled }): Stripe.Account => {
    const record = recordOf(engine, account);
    setSwitches(engine, record, { payouts: enabled });
    emitAccountUpdated(engine, account);
    return accountView(record);
  }),
  setCapability: action(
    z.strictObject({ account: z.string(), capability: z.string(), status: z.enum(["active", "inactive", "pending", "unrequested"]), reason: z.string().nullable().default(null) }),
    (engine, { account, capability, status, reason }): Stripe.Account => {
      const record = recordOf(engine, account);
      setCapability(engine, record, capability, status, reason);
      if (capability === "card_payments") record.account.charges_enabled = status === "active";
      emitAccountUpdated(engine, account);
      return accountView(record);
    },
  ),

  /** Business name, tax and what Stripe hides: the rest of what an account can differ in. */
  configure: action(
    z.strictObject({
      account: z.string(),
      businessName: z.string().nullable().optional(),
      url: z.string().nullable().optional(),
      email: z.string().nullable().optional(),
      taxActive: z.boolean().optional(),
      hidesRequirements: z.boolean().optional(),
      heldByAnotherPlatform: z.boolean().optional(),
      instantPayouts: z.boolean().optional(),
    }),
    (engine, { account, businessName, url, email, ...flags }): Stripe.Account => {
      const record = recordOf(engine, account);
      const profile = record.account.business_profile;
      if (businessName !== undefined) {
        if (profile) profile.name = businessName;
        if (record.account.settings) record.account.settings.dashboard.display_name = businessName;
      }
      if (url !== undefined && profile) profile.url = url;
      if (email !== undefined) record.account.email = email;
      Object.assign(record, Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)));
      emitAccountUpdated(engine, account);
      return accountView(record);
    },
  ),

  /** Controlled by another platform, or no longer: Stripe's page refuses it and offers to make a new account under the same login. */
  holdElsewhere: action(z.strictObject({ account: z.string(), held: z.boolean().default(true) }), (engine, { account, held }): void => {
    recordOf(engine, account).heldByAnotherPlatform = held;
  }),

  /** Everything Stripe's onboarding form would have collected. */
  completeOnboarding: action(
    z.strictObject({ account: z.string(), businessName: z.string().optional(), url: z.string().optional(), productDescription: z.string().optional() }),
    (engine, { account, businessName, url, productDescription }): Stripe.Account => {
      const record = recordOf(engine, account);
      const profile = record.account.business_profile;
      if (profile) {
        profile.mcc ??= "8299";
        profile.name = businessName ?? profile.name ?? "New business";
        profile.url = url ?? profile.url;
        profile.product_description = productDescription ?? profile.product_description ?? null;
      }
      if (record.account.settings) {
        record.account.settings.dashboard.display_name ??= profile?.name ?? null;
        record.account.settings.payments.statement_descriptor ??= (profile?.name ?? "NEW BUSINESS").toUpperCase().slice(0, 22);
      }
      record.account.business_type ??= "individual";
      record.account.tos_acceptance = { date: engine.clock.seconds(), ip: null, user_agent: null };
      allSatisfied(engine, record);
      emitAccountUpdated(engine, account);
      return accountView(record);
    },
  ),

  /** The account holder throws us out in the Stripe Dashboard. */
  revoke: action(z.strictObject({ account: z.string() }), (engine, { account }): void => {
    recordOf(engine, account);
    disconnect(engine, account);
  }),

  /** Opens an onboarding link once. @returns the link, or null when it was used, is too old or never existed */
  openAccountLink: action(z.strictObject({ account: z.string(), token: z.string() }), (engine, { account, token }) => {
    const link = engine.state.accountLinks[token];
    if (!link || link.account !== account || link.usedAt !== null || link.expiresAt < engine.clock.seconds()) return null;
    link.usedAt = engine.clock.seconds();
    return link;
  }),
};
