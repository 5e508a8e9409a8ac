import type Stripe from "stripe";
import { invalidRequest, missingResource, StripeApiError, unsupported } from "../engine/errors";
import { randomText } from "../engine/ids";
import { type Call, created, mergeMetadata, operation, type Operation, page, paging } from "../engine/operation";
import { address, clearable, currency, email, hash, later, metadata, missing, oneOf, required, text, url } from "../engine/params";
import { accountView, capabilityView, emitAccountUpdated, makeAccount } from "./account-object";
import { COUNTRIES } from "./country-specs";
import { noAccess } from "./authenticate";
import { reachable } from "./reachable";

/** Account links live minutes, not hours. */
const LINK_LIFETIME_SECONDS = 300;

const businessProfile = hash<Stripe.AccountCreateParams.BusinessProfile>({
  mcc: text(4),
  name: text(),
  product_description: text(40_000),
  support_address: address,
  support_email: email(),
  support_phone: text(),
  support_url: clearable(url()),
  url: url(),
  annual_revenue: later,
  estimated_worker_count: later,
  minority_owned_business_designation: later,
  monthly_estimated_revenue: later,
  specified_commercial_transactions_act_url: later,
});

const create = operation<Stripe.AccountCreateParams>({
  name: "accounts.create",
  method: "POST",
  path: "/v1/accounts",
  scope: "platform",
  params: {
    business_profile: businessProfile,
    business_type: oneOf("company", "government_entity", "individual", "non_profit"),
    country: text(2),
    default_currency: currency(),
    email: email(),
    metadata: clearable(metadata()),
    type: oneOf("custom", "express", "standard"),
    controller: hash<Stripe.AccountCreateParams.Controller>({
      fees: hash<Stripe.AccountCreateParams.Controller.Fees>({ payer: oneOf("account", "application") }),
      losses: hash<Stripe.AccountCreateParams.Controller.Losses>({ payments: oneOf("application", "stripe") }),
      requirement_collection: oneOf("application", "stripe"),
      stripe_dashboard: hash<Stripe.AccountCreateParams.Controller.StripeDashboard>({ type: oneOf("express", "full", "none") }),
    }),
    account_token: later,
    capabilities: later,
    company: later,
    documents: later,
    external_account: later,
    groups: later,
    individual: later,
    settings: later,
    tos_acceptance: later,
  },
  run(call) {
    const { controller, type, country: asked = "US", ...fields } = call.params;
    const country = asked.toUpperCase();
    if (controller && type)
      throw invalidRequest("You may only specify one of these parameters: controller, type.", { code: "parameters_exclusive", param: "type" });
    const standard =
      controller?.stripe_dashboard?.type === "full" &&
      controller.fees?.payer === "account" &&
      controller.losses?.payments === "stripe" &&
      controller.requirement_collection === "stripe";
    if (!standard)
      throw unsupported(
        "accounts other than full-Dashboard ones (controller: stripe_dashboard full, fees account, losses stripe, requirement_collection stripe)",
      );
    if (!COUNTRIES.includes(country))
      throw invalidRequest(`Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'. A full list of country codes is available at https://stripe.com/global.`, { param: "country" });
    const record = makeAccount(call.engine, {
      kind: "controlled",
      email: fields.email ?? null,
      country,
      businessName: fields.business_profile?.name ?? null,
      url: fields.business_profile?.url ?? null,
      status: "new",
      metadata: mergeMetadata({}, fields.metadata),
      ...(fields.default_currency ? { currency: fields.default_currency } : {}),
    });
    Object.assign(record.account.business_profile ?? {}, fields.business_profile ?? {});
    if (fields.business_type) record.account.business_type = fields.business_type;
    emitAccountUpdated(call.engine, record.account.id);
    return accountView(record);
  },
});

/** Called with the account's own key. */
function isOwn(call: Call<unknown>): boolean {
  return !call.onBehalf && call.engine.account(call.account)?.kind !== "platform";
}

const retrieveOne = operation<Stripe.AccountRetrieveParams>({
  name: "accounts.retrieve",
  method: "GET",
  path: "/v1/accounts/:account",
  params: {},
  run: (call) => accountView(reachable(call), isOwn(call)),
});

const retrieveOwn = operation<Stripe.AccountRetrieveParams>({
  name: "accounts.retrieveCurrent",
  method: "GET",
  path: "/v1/account",
  params: {},
  run(call) {
    const record = call.engine.account(call.account);
    if (!record) throw noAccess(call.key, call.account);
    return accountView(record, isOwn(call));
  },
});

const listAll = operation<Stripe.AccountListParams>({
  name: "accounts.list",
  method: "GET",
  path: "/v1/accounts",
  scope: "platform",
  params: { ...paging, ...created },
  run(call) {
    const rows = Object.values(call.engine.state.accounts)
      .filter((record) => record.connected)
      .map((record) => accountView(record));
    return page(rows, call.params, "/v1/accounts", "account");
  },
});

const listCapabilities = operation<Stripe.AccountListCapabilitiesParams>({
  name: "accounts.listCapabilities",
  method: "GET",
  path: "/v1/accounts/:account/capabilities",
  params: {},
  run(call) {
    const record = reachable(call);
    const data = Object.keys(record.account.capabilities ?? {}).map((name) => capabilityView(record, name));
    return { object: "list", data, has_more: false, url: `/v1/accounts/${record.account.id}/capabilities` };
  },
});

const retrieveCapability = operation<Stripe.AccountRetrieveCapabilityParams>({
  name: "accounts.retrieveCapability",
  method: "GET",
  path: "/v1/accounts/:account/capabilities/:capability",
  params: {},
  run(call) {
    const record = reachable(call);
    const name = call.path.capability ?? "";
    if (!Object.hasOwn(record.account.capabilities ?? {}, name)) throw missingResource("capability", name, "capability");
    return capabilityView(record, name);
  },
});

const createLink = operation<Stripe.AccountLinkCreateParams>({
  name: "accountLinks.create",
  method: "POST",
  path: "/v1/account_links",
  scope: "platform",
  params: {
    account: required(text()),
    type: required(oneOf("account_onboarding", "account_update")),
    refresh_url: url(),
    return_url: url(),
    collect: oneOf("currently_due", "eventually_due"),
    collection_options: hash<Stripe.AccountLinkCreateParams.CollectionOptions>({
      fields: oneOf("currently_due", "eventually_due"),
      future_requirements: oneOf("include", "omit"),
    }),
  },
  run(call) {
    const { params, engine } = call;
    const record = engine.account(params.account);
    if (!record?.connected) throw noAccess(call.key, params.account);
    if (params.collect && params.collection_options)
      throw invalidRequest("You may only specify one of these parameters: collect, collection_options.", { code: "parameters_exclusive", param: "collection_options" });
    if (!params.refresh_url) throw missing("refresh_url");
    if (!params.return_url) throw missing("return_url");
    if (params.type === "account_update") {
      throw invalidRequest("You cannot create `account_update` type Account Links for this account. Valid types for this account are: `account_onboarding`.", {
        param: "type",
      });
    }
    if (record.kind !== "controlled") {
      throw new StripeApiError(400, {
        type: "invalid_request_error",
        code: "not_allowed_on_standard_account",
        message: "You cannot create Account Links for an account that your platform does not control. Its holder uses the Stripe Dashboard instead.",
      });
    }
    const token = randomText(12);
    const now = engine.clock.seconds();
    engine.state.accountLinks[token] = {
      token,
      account: params.account,
      type: params.type,
      refreshUrl: params.refresh_url,
      returnUrl: params.return_url,
      createdAt: now,
      expiresAt: now + LINK_LIFETIME_SECONDS,
      usedAt: null,
    };
    engine.touch();
    const link: Stripe.AccountLink = {
      object: "account_link",
      created: now,
      expires_at: now + LINK_LIFETIME_SECONDS,
      url: `${engine.publicBase}/onboarding/${params.account}/${token}`,
    };
    return link;
  },
});

export const accounts: Operation[] = [create, retrieveOwn, listAll, listCapabilities, retrieveCapability, retrieveOne, createLink];
