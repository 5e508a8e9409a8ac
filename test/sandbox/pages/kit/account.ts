import type { AccountRecord } from "../../engine/state";
import { html, type Html } from "./html";

export function accountName({ account }: AccountRecord): string {
  return account.business_profile?.name ?? account.settings?.dashboard.display_name ?? "Unnamed account";
}

/** What an account can do, at a glance. */
export function accountTags(record: AccountRecord): Html {
  const { account } = record;
  return html`<span class="row">
    ${account.charges_enabled ? html`<span class="tag good">Charges on</span>` : html`<span class="tag bad">Charges off</span>`}
    ${account.payouts_enabled ? html`<span class="tag good">Payouts on</span>` : html`<span class="tag bad">Payouts off</span>`}
    ${record.connected && html`<span class="tag">Connected</span>`}
    ${record.heldByAnotherPlatform && html`<span class="tag warn">Held by another platform</span>`}</span>`;
}

export interface Asked {
  key: string;
  state: "past due" | "due" | "being checked" | "later";
  reason: string | null;
}

/** Everything Stripe asks of an account, each key once, with the strictest state it is in. */
export function askedOf({ account }: AccountRecord): Asked[] {
  const { past_due: past, currently_due: due, pending_verification: pending, eventually_due: later, errors } = account.requirements ?? {};
  const found = new Map<string, Asked>();
  const add = (keys: readonly string[] | null | undefined, state: Asked["state"]) => {
    for (const key of keys ?? [])
      if (!found.has(key)) found.set(key, { key, state, reason: (errors ?? []).find((error) => error.requirement === key)?.reason ?? null });
  };
  add(past, "past due");
  add(due, "due");
  add(pending, "being checked");
  add(later, "later");
  return [...found.values()];
}

const TONES: Readonly<Record<Asked["state"], string>> = { "past due": "bad", due: "warn", "being checked": "", later: "" };

export function askedTag(asked: Asked): Html {
  return html`<span class="tag ${TONES[asked.state]}">${asked.state}</span>`;
}

/** `individual.verification.document` in words a person can read; the key itself stays beside it. */
export function requirementWords(key: string, record?: AccountRecord): string {
  const [id = "", ...rest] = key.split(".");
  const person = record?.people.find((candidate) => candidate.id === id);
  if (person) {
    const name = `${person.firstName ?? ""} ${person.lastName ?? ""}`.trim() || "Somebody";
    return `${name} (${person.roles.join(", ").replaceAll("_", " ")}): ${requirementWords(rest.join(".")).toLowerCase()}`;
  }
  const words = key.replaceAll(".", " › ").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
