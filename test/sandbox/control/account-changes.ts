import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import type { AccountRecord, DashboardUser } from "../engine/state";
import { noRequirements } from "../stripe/account-object";

/** @throws {SandboxError} when there is no such account (the platform's own does not count) */
export function recordOf(engine: Engine, id: string): AccountRecord {
  const record = engine.account(id);
  if (!record || record.kind === "platform") throw new SandboxError(`There is no account ${id}.`);
  return record;
}

/** The person with this address, in any case of letters. */
export function userOf(engine: Engine, email: string): DashboardUser | undefined {
  return Object.values(engine.state.users).find((user) => user.email.toLowerCase() === email.trim().toLowerCase());
}

/** One thing is given: nothing of it stays asked. */
export function forget(record: AccountRecord, requirement: string): void {
  const current = { ...noRequirements(), ...record.account.requirements };
  const without = (keys: string[] | null) => (keys ?? []).filter((key) => key !== requirement);
  record.account.requirements = {
    ...current,
    currently_due: without(current.currently_due),
    eventually_due: without(current.eventually_due),
    past_due: without(current.past_due),
    pending_verification: without(current.pending_verification),
    errors: (current.errors ?? []).filter((error) => error.requirement !== requirement),
    alternatives: (current.alternatives ?? []).filter((item) => !item.original_fields_due.includes(requirement)),
  };
}

export function nothingLeft({ account: { requirements: left } }: AccountRecord): boolean {
  return [...(left?.currently_due ?? []), ...(left?.past_due ?? []), ...(left?.pending_verification ?? [])].length === 0;
}
