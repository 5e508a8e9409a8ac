import { ZodError } from "zod";
import type { Engine } from "../engine/engine";
import { SandboxError, StripeApiError } from "../engine/errors";
import type { Route } from "../engine/router";
import { accountActions } from "./accounts";
import { apiKeyActions } from "./api-keys";
import { type AnyAction, bind, type Bound } from "./action";
import { bankActions } from "./bank";
import { checkoutActions, paymentActions, payoutActions, subscriptionActions } from "./money";
import { paymentMethodActions } from "./payment-methods";
import { invoiceActions, portalActions } from "./portal";
import { peopleActions } from "./people";
import { oauthActions } from "./oauth";
import { scenarioActions } from "./scenarios";
import { webhookActions } from "./webhooks";
import { clockActions, faultActions, mailActions, stateActions } from "./world";

const groups = {
  accounts: { ...accountActions, ...apiKeyActions, ...peopleActions, ...scenarioActions, ...bankActions },
  oauth: oauthActions,
  checkout: checkoutActions,
  payments: paymentActions,
  payouts: payoutActions,
  subscriptions: subscriptionActions,
  invoices: invoiceActions,
  portal: portalActions,
  paymentMethods: paymentMethodActions,
  clock: clockActions,
  webhooks: webhookActions,
  faults: faultActions,
  mail: mailActions,
  state: stateActions,
};

/** Everything a person at the control page or a test can make happen. Actions throw SandboxError in plain words when they cannot. */
export type Control = { readonly [G in keyof typeof groups]: Bound<(typeof groups)[G]> };

export function createControl(engine: Engine): Control {
  return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, bind(engine, group as Record<string, AnyAction>)])) as unknown as Control;
}

/**
 * `POST /control/api/checkout.pay` with the input as JSON answers `{ok: true, result}` or `{ok: false, error}`.
 * It takes JSON only: a page of another site cannot send that without a preflight, which nobody answers.
 */
export function controlRoute(control: Control): Route {
  return {
    method: "POST",
    path: "/control/api/:action",
    async handle({ request, params }) {
      if (!(request.headers.get("content-type") ?? "").startsWith("application/json"))
        return json(415, { ok: false, error: "Send JSON (content-type: application/json)." });
      const [group = "", name = ""] = (params.action ?? "").split(".");
      const actions: Record<string, Record<string, (input: unknown) => unknown>> = control as never;
      const run = Object.hasOwn(actions, group) && Object.hasOwn(actions[group] ?? {}, name) ? actions[group]?.[name] : undefined;
      if (!run) return json(404, { ok: false, error: `There is no action ${params.action ?? ""}.` });
      try {
        const text = await request.text();
        const result = await run(text === "" ? {} : (JSON.parse(text) as unknown));
        return json(200, { ok: true, result: result ?? null });
      } catch (error) {
        if (error instanceof SandboxError || error instanceof StripeApiError) return json(409, { ok: false, error: error.message });
        if (error instanceof ZodError)
          return json(422, { ok: false, error: error.issues.map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`).join("; ") });
        if (error instanceof SyntaxError) return json(400, { ok: false, error: "The body is not JSON." });
        throw error;
      }
    },
  };
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } });
}
