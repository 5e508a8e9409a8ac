import type { CheckoutView } from "../../control/money";
import { SandboxError } from "../../engine/errors";
import type { SandboxPageCall } from "../../sandbox";
import type { Form } from "../kit/form";
import { html } from "../kit/html";
import { message, page } from "../kit/layout";
import { attempt, get, post } from "../kit/routes";
import { type Draft, draftFrom, freshDraft, type Outcome, press } from "./draft";
import { authenticationForm, orderSummary, payForm } from "./form";
import { closedPage } from "./hosted";
import { ownPublishableKey } from "../../stripe/authenticate";

/** `checkout-frame.js` tells the page around how tall this one is and when it is over. */
const SCRIPTS = ["/sandbox-assets/checkout-form.js", "/sandbox-assets/checkout-frame.js"];

interface Keys {
  clientSecret: string;
  key: string;
  account: string;
}

/** What Stripe.js was given, checked as Stripe does: our key, the account the session belongs to, a session meant to be embedded. */
function open({ control, engine }: SandboxPageCall, { clientSecret, key, account }: Keys): CheckoutView {
  const own = key.startsWith("pk_test_sandbox_acct_");
  if (key !== engine.keys.publishableKey && !own)
    throw new SandboxError(`Invalid API Key provided: ${key.slice(0, 8)}… is not this platform's publishable key.`);
  const view = control.checkout.view({ clientSecret });
  if (own && key === ownPublishableKey(view.account.id) && (account === "" || account === view.account.id)) return embeddable(view);
  if (!own && engine.account(view.account.id)?.connected === false)
    throw new SandboxError(`The provided key '${key.slice(0, 8)}…' does not have access to account '${view.account.id}' (or that account does not exist).`);
  if (own || view.account.id !== account)
    throw new SandboxError(
      `No such checkout session on ${account || "the platform account"}: Stripe.js must be given the account that owns the session (stripeAccount).`,
    );
  return embeddable(view);
}

function embeddable(view: CheckoutView): CheckoutView {
  if (view.session.ui_mode !== "embedded_page") throw new SandboxError("This checkout session was not created with ui_mode embedded_page.");
  return view;
}

function keysOf(source: { get(name: string): string | null }): Keys {
  return { clientSecret: source.get("client_secret") ?? "", key: source.get("key") ?? "", account: source.get("account") ?? "" };
}

function show(view: CheckoutView, draft: Draft, keys: Keys, problem?: string): Response {
  const target = { action: "/checkout/embedded", hidden: { client_secret: keys.clientSecret, key: keys.key, account: keys.account } };
  const body = view.waitsForAuthentication
    ? authenticationForm(view, target)
    : html`<div class="stack">${orderSummary(view)}${payForm(view, draft, target, problem)}</div>`;
  return page({ title: `Pay ${view.account.name}`, width: "frame", scripts: SCRIPTS, body });
}

/** The page around decides where to go; without a script the link does. */
function done(view: CheckoutView, redirectTo: string | null): Response {
  return page({
    title: "Done",
    width: "frame",
    scripts: SCRIPTS,
    body: html`<div class="card" data-complete data-redirect="${redirectTo ?? ""}"><h1>Thank you</h1><p>
      ${view.session.mode === "setup" ? "Your card is kept." : view.session.payment_status === "unpaid" ? "Your payment is on its way." : "Your payment went through."}</p>${
        redirectTo &&
        html`<p>
      <a class="button main" href="${redirectTo}" target="_top">Continue</a></p>`
      }</div>`,
  });
}

function refused(problem: string): Response {
  return message("This checkout cannot be shown", problem, { width: "frame", status: 400, scripts: SCRIPTS });
}

async function submit(call: SandboxPageCall, form: Form): Promise<Response> {
  const keys = keysOf(form);
  const opened = await attempt(() => open(call, keys));
  if (!opened.ok) return refused(opened.problem);
  const view = opened.value;
  const closed = closedPage(view, "frame");
  if (closed) return closed;
  const draft = draftFrom(form, freshDraft(call, view));
  const pressed = await attempt<Outcome>(() => press(call, view, form, draft));
  const now = open(call, keys);
  if (!pressed.ok) return show(now, draft, keys, pressed.problem);
  const outcome = pressed.value;
  if (outcome.kind === "paid") return done(now, outcome.redirectTo);
  return show(now, outcome.kind === "again" ? outcome.draft : draft, keys, outcome.kind === "again" ? outcome.problem : undefined);
}

/** Answers Stripe.js on any page: it calls before it shows anything, so that a wrong key or account is an error and not an empty frame. */
async function initialise(call: SandboxPageCall): Promise<Response> {
  const keys = keysOf(new URLSearchParams(await call.request.text()));
  const opened = await attempt(() => open(call, keys));
  const body = opened.ok
    ? { session: opened.value.session.id, status: opened.value.session.status, redirectOnCompletion: opened.value.session.redirect_on_completion ?? "always" }
    : { error: { type: "invalid_request_error", message: opened.problem } };
  return new Response(JSON.stringify(body), {
    status: opened.ok ? 200 : 400,
    headers: { "content-type": "application/json", "cache-control": "no-store", "access-control-allow-origin": "*" },
  });
}

export const embeddedPages = [
  get("/checkout/embedded", async (call) => {
    const keys = keysOf(call.url.searchParams);
    const opened = await attempt(() => open(call, keys));
    if (!opened.ok) return refused(opened.problem);
    return closedPage(opened.value, "frame") ?? show(opened.value, freshDraft(call, opened.value), keys);
  }),
  post("/checkout/embedded", submit),
  { method: "POST" as const, path: "/v3/embedded-checkout/init", handle: initialise },
];
