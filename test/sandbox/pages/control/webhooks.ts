import { FIXED } from "../../engine/webhook-endpoints";
import { field, hidden, select } from "../kit/form";
import { html, type Html } from "../kit/html";
import { latest, moment } from "../kit/words";
import { said } from "./account-state";
import { type Desk, moveButton, moveForm, number, type Section, table } from "./frame";

const MODES = [
  ["normal", "Deliver at once"],
  ["hold", "Hold back"],
  ["reorder", "In the wrong order"],
  ["drop", "Lose them"],
] as const;

/** The platform's endpoints and those of the account at hand, each with a switch. */
function endpoints(desk: Desk): Html {
  const rows = [...desk.control.webhooks.endpoints(), ...(desk.account ? desk.control.webhooks.endpoints({ account: desk.account }) : [])];
  const ids = new Set(rows.map(({ id }) => id));
  const gone = (["account", "connect"] as const).filter((kind) => desk.call.engine.options.webhookTargets?.[kind] && !ids.has(FIXED[kind]));
  return html`<div><h3>Endpoints</h3><ul class="lines">${rows.map(
    (row) => html`<li><span class="mono">${row.url}<br><span class="muted small">${row.id}${row.application && ", connected accounts"}</span></span>${moveForm(
      desk,
      "webhooks",
      html`${hidden({ endpoint: row.id })}<span class="tag ${row.status === "enabled" ? "good" : "bad"}">${row.status}</span>
  ${row.status === "enabled" ? moveButton("endpoint_off", "Disable", { label: `Disable ${row.id}` }) : moveButton("endpoint_on", "Enable", { label: `Enable ${row.id}` })}
  ${moveButton("endpoint_remove", "Remove", { label: `Remove ${row.id}` })}`,
    )}</li>`,
  )}${gone.map((kind) => html`<li><span class="muted">The app's ${kind} endpoint is not registered.</span>${moveForm(desk, "webhooks", html`${hidden({ endpoint: kind })}${moveButton("endpoint_on", "Register it", { label: `Register the ${kind} endpoint` })}`)}</li>`)}</ul></div>`;
}

export const webhooks: Section = {
  id: "webhooks",
  title: "Webhooks",
  render(desk) {
    const settings = desk.control.webhooks.settings();
    const rows = desk.control.webhooks.deliveries();
    const held = rows.filter((row) => row.status === "held").length;
    return html`${moveForm(
      desk,
      "webhooks",
      html`${select({ label: "From now on", name: "mode", options: MODES, value: settings.mode })}
      ${field({ label: "Copies of each", name: "copies", type: "number", min: 1, max: 100, value: settings.copies })}
      ${field({ label: "Delay (seconds)", name: "delay", type: "number", min: 0, step: "any", value: settings.delayMs / 1000 })}
      ${moveButton("configure", "Set", { main: true })}`,
      "row end",
    )}
${
  held > 0 &&
  moveForm(
    desk,
    "webhooks",
    html`<strong>${held === 1 ? "1 is held back" : `${held} are held back`}</strong>${select({
      label: "Order",
      name: "order",
      labelHidden: true,
      options: [
        ["fifo", "In order"],
        ["lifo", "Backwards"],
        ["shuffle", "Shuffled"],
      ],
    })}${moveButton("release", "Release")}`,
  )
}
${moveForm(desk, "webhooks", html`${moveButton("retry", "Try everything that waits now")}`)}
${endpoints(desk)}
${
  rows.length === 0
    ? html`<p class="muted">Nothing has been sent yet.</p>`
    : table(
        "Deliveries",
        ["Event", "To", "State", "Answers", "Again"],
        latest(rows).map(
          (row) =>
            html`<tr><td><code>${row.type}</code><br><span class="muted small mono">${row.eventId}</span></td><td>${row.endpoint}</td>
              <td><span class="tag ${row.status === "delivered" ? "good" : row.status === "failed" || row.status === "dropped" ? "bad" : "warn"}">
              ${row.status}</span></td><td class="small">
              ${
                row.attempts.length === 0
                  ? "-"
                  : latest(row.attempts, 4).map(
                      (attempt) => html`${attempt.status ?? attempt.error} <span class="muted">
              ${moment(attempt.at, "ms")}</span><br>`,
                    )
              }</td><td>${moveForm(
                desk,
                "webhooks",
                html`${hidden({ event: row.eventId })}
              <input name="copies" type="number" min="1" max="100" value="1" class="tiny" aria-label="Copies of ${row.eventId}">
              ${moveButton("redeliver", "Redeliver", { label: `Redeliver ${row.eventId}` })}`,
              )}</td></tr>`,
        ),
      )
}`;
  },
  moves: {
    configure(control, form) {
      const mode = MODES.find(([name]) => name === form.get("mode"))?.[0] ?? "normal";
      control.webhooks.configure({ mode, copies: number(form, "copies", 1), delayMs: Math.round(number(form, "delay", 0) * 1000) });
      return "Set. It counts for what happens from now on.";
    },
    release(control, form) {
      const order = (["fifo", "lifo", "shuffle"] as const).find((name) => name === form.get("order")) ?? "fifo";
      const count = control.webhooks.release({ order });
      return count === 1 ? "Released one." : `Released ${count}.`;
    },
    async retry(control) {
      await control.webhooks.flush({ retries: true });
      return "Tried everything that was waiting.";
    },
    endpoint_on: (control, form) => said("The endpoint is on.", control.webhooks.setEndpoint({ endpoint: form.get("endpoint"), status: "enabled" })),
    endpoint_off: (control, form) => said("The endpoint is off.", control.webhooks.setEndpoint({ endpoint: form.get("endpoint"), status: "disabled" })),
    endpoint_remove: (control, form) => said("The endpoint is gone.", control.webhooks.setEndpoint({ endpoint: form.get("endpoint"), status: "removed" })),
    redeliver(control, form) {
      const count = control.webhooks.redeliver({ event: form.get("event"), copies: number(form, "copies", 1) });
      return count === 1 ? "Sent once more." : `Sent ${count} times more.`;
    },
  },
};
