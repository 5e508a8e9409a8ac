import type { CheckoutView } from "../../control/money";
import type { SandboxPageCall } from "../../sandbox";
import { html, safeUrl } from "../kit/html";
import { message, page, redirect } from "../kit/layout";
import { attempt, get, post } from "../kit/routes";
import { type Draft, draftFrom, freshDraft, type Outcome, press } from "./draft";
import { authenticationForm, orderSummary, payForm } from "./form";

const SCRIPTS = ["/sandbox-assets/checkout-form.js"];

function show(view: CheckoutView, draft: Draft, problem?: string): Response {
  const { session, account } = view;
  const target = { action: `/checkout/${session.id}`, hidden: {} };
  if (view.waitsForAuthentication) return page({ title: "Authentication", width: "narrow", body: authenticationForm(view, target) });
  return page({
    title: session.mode === "setup" ? `Payment details for ${account.name}` : `Pay ${account.name}`,
    scripts: SCRIPTS,
    body: html`<div class="grid pay"><div class="sticky">${orderSummary(view)}${
      session.cancel_url &&
      html`<p>
      <a href="${safeUrl(session.cancel_url)}">Back to ${account.name}</a></p>`
    }</div><div class="card">${payForm(view, draft, target, problem)}</div>
      </div>`,
  });
}

/** A session that is over: what became of it and where to go. */
export function closedPage(view: CheckoutView, width: "narrow" | "frame"): Response | null {
  const { session, account } = view;
  const top = width === "frame" ? html` target="_top"` : null;
  if (session.status === "complete") {
    const back = view.returnUrl;
    if (session.mode === "setup")
      return message("Your card is kept", html`<p>Nothing was taken.</p>${back && html`<p><a class="button main" href="${safeUrl(back)}"${top}>Continue to ${account.name}</a></p>`}`, { width });
    return message(
      "This order is complete",
      html`<p>
        ${session.payment_status === "unpaid" ? "Your payment is on its way. Nothing more is taken." : "You have paid already. Nothing more is taken."}</p>
        ${back && html`<p><a class="button main" href="${safeUrl(back)}"${top}>Continue to ${account.name}</a></p>`}`,
      { width },
    );
  }
  if (session.status === "expired") {
    return message(
      "This checkout has expired",
      html`<p>Nothing was taken. Start again from the shop.</p>${
        session.cancel_url &&
        html`<p>
        <a class="button main" href="${safeUrl(session.cancel_url)}"${top}>Back to ${account.name}</a></p>`
      }`,
      { width, status: 410 },
    );
  }
  return null;
}

function wrongMode(view: CheckoutView): Response | null {
  return view.session.ui_mode === "hosted_page"
    ? null
    : message("There is no hosted page for this checkout", "It was created to be embedded into the seller's own page.", { status: 404 });
}

function viewOf({ control, params }: SandboxPageCall): CheckoutView {
  return control.checkout.view({ session: params.session ?? "" });
}

/** Stripe's own checkout page: what a session's `url` opens. */
export const hostedPages = [
  get("/checkout/:session", (call) => {
    const view = viewOf(call);
    return wrongMode(view) ?? closedPage(view, "narrow") ?? show(view, freshDraft(call, view));
  }),
  post("/checkout/:session", async (call, form) => {
    const view = viewOf(call);
    const closed = wrongMode(view) ?? closedPage(view, "narrow");
    if (closed) return closed;
    const draft = draftFrom(form, freshDraft(call, view));
    const pressed = await attempt<Outcome>(() => press(call, view, form, draft));
    if (!pressed.ok) return show(viewOf(call), draft, pressed.problem);
    const outcome = pressed.value;
    if (outcome.kind === "paid" && outcome.redirectTo) return redirect(outcome.redirectTo);
    return outcome.kind === "again" ? show(viewOf(call), outcome.draft, outcome.problem) : redirect(`/checkout/${view.session.id}`);
  }),
];
