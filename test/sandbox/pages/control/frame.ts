import type { Control, SandboxPageCall } from "../../sandbox";
import { type Form, hidden } from "../kit/form";
import { type Content, html, type Html } from "../kit/html";

/** What the sections of the control page share: the world, and the account that is chosen. */
export interface Desk {
  call: SandboxPageCall;
  control: Control;
  /** `acct_…`, or null while there is no account. */
  account: string | null;
}

/** What a button does. @returns what to say about it */
export type Move = (control: Control, form: Form, call: SandboxPageCall) => string | Promise<string>;

export interface Section {
  id: string;
  title: string;
  render(desk: Desk): Content;
  /** By the value of the button, which is also unique on the page. */
  moves: Record<string, Move>;
}

/** A form of one section: it comes back to the same place with the same account chosen. */
export function moveForm(desk: Desk, section: string, body: Content, kind = "row"): Html {
  return html`<form method="post" action="/control" class="${kind}">${hidden({ section, chosen: desk.account ?? "" })}${body}</form>`;
}

export function moveButton(move: string, text: string, options: { main?: boolean; danger?: boolean; label?: string } = {}): Html {
  return html`<button class="small${options.main && " main"}
    ${options.danger && " danger"}" name="move" value="${move}"${options.label !== undefined && html` aria-label="${options.label}"`}>
    ${text}</button>`;
}

/** A table that scrolls by itself when it is wider than the page. */
export function table(label: string, columns: readonly string[], rows: readonly Content[]): Html {
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label="List of ${label.toLowerCase()}"><table><thead><tr>
    ${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function number(form: Form, name: string, fallback: number): number {
  const value = Number(form.get(name));
  return form.get(name) !== "" && Number.isFinite(value) ? value : fallback;
}
