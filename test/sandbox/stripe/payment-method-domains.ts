import type Stripe from "stripe";
import { invalidParam } from "../engine/errors";
import { newId } from "../engine/ids";
import { operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { boolean, required, text } from "../engine/params";

/** Wallets in embedded checkout need each exact hostname registered per account. */
const createDomain = operation<Stripe.PaymentMethodDomainCreateParams>({
  name: "paymentMethodDomains.create",
  method: "POST",
  path: "/v1/payment_method_domains",
  params: { domain_name: required(text(255)), enabled: boolean() },
  run(call) {
    const name = call.params.domain_name.toLowerCase();
    if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(name))
      throw invalidParam("domain_name", `Invalid domain name: '${name}'. Pass a hostname such as 'example.com', without a scheme, port or path.`);
    const rows = call.engine.bucket(call.account).payment_method_domain;
    const known = Object.values(rows).find((domain) => domain.domain_name === name);
    if (known) return known;
    const status = { status: "active" };
    return call.engine.save(call.account, "payment_method_domain", {
      id: newId("pmd"),
      object: "payment_method_domain",
      amazon_pay: status,
      apple_pay: status,
      created: call.engine.clock.seconds(),
      domain_name: name,
      enabled: call.params.enabled ?? true,
      google_pay: status,
      klarna: status,
      link: status,
      livemode: false,
      paypal: status,
    });
  },
});

const listDomains = operation<Stripe.PaymentMethodDomainListParams>({
  name: "paymentMethodDomains.list",
  method: "GET",
  path: "/v1/payment_method_domains",
  params: { ...paging, domain_name: text(), enabled: boolean() },
  run(call) {
    const { domain_name: name, enabled } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).payment_method_domain).filter(
      (row) => (!name || row.domain_name === name) && (enabled === undefined || row.enabled === enabled),
    );
    return page(rows, call.params, "/v1/payment_method_domains", "payment_method_domain");
  },
});

const updateDomain = operation<Stripe.PaymentMethodDomainUpdateParams>({
  name: "paymentMethodDomains.update",
  method: "POST",
  path: "/v1/payment_method_domains/:id",
  params: { enabled: boolean() },
  run(call) {
    const domain = subject(call, "payment_method_domain");
    if (call.params.enabled !== undefined) domain.enabled = call.params.enabled;
    call.engine.touch();
    return domain;
  },
});

export const paymentMethodDomains: Operation[] = [
  createDomain,
  listDomains,
  updateDomain,
  retrieve("paymentMethodDomains.retrieve", "/v1/payment_method_domains/:id", "payment_method_domain"),
];
