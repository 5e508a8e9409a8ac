import { SandboxError } from "../../engine/errors";
import type { SandboxPageCall } from "../../sandbox";
import { accountName } from "../kit/account";
import { doAndReturn, flash } from "../kit/flash";
import { select } from "../kit/form";
import { html } from "../kit/html";
import { page } from "../kit/layout";
import { get, post } from "../kit/routes";
import { accountState } from "./account-state";
import type { Desk, Section } from "./frame";
import { payments } from "./money";
import { payouts, subscriptions } from "./recurring";
import { people } from "./people";
import { stories } from "./stories";
import { webhooks } from "./webhooks";
import { clock, faults, mail, requests } from "./world";

const SECTIONS: readonly Section[] = [accountState, stories, payments, subscriptions, payouts, clock, webhooks, faults, mail, people, requests];

function show(call: SandboxPageCall): Response {
  const { control, url } = call;
  const accounts = control.accounts.list();
  const wanted = url.searchParams.get("account");
  const chosen = accounts.find((record) => record.account.id === wanted) ?? accounts.find((record) => record.connected) ?? accounts[0];
  const desk: Desk = { call, control, account: chosen?.account.id ?? null };
  return page({
    title: "Control",
    nav: "/control",
    body: html`<h1>Control</h1><p class="lead">Make the world happen: what Stripe, the banks, the buyers and the network would do.</p>${flash(url)}
<div class="desk"><nav class="toc" aria-label="Sections">${SECTIONS.map((section) => html`<a href="#${section.id}">${section.title}</a>`)}</nav><div>
${
  accounts.length > 0 &&
  html`<form method="get" action="/control" class="card row end">
  ${select({
    label: "Account at hand",
    name: "account",
    value: desk.account,
    options: accounts.slice(-200).map(
      (record) =>
        [
          record.account.id,
          `${accountName(record)} · ${record.account.id}
  ${record.connected ? " · connected" : ""}`,
        ] as const,
    ),
  })}<button>Show</button></form>`
}
${SECTIONS.map(
  (section) => html`<section class="card" id="${section.id}" aria-labelledby="${section.id}-title"><h2 id="${section.id}-title">
  ${section.title}</h2><div class="stack">${section.render(desk)}</div></section>`,
)}</div></div>`,
  });
}

/** One page where a person makes things happen. Tests do the same through `control` itself. */
export const controlPages = [
  get("/control", show),
  post("/control", (call, form) => {
    const section = SECTIONS.find((candidate) => candidate.id === form.get("section"));
    const name = form.get("move");
    const chosen = form.get("chosen");
    return doAndReturn(
      `/control${chosen && `?account=${encodeURIComponent(chosen)}`}`,
      () => {
        const move = section && Object.hasOwn(section.moves, name) ? section.moves[name] : undefined;
        if (!move) throw new SandboxError("The sandbox does not know this button.");
        return move(call.control, form, call);
      },
      section?.id ?? "",
    );
  }),
];
