import { SandboxError } from "../../engine/errors";
import { ROLES } from "../../stripe/persons";
import { SCENARIOS, type ScenarioName } from "../../control/scenarios";
import { field, hidden, select } from "../kit/form";
import { html } from "../kit/html";
import { plain } from "../kit/words";
import { DISABLED_REASONS, ERROR_CODES } from "./catalogue";
import { moveButton, moveForm, number, type Section } from "./frame";

const NAMES: Readonly<Record<ScenarioName, string>> = {
  before_first_sale: "Asked before the first sale",
  deadline: "Asked, with a deadline",
  deadline_passed: "The deadline has passed",
  document_refused: "A document is refused",
  two_directors: "Two directors, one without a name",
  pending_verification: "Stripe checks what was given",
  under_review: "Under review",
  rejected: "Rejected",
  payouts_paused: "Payouts paused, charges work",
  capability_pending: "A capability is pending",
  capability_inactive: "A capability is off",
  future_requirements: "Announced for the future",
  all_clear: "All clear",
};

/** One button a story about verification, and who stands behind the account. */
export const stories: Section = {
  id: "stories",
  title: "Stories",
  render(desk) {
    if (!desk.account) return html`<p class="muted">Choose an account first.</p>`;
    const people = desk.control.accounts.people({ account: desk.account });
    const capabilities = Object.keys(desk.control.accounts.get({ account: desk.account }).account.capabilities ?? {});
    return html`<p class="muted small">Each leaves the account as Stripe would and sends what Stripe would send. The next one replaces the last.</p>
${moveForm(
  desk,
  "stories",
  html`<div class="row">${SCENARIOS.map((name) => html`<button class="small${name === "all_clear" && " main"}" name="story" value="${name}">${NAMES[name]}</button>`)}</div>${hidden({ move: "tell" })}
<details><summary>How exactly</summary><div class="fields three">
${field({ label: "Days until the deadline", name: "days", type: "number", min: 1, max: 400 })}
${select({ label: "Why the document is refused", name: "code", options: [["", "Not readable"], ...ERROR_CODES.map((code) => [code, code] as const)] })}
${select({ label: "Why rejected", name: "rejected", options: DISABLED_REASONS.filter((reason) => reason.startsWith("rejected.")), value: "rejected.fraud" })}
${select({ label: "Which capability", name: "capability", options: capabilities.length > 0 ? capabilities : ["card_payments"] })}
${field({ label: "What is asked for (keys, with spaces between)", name: "requirements", autocomplete: "off", placeholder: "individual.id_number" })}</div></details>`,
  "stack",
)}
<h3>People behind the account</h3>${
      people.length === 0
        ? html`<p class="muted">Nobody is known.</p>`
        : html`<ul class="lines">${people.map(
            (person) => html`<li><span>${`${person.firstName ?? ""} ${person.lastName ?? ""}`.trim() || "No name"} <span class="muted">${person.roles.map(plain).join(", ")}</span>
  ${person.hidden && html`<span class="tag">hidden</span>`}<br><code class="muted">${person.id}</code></span>${moveForm(
    desk,
    "stories",
    html`${hidden({ person: person.id })}${moveButton(person.hidden ? "show_name" : "hide_name", person.hidden ? "Show the name" : "Hide the name", { label: `${person.hidden ? "Show" : "Hide"} the name of ${person.id}` })}
  ${moveButton("remove_person", "Remove", { label: `Remove ${person.id}` })}`,
  )}</li>`,
          )}</ul>`
    }
${moveForm(
  desk,
  "stories",
  html`${field({ label: "First name", name: "first_name", autocomplete: "off" })}${field({ label: "Last name", name: "last_name", autocomplete: "off" })}
  ${select({ label: "Role", name: "role", options: ROLES.map((role) => [role, plain(role)] as const), value: "director" })}${moveButton("add_person", "Add this person")}`,
  "row end",
)}`;
  },
  moves: {
    tell(control, form) {
      const name = SCENARIOS.find((candidate) => candidate === form.get("story"));
      if (!name) throw new SandboxError("There is no such story.");
      const days = number(form, "days", 0);
      const code = ERROR_CODES.find((candidate) => candidate === form.get("code"));
      const requirements = form.get("requirements").split(/[\s,]+/).filter(Boolean);
      control.accounts.scenario({
        account: form.get("chosen"),
        name,
        ...(days > 0 ? { days } : {}),
        ...(code ? { code } : {}),
        ...(name === "rejected" ? { reason: form.get("rejected") } : {}),
        ...(name.startsWith("capability_") ? { capability: form.get("capability") } : {}),
        ...(requirements.length > 0 ? { requirements } : {}),
      });
      return `${NAMES[name]}.`;
    },
    add_person(control, form) {
      const role = ROLES.find((candidate) => candidate === form.get("role")) ?? "director";
      const person = control.accounts.addPerson({ account: form.get("chosen"), first_name: form.get("first_name") || null, last_name: form.get("last_name") || null, roles: [role] });
      return `Added ${person.id}.`;
    },
    hide_name(control, form) {
      control.accounts.updatePerson({ account: form.get("chosen"), person: form.get("person"), hidden: true });
      return "Platforms no longer see this name.";
    },
    show_name(control, form) {
      control.accounts.updatePerson({ account: form.get("chosen"), person: form.get("person"), hidden: false });
      return "Platforms see this name.";
    },
    remove_person(control, form) {
      control.accounts.removePerson({ account: form.get("chosen"), person: form.get("person") });
      return "This person is gone.";
    },
  },
};
