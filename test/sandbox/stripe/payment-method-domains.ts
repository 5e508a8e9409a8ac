import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { invalidParam } from "../engine/errors";
import { newId } from "../engine/ids";
import { operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { boolean, required, text } from "../engine/params";

export const DOMAIN_METHODS = ["amazon_pay", "apple_pay", "google_pay", "klarna", "link", "paypal"] as const;

interface MethodStatus {
  status: string;
  status_details?: { error_message: string };
}

/** How each method stands on a host: active, unless the sandbox was told that something is wrong there. */
export function domainStatuses(engine: Engine, account: string, host: string): Record<(typeof DOMAIN_METHODS)[number], MethodStatus> {
  const problems = engine.account(account)?.domainProblems[host] ?? {};
  const of = (method: string): MethodStatus => {
    const problem = problems[method];
    return problem === undefined ? { status: "active" } : { status: "inactive", status_details: { error_message: problem } };
  };
  return { amazon_pay: of("amazon_pay"), apple_pay: of("apple_pay"), google_pay: of("google_pay"), klarna: of("klarna"), link: of("link"), paypal: of("paypal") };
}

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
    return call.engine.save(call.account, "payment_method_domain", {
      id: newId("pmd"),
      object: "payment_method_domain",
      created: call.engine.clock.seconds(),
      domain_name: name,
      enabled: call.params.enabled ?? true,
      livemode: false,
      ...domainStatuses(call.engine, call.account, name),
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

/** Looks at the host again, after something there was put right. */
const validateDomain = operation<Stripe.PaymentMethodDomainValidateParams>({
  name: "paymentMethodDomains.validate",
  method: "POST",
  path: "/v1/payment_method_domains/:id/validate",
  params: {},
  run(call) {
    const domain = subject(call, "payment_method_domain");
    Object.assign(domain, domainStatuses(call.engine, call.account, domain.domain_name));
    call.engine.touch();
    return domain;
  },
});

export const paymentMethodDomains: Operation[] = [
  createDomain,
  listDomains,
  updateDomain,
  validateDomain,
  retrieve("paymentMethodDomains.retrieve", "/v1/payment_method_domains/:id", "payment_method_domain"),
];
