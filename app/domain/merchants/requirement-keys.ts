import { ACCOUNT_TOPICS, unknownAccountTopic } from "./words/account-keys";
import { INTERVENTIONS, UNKNOWN_INTERVENTION } from "./words/interventions";
import { COMPANY_TOPICS, DOCUMENT_TOPICS, PERSON_TOPICS, WHY, unknownCompanyTopic, unknownDocumentTopic, unknownPersonTopic, type BusinessTopic } from "./words/keys";
import { WHOSE, person as personWords } from "./words/people";

/** Where in the creator's own Stripe Dashboard something is done. */
export type Place = "verification" | "business" | "bank" | "payment_methods" | "support";

/** One thing asked for. Several of Stripe's keys (day, month, year) are one thing to a person: they share `group`. */
export interface AskedFor {
  group: string;
  /** A noun phrase that begins with a capital: "Your date of birth". */
  what: string;
  /** Why Stripe wants such a thing, one sentence. */
  why: string;
  place: Place;
}

export interface KeyContext {
  /** Of the account, upper-case ISO 3166-1 alpha-2. */
  country: string | null;
  /** `person_…` to who that is: "Ada Lovelace (director)", "Director 1 of 2". */
  names?: ReadonlyMap<string, string>;
  /** Who `representative.…` means, if the account has one whom Stripe names. */
  representative?: string | null;
}

/**
 * One of Stripe's requirement keys in words. Total: a key nobody has seen yet gets a line that names its area.
 * https://docs.stripe.com/connect/required-verification-information
 */
export function describeKey(key: string, { country, names, representative = null }: KeyContext): AskedFor {
  const [head = "", ...rest] = key.split(".");
  const path = rest.join(".");
  if (head.startsWith("interv_")) return intervention(head, rest);
  if (head.startsWith("person_")) return ofSomebody(names?.get(head) ?? personWords.unknown({ number: 1, of: 1 }), head, path, country);
  if (head === "representative" && representative !== null) return ofSomebody(representative, head, path, country);
  if (isWhose(head)) {
    const found = longest(PERSON_TOPICS, path);
    const what = (found?.value ?? unknownPersonTopic).of({ whose: WHOSE[head], country });
    return { group: personGroup(head, path, found), what: capital(what), why: head === "individual" || head === "representative" ? WHY.identity : WHY.owners, place: "verification" };
  }
  if (head === "company") return ofBusiness("company", path, longest(COMPANY_TOPICS, path), unknownCompanyTopic, country);
  if (head === "documents") return ofBusiness("documents", path, longest(DOCUMENT_TOPICS, path), unknownDocumentTopic, country);
  const found = longest(ACCOUNT_TOPICS, key);
  const { what, why, place } = found?.value ?? unknownAccountTopic;
  return { group: found?.topic ?? key, what: inCountry(what, country), why, place };
}

type Found<T> = { topic: string; value: T } | null;

function ofSomebody(who: string, head: string, path: string, country: string | null): AskedFor {
  const found = longest(PERSON_TOPICS, path);
  const what = (found?.value ?? unknownPersonTopic).alone({ country });
  return { group: personGroup(head, path, found), what: personWords.asked({ who, what }), why: WHY.owners, place: "verification" };
}

function ofBusiness(head: string, path: string, found: Found<BusinessTopic>, unknown: BusinessTopic, country: string | null): AskedFor {
  const { what, why } = found?.value ?? unknown;
  return { group: `${head}.${found?.topic ?? path}`, what: inCountry(what, country), why, place: "verification" };
}

/** `interv_….<kind>.<form|support>`: a question of one of Stripe's review teams. */
function intervention(head: string, [kind = "", way]: string[]): AskedFor {
  const { what, why } = (Object.hasOwn(INTERVENTIONS, kind) ? INTERVENTIONS[kind] : undefined) ?? UNKNOWN_INTERVENTION;
  return { group: `${head}.${kind}`, what, why, place: way === "support" ? "support" : "verification" };
}

function isWhose(head: string): head is keyof typeof WHOSE {
  return Object.hasOwn(WHOSE, head);
}

/** First and last name are asked for together. */
function personGroup(head: string, path: string, found: Found<unknown>): string {
  return `${head}.${found ? (found.topic === "last_name" ? "first_name" : found.topic) : path}`;
}

/** `address_kana.line1` is the address, written in another script. */
function stripScript(path: string): string {
  return path.replace(/_(kana|kanji)(?=\.|$)/, "");
}

/** The entry for the longest beginning of `path`, cut at dots. */
function longest<T>(table: Record<string, T>, path: string): Found<T> {
  for (let topic = stripScript(path); topic; topic = topic.slice(0, Math.max(0, topic.lastIndexOf(".")))) {
    if (Object.hasOwn(table, topic)) return { topic, value: table[topic] as T };
  }
  return null;
}

function inCountry(what: BusinessTopic["what"], country: string | null): string {
  return typeof what === "string" ? what : what({ country });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
