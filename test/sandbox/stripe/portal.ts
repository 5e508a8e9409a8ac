import type Stripe from "stripe";
import { invalidRequest, unsupported } from "../engine/errors";
import { newId } from "../engine/ids";
import { operation, type Operation, referenced } from "../engine/operation";
import { hash, later, missing, oneOf, required, text, url } from "../engine/params";
import { livingCustomer } from "./customers";
import { defaultConfiguration, portalConfigurations } from "./portal-configuration";

type FlowData = Stripe.BillingPortal.SessionCreateParams.FlowData;

const flowData = hash<FlowData>({
  type: required(oneOf("customer_update", "payment_method_update", "subscription_cancel", "subscription_pause", "subscription_update", "subscription_update_confirm")),
  after_completion: hash<NonNullable<FlowData["after_completion"]>>({
    type: required(oneOf("hosted_confirmation", "portal_homepage", "redirect")),
    hosted_confirmation: hash<NonNullable<NonNullable<FlowData["after_completion"]>["hosted_confirmation"]>>({ custom_message: text(500) }),
    redirect: hash<NonNullable<NonNullable<FlowData["after_completion"]>["redirect"]>>({ return_url: required(url()) }),
  }),
  subscription_cancel: later,
  subscription_pause: later,
  subscription_update: later,
  subscription_update_confirm: later,
});

const createSession = operation<Stripe.BillingPortal.SessionCreateParams>({
  name: "billingPortal.sessions.create",
  method: "POST",
  path: "/v1/billing_portal/sessions",
  params: {
    customer: required(text()),
    configuration: text(),
    flow_data: flowData,
    return_url: url(),
    locale: text(10),
    customer_account: later,
    on_behalf_of: later,
    after_expiration: later,
  },
  run(call) {
    const { customer, configuration, flow_data: flow, return_url: back, locale } = call.params;
    livingCustomer(call, customer ?? "", "customer");
    const chosen = configuration
      ? referenced(call, "billing_portal.configuration", configuration, "configuration", "configuration")
      : defaultConfiguration(call.engine, call.account);
    if (!chosen) {
      throw invalidRequest(
        "No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.",
      );
    }
    if (!chosen.active) throw invalidRequest(`The configuration ${chosen.id} is not active.`, { param: "configuration" });
    const id = newId("bps");
    const session = call.engine.save(call.account, "billing_portal.session", {
      id,
      object: "billing_portal.session",
      configuration: chosen.id,
      created: call.engine.clock.seconds(),
      customer: customer ?? "",
      customer_account: null,
      flow: flow ? flowOf(flow, chosen) : null,
      livemode: false,
      locale: locale ?? null,
      on_behalf_of: null,
      return_url: back ?? chosen.default_return_url,
      url: `${call.engine.publicBase}/portal/${id}`,
    });
    call.engine.emit(call.account, "billing_portal.session.created", session);
    return session;
  },
});

/** The one thing the customer came for. @throws {StripeApiError} where the configuration does not allow it */
function flowOf(flow: FlowData, { features }: Stripe.BillingPortal.Configuration): Stripe.BillingPortal.Session.Flow {
  if (flow.type !== "payment_method_update") throw unsupported(`the portal's flow ${flow.type}`);
  if (!features.payment_method_update.enabled)
    throw invalidRequest("This `payment_method_update` flow is not available: the feature `payment_method_update` is disabled in the portal configuration.", { param: "flow_data[type]" });
  const after = flow.after_completion;
  if (after?.type === "redirect" && !after.redirect) throw missing("flow_data[after_completion][redirect]");
  return {
    type: flow.type,
    after_completion: {
      type: after?.type ?? "portal_homepage",
      hosted_confirmation: after?.type === "hosted_confirmation" ? { custom_message: after.hosted_confirmation?.custom_message ?? null } : null,
      redirect: after?.type === "redirect" && after.redirect ? { return_url: after.redirect.return_url } : null,
    },
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
  };
}

export const portal: Operation[] = [...portalConfigurations, createSession];
