import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import type { AccountRecord, DashboardUser } from "../engine/state";

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
