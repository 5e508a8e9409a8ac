import { oauthRoutes } from "./connect/oauth";
import { type Control, controlRoute, createControl } from "./control/control";
import { Engine, type SandboxOptions } from "./engine/engine";
import { onceASecond } from "./engine/once-a-second";
import { type PageCall, type Route, Table } from "./engine/router";
import { pages } from "./pages";
import { resendRoutes, unknownResendRoute } from "./resend/api";
import { accounts } from "./stripe/accounts";
import { balance, ripenBalances } from "./stripe/balance";
import { checkoutOperations } from "./stripe/checkout/operations";
import { expireOldSessions } from "./stripe/checkout/sessions";
import { countrySpecs } from "./stripe/country-specs";
import { coupons, refreshCoupons } from "./stripe/coupons";
import { customers } from "./stripe/customers";
import { enforceDeadlines } from "./stripe/deadlines";
import { StripeApi } from "./stripe/dispatch";
import { disputes } from "./stripe/disputes";
import { fraudWarnings } from "./stripe/fraud-warnings";
import { events, forgetOldEvents } from "./stripe/events";
import { invoices } from "./stripe/invoices";
import { paymentMethodDomains } from "./stripe/payment-method-domains";
import { paymentMethodConfigurations } from "./stripe/payment-methods";
import { paymentMethods } from "./stripe/payment-method-operations";
import { paymentOperations } from "./stripe/payment-operations";
import { arriveDuePayouts, payouts } from "./stripe/payouts";
import { persons } from "./stripe/persons";
import { portal } from "./stripe/portal";
import { prices } from "./stripe/prices";
import { products } from "./stripe/products";
import { promotionCodes } from "./stripe/promotion-codes";
import { refunds } from "./stripe/refunds";
import { renewSubscriptions } from "./stripe/renewals";
import { setupIntents } from "./stripe/setup-intents";
import { subscriptionOperations } from "./stripe/subscriptions";
import { webhookEndpoints } from "./stripe/webhook-endpoints";

export type { Control } from "./control/control";
export { Engine, type SandboxOptions } from "./engine/engine";
export { SandboxError } from "./engine/errors";

export interface Sandbox {
  /** Answers any request, of the API or for a page. Paths as in README.md; the real hosts work too (api.stripe.com, connect.stripe.com, api.resend.com). */
  handle(request: Request): Promise<Response>;
  readonly control: Control;
  readonly engine: Engine;
  /** Writes the state, stops the timers, releases calls that hang on purpose. */
  close(): Promise<void>;
}

/** What a human page gets: the control is all it needs to make things happen. */
export interface SandboxPageCall extends PageCall {
  control: Control;
}
export interface PageRoute {
  method: "GET" | "POST";
  /** `/checkout/:session`; a trailing `/*` matches any rest. */
  path: string;
  handle(call: SandboxPageCall): Response | Promise<Response>;
}

/** Everything time alone causes, in the order it should be seen. */
const TICKS = [onceASecond(ripenBalances), onceASecond(expireOldSessions), refreshCoupons, enforceDeadlines, renewSubscriptions, arriveDuePayouts, onceASecond(forgetOldEvents)];

const OPERATIONS = [
  ...accounts,
  ...persons,
  ...products,
  ...prices,
  ...customers,
  ...coupons,
  ...promotionCodes,
  ...checkoutOperations,
  ...paymentOperations,
  ...refunds,
  ...disputes,
  ...fraudWarnings,
  ...subscriptionOperations,
  ...invoices,
  ...paymentMethods,
  ...setupIntents,
  ...portal,
  ...balance,
  ...payouts,
  ...events,
  ...paymentMethodDomains,
  ...paymentMethodConfigurations,
  ...countrySpecs,
  ...webhookEndpoints,
];

/**
 * Makes a stand-in for Stripe (API, Connect OAuth, Checkout, webhooks) and Resend.
 * @throws {Error} when the state in `dataDir` is unreadable
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const engine = new Engine(options);
  for (const tick of TICKS) engine.onTick(tick);
  const control = createControl(engine);
  const stripe = new StripeApi(engine, OPERATIONS);
  const routes = new Table<Route>([controlRoute(control), ...oauthRoutes, ...resendRoutes]);
  for (const page of pages) routes.add({ ...page, handle: (call) => page.handle({ ...call, control }) });
  engine.webhooks.reschedule();

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = pathOf(url);
    if (path.startsWith("/v1/") || path.startsWith("/v2/")) return dated(engine, await stripe.handle(request, withPath(url, path)));
    engine.tick();
    const match = routes.match(request.method === "HEAD" ? "GET" : request.method, path);
    if (match) {
      const response = await match.entry.handle({ engine, request, url, params: match.params });
      return path.startsWith("/oauth/") ? dated(engine, response) : response;
    }
    if (path.startsWith("/resend/")) return unknownResendRoute(request.method, path);
    if (path.startsWith("/oauth/")) return dated(engine, await stripe.handle(request, withPath(url, path)));
    return new Response("Not found in the sandbox.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } });
  }

  return { handle, control, engine, close: () => engine.close() };
}

/** Every answer of Stripe carries its time, and that is the real one, however far the sandbox's own clock was moved; or a wrong one on request. */
function dated(engine: Engine, response: Response): Response {
  // An error response stands for a broken connection: it has no headers.
  if (response.type !== "error") response.headers.set("date", new Date(engine.clock.real() + engine.state.dateSkewSeconds * 1000).toUTCString());
  return response;
}

/** The real Resend has no `/resend` prefix; everything else is told apart by its path alone. */
function pathOf(url: URL): string {
  return url.hostname === "api.resend.com" ? `/resend${url.pathname}` : url.pathname;
}

function withPath(url: URL, path: string): URL {
  const copy = new URL(url);
  copy.pathname = path;
  return copy;
}
