import { peopleOf, type AccountFacts, type Person } from "../account-facts";
import { person as words } from "../words/people";

/**
 * Who each `person_…` is, in words that tell any two apart: name and role, the role alone if Stripe hides the name, else that
 * Stripe shows us nothing. Numbers follow Stripe's order of the people, so that they do not move as things are met.
 * @param mentioned ids in the account's requirements; those Stripe does not show us are named too
 */
export function namesOf(account: Pick<AccountFacts, "people">, mentioned: readonly string[]): Map<string, string> {
  const people = peopleOf(account);
  const shown = new Map(people.flatMap((person) => asShown(person)));
  const hidden = [...new Set([...people.map(({ id }) => id), ...mentioned])].filter((id) => !shown.has(id) && mentioned.includes(id));
  const names = new Map<string, string>();
  for (const [id, { alone, counted }] of shown) {
    const same = [...shown].filter(([, other]) => other.counted === counted).map(([other]) => other);
    names.set(id, same.length > 1 ? words.numbered({ who: counted, number: same.indexOf(id) + 1, of: same.length }) : alone);
  }
  hidden.forEach((id, index) => names.set(id, words.unknown({ number: index + 1, of: hidden.length })));
  return names;
}

/** The one whom `representative.…` means; null when Stripe names none, or several. */
export function representativeOf(account: Pick<AccountFacts, "people">): string | null {
  const found = peopleOf(account).filter(({ name, roles }) => name !== null && roles.includes("representative"));
  const [only] = found;
  return only && found.length === 1 ? (namesOf(account, []).get(only.id) ?? null) : null;
}

function asShown({ id, name, roles, title }: Person): [string, { alone: string; counted: string }][] {
  const [first, ...others] = roles;
  if (name !== null) {
    const full = words.named({ name, role: first ? words.roles({ roles }) : title });
    return [[id, { alone: full, counted: full }]];
  }
  return first ? [[id, { alone: words.hidden({ first, others }), counted: words.roles({ roles }) }]] : [];
}

/** The `person_…` ids in some keys, each once. */
export function peopleIn(keys: readonly string[]): string[] {
  return [...new Set(keys.map((key) => key.split(".")[0] ?? "").filter((head) => head.startsWith("person_")))];
}
