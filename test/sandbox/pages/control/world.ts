import type { FaultEffect } from "../../engine/state";
import { field, hidden, select } from "../kit/form";
import { html } from "../kit/html";
import { latest, moment, plain } from "../kit/words";
import { said } from "./account-state";
import { OPERATIONS } from "./catalogue";
import { moveButton, moveForm, number, type Section, table } from "./frame";

const HOUR = 3_600_000;

export const clock: Section = {
  id: "clock",
  title: "Clock",
  render(desk) {
    const { now, offsetMs } = desk.control.clock.get();
    const steps = [
      ["1", "1 hour"],
      ["24", "1 day"],
      ["168", "1 week"],
      ["744", "31 days"],
      ["8784", "1 year"],
    ] as const;
    return html`<p><strong>${moment(now, "ms")} UTC</strong> <span class="muted">
      ${Math.abs(offsetMs) < 1000 ? "the real time" : `${(offsetMs / HOUR / 24).toFixed(offsetMs % (24 * HOUR) === 0 ? 0 : 1)} days from the real time`}</span>
      </p>
<p class="muted small">Sessions expire, deadlines pass, renewals and payouts happen on the way.</p>
${moveForm(
  desk,
  "clock",
  html`${steps.map(([hours, text]) => html`<button class="small" name="hours" value="${hours}">On by ${text}</button>`)}
  ${hidden({ move: "advance" })}`,
)}
${moveForm(
  desk,
  "clock",
  html`${field({ label: "Go on to (UTC)", name: "to", autocomplete: "off", placeholder: "2027-01-31 12:00" })}
  ${moveButton("set", "Go")}`,
  "row end",
)}
${moveForm(desk, "clock", moveButton("reset", "Back to the real time"))}
${moveForm(
  desk,
  "clock",
  html`${field({ label: "Seconds that Stripe's answers differ from the app's clock", name: "skew", type: "number", step: "1", value: desk.call.engine.state.dateSkewSeconds })}
  ${moveButton("skew", "Set")}`,
  "row end",
)}`;
  },
  moves: {
    advance: (control, form) => said("The clock moved on.", control.clock.advance({ hours: number(form, "hours", 1) })),
    set(control, form) {
      const text = form.get("to");
      control.clock.set({ to: /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.replace(" ", "T")}Z` });
      return "The clock was set.";
    },
    reset: (control) => said("The clock shows the real time.", control.clock.reset()),
    skew: (control, form) => said("Stripe's answers carry that time.", control.clock.skewHeader({ seconds: number(form, "skew", 0) })),
  },
};

const EFFECTS: readonly (readonly [FaultEffect, string])[] = [
  ["error_500", "Answers 500"],
  ["error_503", "Answers 503"],
  ["rate_limited", "Answers 429: too many requests"],
  ["quota_exceeded", "Answers 429: quota used up (mail)"],
  ["timeout", "Never answers"],
  ["connection_reset", "Breaks the connection"],
  ["delay", "Answers late"],
];
const SERVICES = [
  ["stripe", "Stripe API"],
  ["connect", "Stripe OAuth"],
  ["resend", "Mail"],
] as const;

export const faults: Section = {
  id: "faults",
  title: "Faults",
  render(desk) {
    const list = desk.control.faults.list();
    const seen = [...new Set(desk.control.state.requests().map((entry) => entry.operation))];
    const names = [...new Set([...OPERATIONS, ...seen])].sort();
    return html`${
      list.length > 0 &&
      html`<ul class="lines">${list.map(
        (fault) => html`<li><span><code>
      ${fault.service} ${fault.operation}</code> ${EFFECTS.find(([effect]) => effect === fault.effect)?.[1]} <span class="muted">
      ${fault.when === "before" ? "without effect" : "after it took effect"}, ${fault.remaining === 1 ? "once more" : `${fault.remaining} times more`}</span></span>
      </li>`,
      )}</ul>${moveForm(desk, "faults", moveButton("clear_faults", "Clear all faults"))}`
    }
${moveForm(
  desk,
  "faults",
  html`<div class="fields three">${select({ label: "Service", name: "service", options: SERVICES })}
    ${field({ label: "Operation", name: "operation", value: "*", list: "operations", autocomplete: "off", hint: html`<code>*</code> is any, <code>checkout.*</code> a family` })}
    ${select({ label: "What happens", name: "effect", options: EFFECTS })}
${select({
  label: "When",
  name: "when",
  options: [
    ["before", "Before it takes effect"],
    ["after", "After it took effect"],
  ],
})}${field({ label: "How many times", name: "times", type: "number", min: 1, value: 1 })}
  ${field({ label: "Late by (seconds)", name: "delay", type: "number", min: 0, step: "any", value: 2 })}</div><datalist id="operations">
  ${names.map((name) => html`<option value="${name}"></option>`)}</datalist><p>${moveButton("add_fault", "Add this fault", { main: true })}</p>`,
  "stack",
)}`;
  },
  moves: {
    add_fault(control, form) {
      const fault = control.faults.add({
        service: SERVICES.find(([name]) => name === form.get("service"))?.[0] ?? "stripe",
        operation: form.get("operation") || "*",
        effect: EFFECTS.find(([name]) => name === form.get("effect"))?.[0] ?? "error_500",
        when: form.get("when") === "after" ? "after" : "before",
        times: number(form, "times", 1),
        delayMs: Math.round(number(form, "delay", 2) * 1000),
      });
      return fault.remaining === 1 ? "The next such call will go wrong." : `The next ${fault.remaining} such calls will go wrong.`;
    },
    clear_faults: (control) => said("Everything works again.", control.faults.clear()),
  },
};

export const mail: Section = {
  id: "mail",
  title: "Mail service",
  render(desk) {
    const { autoDeliver, rateLimit, suppressed } = desk.call.engine.state.mail;
    return html`${moveForm(
      desk,
      "mail",
      html`${select({
        label: "After a mail was sent",
        name: "auto",
        value: autoDeliver ? "yes" : "",
        options: [
          ["yes", "It is delivered by itself"],
          ["", "Nothing happens by itself"],
        ],
      })}${field({ label: "Requests a second (empty: no limit)", name: "limit", type: "number", min: 1, value: rateLimit })}${moveButton("mail_settings", "Set")}`,
      "row end",
    )}
${
  suppressed.length > 0 &&
  html`<p class="label">Addresses that get no more mail</p><ul class="lines">
  ${latest(suppressed).map(
    (address) =>
      html`<li><span>${address}</span>${moveForm(
        desk,
        "mail",
        html`${hidden({ address })}
  ${moveButton("unsuppress", "Allow again", { label: `Allow ${address} again` })}`,
      )}</li>`,
  )}</ul>`
}
<p><a href="/mailbox">To the mailbox</a></p>`;
  },
  moves: {
    mail_settings(control, form) {
      control.mail.configure({ autoDeliver: form.get("auto") === "yes", rateLimit: form.get("limit") ? number(form, "limit", 10) : null });
      return "Set.";
    },
    unsuppress(control, form, { engine }) {
      control.mail.configure({ suppressed: engine.state.mail.suppressed.filter((address) => address !== form.get("address")) });
      return `${form.get("address")} gets mail again.`;
    },
  },
};

export const requests: Section = {
  id: "requests",
  title: "What the app asked lately",
  render(desk) {
    const rows = desk.control.state.requests();
    if (rows.length === 0) return html`<p class="muted">Nothing since the sandbox started.</p>`;
    return table(
      "Requests",
      ["When", "Operation", "Account", "Answer", "Error"],
      latest(rows).map(
        (row) =>
          html`<tr><td class="nowrap">${moment(row.at, "ms")}</td><td><code>${row.operation}</code> <span class="muted small">
            ${plain(row.service)}</span></td><td class="mono small">${row.account ?? "-"}</td>
            <td><span class="tag ${row.status !== null && row.status < 400 ? "good" : "bad"}">${row.status ?? "none"}</span></td>
            <td class="small break">${row.error ?? ""}</td></tr>`,
      ),
    );
  },
  moves: {},
};
