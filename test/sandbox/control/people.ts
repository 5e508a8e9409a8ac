import type Stripe from "stripe";
import { z } from "zod";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import type { AccountRecord, PersonRecord } from "../engine/state";
import { emitAccountUpdated } from "../stripe/account-object";
import { emitPerson, makePerson, personView, ROLES } from "../stripe/persons";
import { recordOf } from "./account-changes";
import { action } from "./action";

const fields = {
  first_name: z.string().nullable().optional(),
  last_name: z.string().nullable().optional(),
  email: z.string().nullable().optional(),
  title: z.string().nullable().optional(),
  percent_ownership: z.number().min(0).max(100).nullable().optional(),
  /** Stripe keeps the name from the platform. */
  hidden: z.boolean().optional(),
};

function personOf(engine: Engine, account: string, id: string): { record: AccountRecord; person: PersonRecord } {
  const record = recordOf(engine, account);
  const person = record.people.find((candidate) => candidate.id === id);
  if (!person) throw new SandboxError(`${account} has no person ${id}.`);
  return { record, person };
}

/** Who stands behind an account. Part of `control.accounts`. */
export const peopleActions = {
  addPerson: action(z.strictObject({ account: z.string(), roles: z.array(z.enum(ROLES)).default(["representative"]), ...fields }), (engine, { account, ...given }): Stripe.Person => {
    const record = recordOf(engine, account);
    const person = makePerson(engine, record, given as Parameters<typeof makePerson>[2]);
    return personView(record, person, true);
  }),
  updatePerson: action(
    z.strictObject({ account: z.string(), person: z.string(), roles: z.array(z.enum(ROLES)).optional(), ...fields }),
    (engine, { account, person: id, ...given }): Stripe.Person => {
      const { record, person } = personOf(engine, account, id);
      if (given.first_name !== undefined) person.firstName = given.first_name;
      if (given.last_name !== undefined) person.lastName = given.last_name;
      if (given.email !== undefined) person.email = given.email;
      if (given.title !== undefined) person.title = given.title;
      if (given.percent_ownership !== undefined) person.percentOwnership = given.percent_ownership;
      if (given.hidden !== undefined) person.hidden = given.hidden;
      if (given.roles !== undefined) person.roles = given.roles;
      emitPerson(engine, record, person, "person.updated");
      return personView(record, person, true);
    },
  ),
  /** Nothing is asked of somebody who is gone. */
  removePerson: action(z.strictObject({ account: z.string(), person: z.string() }), (engine, { account, person: id }): void => {
    const { record, person } = personOf(engine, account, id);
    record.people = record.people.filter((candidate) => candidate !== person);
    for (const asked of [record.account.requirements, record.account.future_requirements]) {
      if (!asked) continue;
      const others = (keys: string[] | null) => (keys ?? []).filter((key) => !key.startsWith(`${id}.`));
      Object.assign(asked, {
        currently_due: others(asked.currently_due),
        eventually_due: others(asked.eventually_due),
        past_due: others(asked.past_due),
        pending_verification: others(asked.pending_verification),
        errors: (asked.errors ?? []).filter((error) => !error.requirement.startsWith(`${id}.`)),
      });
    }
    emitPerson(engine, record, person, "person.deleted");
    emitAccountUpdated(engine, account);
  }),
  people: action(z.strictObject({ account: z.string() }), (engine, { account }): PersonRecord[] => recordOf(engine, account).people),
};
