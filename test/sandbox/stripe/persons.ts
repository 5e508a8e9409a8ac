import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { missingResource } from "../engine/errors";
import { newId } from "../engine/ids";
import { type Call, operation, type Operation, page, paging } from "../engine/operation";
import { boolean, hash } from "../engine/params";
import type { AccountRecord, PersonRecord } from "../engine/state";
import { noRequirements } from "./account-object";
import { reachable } from "./reachable";

export const ROLES = ["authorizer", "director", "executive", "legal_guardian", "owner", "representative"] as const;
export type Role = (typeof ROLES)[number];

export interface PersonGiven {
  first_name?: string | null;
  last_name?: string | null;
  email?: string | null;
  roles: readonly Role[];
  title?: string | null;
  percent_ownership?: number | null;
  /** Stripe keeps the name from the platform. */
  hidden?: boolean;
}

/** Adds somebody who stands behind the account. The platform hears of it only when it controls the account. */
export function makePerson(engine: Engine, record: AccountRecord, given: PersonGiven): PersonRecord {
  const person: PersonRecord = {
    id: newId("person", 14),
    created: engine.clock.seconds(),
    firstName: given.first_name ?? null,
    lastName: given.last_name ?? null,
    email: given.email ?? null,
    roles: [...given.roles],
    title: given.title ?? null,
    percentOwnership: given.percent_ownership ?? null,
    hidden: given.hidden ?? false,
  };
  record.people.push(person);
  engine.touch();
  emitPerson(engine, record, person, "person.created");
  return person;
}

export function emitPerson(engine: Engine, record: AccountRecord, person: PersonRecord, type: "person.created" | "person.updated" | "person.deleted"): void {
  if (record.kind === "controlled") engine.emit(record.account.id, type, personView(record, person, true));
}

/**
 * A person as Stripe shows it. A platform sees the name, the roles and what is asked for, unless Stripe hides the name; who is in control, or the
 * account itself, sees the rest too.
 */
export function personView(record: AccountRecord, person: PersonRecord, whole: boolean): Stripe.Person {
  const asked = askedOf(record, person);
  const seen: Stripe.Person = {
    id: person.id,
    object: "person",
    account: record.account.id,
    created: person.created,
    future_requirements: askedOf(record, person, true),
    relationship: {
      authorizer: person.roles.includes("authorizer"),
      director: person.roles.includes("director"),
      executive: person.roles.includes("executive"),
      legal_guardian: person.roles.includes("legal_guardian"),
      owner: person.roles.includes("owner"),
      percent_ownership: person.percentOwnership,
      representative: person.roles.includes("representative"),
      title: person.title,
    },
    requirements: asked,
    verification: { status: asked.pending_verification.length > 0 ? "pending" : asked.currently_due.length > 0 ? "unverified" : "verified" },
  };
  if (!person.hidden || whole) Object.assign(seen, { first_name: person.firstName, last_name: person.lastName });
  if (whole) Object.assign(seen, { email: person.email, dob: { day: null, month: null, year: null }, id_number_provided: false, ssn_last_4_provided: false, metadata: {}, phone: null });
  return seen;
}

/** The account's requirements about this person, without the `person_….` in front, as the person itself carries them. */
function askedOf(record: AccountRecord, person: PersonRecord, future = false): Stripe.Person.Requirements {
  const all = { ...noRequirements(), ...(future ? record.account.future_requirements : record.account.requirements) };
  const prefix = `${person.id}.`;
  const mine = (keys: string[] | null) => (keys ?? []).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  return {
    alternatives: [],
    currently_due: mine(all.currently_due),
    errors: (all.errors ?? [])
      .filter((error) => error.requirement.startsWith(prefix))
      .map((error) => ({ ...error, requirement: error.requirement.slice(prefix.length) })),
    eventually_due: mine(all.eventually_due),
    past_due: mine(all.past_due),
    pending_verification: mine(all.pending_verification),
  };
}

function seesAll(call: Call<unknown>, record: AccountRecord): boolean {
  return record.kind === "controlled" || call.account === record.account.id && !call.onBehalf;
}

const listAll = operation<Stripe.AccountListPersonsParams>({
  name: "accounts.listPersons",
  method: "GET",
  path: "/v1/accounts/:account/persons",
  params: {
    ...paging,
    relationship: hash<Stripe.AccountListPersonsParams.Relationship>({
      authorizer: boolean(),
      director: boolean(),
      executive: boolean(),
      legal_guardian: boolean(),
      owner: boolean(),
      representative: boolean(),
    }),
  },
  run(call) {
    const record = reachable(call);
    const { relationship } = call.params;
    const rows = record.people
      .filter((person) => ROLES.every((role) => relationship?.[role] === undefined || person.roles.includes(role) === relationship[role]))
      .map((person) => personView(record, person, seesAll(call, record)));
    return page(rows, call.params, `/v1/accounts/${record.account.id}/persons`, "person");
  },
});

const retrieveOne = operation<Stripe.AccountRetrievePersonParams>({
  name: "accounts.retrievePerson",
  method: "GET",
  path: "/v1/accounts/:account/persons/:person",
  params: {},
  run(call) {
    const record = reachable(call);
    const id = call.path.person ?? "";
    const person = record.people.find((candidate) => candidate.id === id);
    if (!person) throw missingResource("person", id, "person");
    return personView(record, person, seesAll(call, record));
  },
});

export const persons: Operation[] = [listAll, retrieveOne];
