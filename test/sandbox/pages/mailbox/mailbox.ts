import type { Mail } from "../../engine/state";
import type { SandboxPageCall } from "../../sandbox";
import { field } from "../kit/form";
import { doAndReturn, flash } from "../kit/flash";
import { html, type Html } from "../kit/html";
import { page } from "../kit/layout";
import { get, post } from "../kit/routes";
import { moment, plain } from "../kit/words";

const PER_PAGE = 50;

function stateTag(mail: Mail): Html {
  const tone = ["bounced", "complained", "failed", "suppressed"].includes(mail.lastEvent)
    ? "bad"
    : ["delivered", "opened", "clicked"].includes(mail.lastEvent)
      ? "good"
      : "";
  return html`<span class="tag ${tone}">${plain(mail.lastEvent)}</span>`;
}

function list({ control, url }: SandboxPageCall): Response {
  const to = url.searchParams.get("to") ?? "";
  const mails = [...control.mail.list(to ? { to } : {})].reverse();
  const start = Math.max(0, Number.parseInt(url.searchParams.get("from") ?? "0", 10) || 0);
  const shown = mails.slice(start, start + PER_PAGE);
  const more = (from: number) => `/mailbox?${new URLSearchParams({ ...(to ? { to } : {}), from: String(from) }).toString()}`;
  return page({
    title: "Mailbox",
    nav: "/mailbox",
    body: html`<div class="between"><h1>Mailbox</h1><p class="muted">${mails.length === 1 ? "1 mail" : `${mails.length} mails`}
      ${to && html` to ${to}`}</p></div>${flash(url)}
<form method="get" action="/mailbox" class="row end" role="search">
  ${field({ label: "To", name: "to", type: "search", value: to, autocomplete: "off" })}<button>Show</button>
  ${to && html`<a class="button" href="/mailbox">Everybody</a>`}</form>
<p></p>
${
  shown.length === 0
    ? html`<div class="card"><h2>Nothing here yet</h2><p class="muted">
      ${to ? `Nobody has sent a mail to ${to}.` : "Mails appear here as soon as the app sends them."}</p></div>`
    : html`<div class="card"><ul class="mails">${shown.map(
        (mail) => html`<li><a href="/mailbox/${mail.id}"><span class="subject">
      ${mail.subject}</span><span class="to">to ${mail.to.join(", ")}</span><span class="meta">${stateTag(mail)} <span class="muted small nowrap">
      ${moment(mail.createdAt)}</span></span></a></li>`,
      )}</ul></div>`
}
<div class="row">${start > 0 && html`<a class="button" href="${more(Math.max(0, start - PER_PAGE))}">Newer</a>`}
  ${mails.length > start + PER_PAGE && html`<a class="button" href="${more(start + PER_PAGE)}">Older</a>`}</div>`,
  });
}

function show({ control, params, url }: SandboxPageCall): Response {
  const mail = control.mail.get({ id: params.id ?? "" });
  const path = `/mailbox/${mail.id}`;
  const facts: [string, string][] = [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
    ["Cc", mail.cc.join(", ")],
    ["Bcc", mail.bcc.join(", ")],
    ["Reply to", mail.replyTo.join(", ")],
    ["Sent", `${moment(mail.createdAt)} UTC`],
  ];
  const buttons = [
    ["delivered", "Delivered"],
    ["bounced", "Bounce"],
    ["complained", "Complaint"],
  ] as const;
  return page({
    title: mail.subject,
    nav: "/mailbox",
    body: html`<p><a href="/mailbox">All mails</a></p>${flash(url)}
<div class="between"><h1>${mail.subject}</h1>${stateTag(mail)}</div>
<div class="card"><dl class="facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></div>
${
  mail.html
    ? html`<iframe class="mailbody" title="The mail as it is shown" src="${path}/html" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>`
    : html`<div class="card"><p class="muted">This mail has no HTML part.</p></div>`
}
<form method="post" action="${path}" class="row card"><span class="label">What becomes of it?</span>
  ${buttons.map(
    ([value, text]) => html`<button name="event" value="${value}">
  ${text}</button>`,
  )}<span class="muted small">The app hears of it by webhook.</span></form>
<div class="card"><h2>Text part</h2>${mail.text ? html`<pre>${mail.text}</pre>` : html`<p class="muted">This mail has no text part.</p>`}</div>
<div class="grid two"><div class="card"><h2>What happened to it</h2><ul class="lines">${mail.events.map(
      (event) => html`<li><span>
  ${plain(event.type.replace("email.", ""))}</span><span class="muted small">${moment(event.at)}</span></li>`,
    )}</ul></div>
<div class="card"><h2>Under the hood</h2><dl class="facts">${under(mail).map(([name, value]) => html`<dt>${name}</dt><dd class="mono">${value}</dd>`)}</dl></div></div>`,
  });
}

function under(mail: Mail): [string, string][] {
  return [
    ["Id", mail.id],
    ...(mail.idempotencyKey ? [["Idempotency key", mail.idempotencyKey] as [string, string]] : []),
    ...Object.entries(mail.headers),
    ...mail.tags.map((tag): [string, string] => [`Tag ${tag.name}`, tag.value]),
    ...mail.attachments.map((file): [string, string] => ["Attachment", file.filename ?? file.path ?? "without a name"]),
  ];
}

/** The mail itself, in a document that may run nothing. Its links open the app in the whole window. */
function body({ control, params }: SandboxPageCall): Response {
  const mail = control.mail.get({ id: params.id ?? "" });
  const given = mail.html ?? "";
  const base = '<base target="_top">';
  const text = /<head[^>]*>/i.test(given) ? given.replace(/<head[^>]*>/i, (tag) => tag + base) : base + given;
  return new Response(text, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline' *; img-src * data:; font-src *; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
    },
  });
}

const EVENTS = { delivered: "email.delivered", bounced: "email.bounced", complained: "email.complained" } as const;
const SAID = {
  delivered: "The mail was delivered.",
  bounced: "The mail bounced. This address gets no more mail.",
  complained: "The reader complained. This address gets no more mail.",
} as const;

export const mailboxPages = [
  get("/mailbox", list),
  get("/mailbox/:id", show),
  get("/mailbox/:id/html", body),
  post("/mailbox/:id", ({ control, params }, form) => {
    const id = params.id ?? "";
    const event = form.get("event") as keyof typeof EVENTS;
    return doAndReturn(`/mailbox/${encodeURIComponent(id)}`, () => {
      control.mail.event({ id, type: EVENTS[event] });
      return SAID[event];
    });
  }),
];
