import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { invalidRequest, missingResource } from "../engine/errors";
import { newId, randomText } from "../engine/ids";
import { endSubscription } from "./billing/ending";
import { type Call, created, mergeMetadata, operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { address, clearable, email, hash, integer, later, list, metadata, oneOf, required, text } from "../engine/params";

const shipping = hash<Stripe.CustomerCreateParams.Shipping>({ address: required(address), name: required(text()), phone: text(20) });
const fields = {
  address: clearable(address),
  description: text(350),
  email: email(),
  metadata: clearable(metadata()),
  name: text(256),
  phone: text(20),
  preferred_locales: list(text()),
  shipping: clearable(shipping),
  tax_exempt: clearable(oneOf("exempt", "none", "reverse")),
  business_name: clearable(text(150)),
  individual_name: clearable(text(150)),
  balance: integer(),
};

/** Also used when a Checkout Session makes a customer. */
export function makeCustomer(engine: Engine, account: string, given: Partial<Stripe.Customer>): Stripe.Customer {
  const customer: Stripe.Customer = {
    id: newId("cus", 14),
    object: "customer",
    address: null,
    balance: 0,
    created: engine.clock.seconds(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
    ...given,
  };
  engine.save(account, "customer", customer);
  engine.emit(account, "customer.created", customer);
  return customer;
}

/** The customer, unless it was deleted. @throws {StripeApiError} resource_missing */
export function livingCustomer(call: Call<unknown>, id: string, param: string, status: 400 | 404 = 400): Stripe.Customer {
  const customer = call.engine.find(call.account, "customer", id);
  if (!customer || customer.deleted) throw missingResource("customer", id, param, status);
  return customer;
}

function fullAddress(given: Stripe.AddressParam | "" | null | undefined): Stripe.Address | null {
  if (!given) return null;
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = given;
  return { city, country, line1, line2, postal_code, state };
}

function apply(customer: Partial<Stripe.Customer>, params: Pick<Stripe.CustomerCreateParams, keyof typeof fields>): Partial<Stripe.Customer> {
  const { address: home, shipping: parcel, metadata: given, tax_exempt: exempt, business_name: business, individual_name: individual, ...rest } = params;
  Object.assign(customer, rest);
  if (home !== undefined) customer.address = fullAddress(home);
  if (parcel !== undefined)
    customer.shipping = parcel ? { address: fullAddress(parcel.address) ?? undefined, name: parcel.name, phone: parcel.phone ?? null } : null;
  if (exempt !== undefined) customer.tax_exempt = exempt || "none";
  if (business) customer.business_name = business;
  if (individual) customer.individual_name = individual;
  customer.metadata = mergeMetadata(customer.metadata ?? {}, given);
  return customer;
}

const create = operation<Stripe.CustomerCreateParams>({
  name: "customers.create",
  method: "POST",
  path: "/v1/customers",
  params: {
    ...fields,
    cash_balance: later,
    invoice_prefix: later,
    invoice_settings: later,
    next_invoice_sequence: later,
    payment_method: later,
    source: later,
    tax: later,
    tax_id_data: later,
    test_clock: later,
    validate: later,
  },
  run: (call) => makeCustomer(call.engine, call.account, apply({}, call.params)),
});

const update = operation<Stripe.CustomerUpdateParams>({
  name: "customers.update",
  method: "POST",
  path: "/v1/customers/:id",
  params: {
    ...fields,
    cash_balance: later,
    default_source: later,
    invoice_prefix: later,
    invoice_settings: hash<Stripe.CustomerUpdateParams.InvoiceSettings>({
      default_payment_method: clearable(text()),
      custom_fields: later,
      footer: later,
      rendering_options: later,
    }),
    next_invoice_sequence: later,
    source: later,
    tax: later,
    validate: later,
  },
  run(call) {
    const customer = livingCustomer(call, call.path.id ?? "", "id", 404);
    const { invoice_settings: settings, ...params } = call.params;
    const wanted = settings?.default_payment_method;
    if (wanted && call.engine.find(call.account, "payment_method", wanted)?.customer !== customer.id)
      throw invalidRequest(`The customer does not have a payment method with the ID ${wanted}. The payment method must be attached to the customer.`, {
        code: "resource_missing",
        param: "invoice_settings[default_payment_method]",
      });
    call.engine.guard(customer);
    apply(customer, params);
    if (wanted !== undefined) customer.invoice_settings.default_payment_method = wanted || null;
    call.engine.touch();
    call.engine.emit(call.account, "customer.updated", customer);
    return customer;
  },
});

const listAll = operation<Stripe.CustomerListParams>({
  name: "customers.list",
  method: "GET",
  path: "/v1/customers",
  params: { ...paging, ...created, email: text(512), test_clock: later },
  run(call) {
    const rows = Object.values(call.engine.bucket(call.account).customer).flatMap((customer) =>
      customer.deleted || (call.params.email && customer.email !== call.params.email) ? [] : [customer],
    );
    return page(rows, call.params, "/v1/customers", "customer");
  },
});

const remove = operation<Stripe.CustomerDeleteParams>({
  name: "customers.del",
  method: "DELETE",
  path: "/v1/customers/:id",
  params: {},
  run(call) {
    const customer = subject(call, "customer");
    if (customer.deleted) throw missingResource("customer", customer.id, "id");
    for (const subscription of Object.values(call.engine.bucket(call.account).subscription))
      if (subscription.customer === customer.id && subscription.status !== "canceled") endSubscription(call.engine, call.account, subscription, "cancellation_requested");
    const stub: Stripe.DeletedCustomer = { id: customer.id, object: "customer", deleted: true };
    call.engine.save(call.account, "customer", stub);
    call.engine.emit(call.account, "customer.deleted", customer);
    return stub;
  },
});

export const customers: Operation[] = [create, update, listAll, remove, retrieve("customers.retrieve", "/v1/customers/:id", "customer")];
