import { SandboxError } from "../engine/errors";
import type { AccountLinkRecord, AccountRecord } from "../engine/state";
import type { SandboxPageCall } from "../sandbox";
import { accountName, askedOf, askedTag, requirementWords } from "./kit/account";
import { field, hidden } from "./kit/form";
import { html } from "./kit/html";
import { page, redirect } from "./kit/layout";
import { get, post } from "./kit/routes";
import { moment } from "./kit/words";

/** Opening a link uses it up: a second visit, or a late one, goes to the app's refresh URL, as at Stripe. */
function open({ control, engine, params }: SandboxPageCall): Response {
  const { account = "", token = "" } = params;
  const link = control.accounts.openAccountLink({ account, token });
  if (link) return show(control.accounts.get({ account }), link);
  const known = Object.hasOwn(engine.state.accountLinks, token) ? engine.state.accountLinks[token] : undefined;
  if (known?.account === account) return redirect(known.refreshUrl);
  throw new SandboxError("This onboarding link does not exist.");
}

function show(record: AccountRecord, link: AccountLinkRecord): Response {
  const { account } = record;
  const asked = askedOf(record);
  const deadline = account.requirements?.current_deadline;
  const here = `/onboarding/${link.account}/${link.token}`;
  return page({
    title: "Set up your account",
    width: "narrow",
    body: html`<div class="card"><h1>Set up ${accountName(record)}</h1>
<p class="lead">${asked.length > 0 ? "Before this account can take payments, this is needed:" : "Nothing is asked for at the moment."}</p>
${deadline && html`<p>Needed by ${moment(deadline)} UTC.</p>`}
${
  asked.length > 0 &&
  html`<ul class="lines">${asked.map(
    (item) => html`<li><span>${requirementWords(item.key, record)}<br><code class="muted">
  ${item.key}</code>${item.reason && html`<br><span class="small">${item.reason}</span>`}</span>${askedTag(item)}</li>`,
  )}</ul>`
}
<form method="post" action="${here}" class="stack">
${field({ label: "Business name", name: "business_name", value: account.business_profile?.name ?? "", autocomplete: "off" })}
${field({ label: "Website", name: "url", type: "url", value: account.business_profile?.url ?? "", autocomplete: "off" })}
${hidden({ link: link.token })}
<button class="main wide" name="intent" value="give">Give everything asked</button>
<button class="wide" name="intent" value="give_unchecked">Give everything, Stripe still checks</button>
<button class="wide" name="intent" value="leave" formnovalidate>Leave for now</button>
</form></div>`,
  });
}

/** The hosted onboarding form of accounts that the platform created. */
export const onboardingPages = [
  get("/onboarding/:account/:token", open),
  post("/onboarding/:account/:token", ({ control, engine, params }, form) => {
    const { account = "", token = "" } = params;
    const link = Object.hasOwn(engine.state.accountLinks, token) ? engine.state.accountLinks[token] : undefined;
    // Only a link that was opened shows this form, so only such a one may send it.
    if (link?.account !== account || link.usedAt === null) throw new SandboxError("This onboarding link does not exist.");
    if (form.get("intent") === "give" || form.get("intent") === "give_unchecked") {
      const url = form.maybe("url");
      const businessName = form.maybe("business_name");
      control.accounts.completeOnboarding({ account, ...(businessName ? { businessName } : {}), ...(url ? { url } : {}) });
      if (form.get("intent") === "give_unchecked") control.accounts.scenario({ account, name: "pending_verification" });
    }
    return redirect(link.returnUrl);
  }),
];
