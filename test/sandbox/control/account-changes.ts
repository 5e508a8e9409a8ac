import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import type { AccountRecord, DashboardUser } from "../engine/state";
import { capabilityView, noRequirements } from "../stripe/account-object";

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

/** `card_payments` carries charging: when it is not active the account cannot charge, and the other way round. */
export function setCapability(engine: Engine, record: AccountRecord, name: string, status: "active" | "inactive" | "pending" | "unrequested"): void {
  const capabilities = (record.account.capabilities ??= {}) as Record<string, string>;
  if (capabilities[name] === status) return;
  capabilities[name] = status;
  engine.emit(record.account.id, "capability.updated", capabilityView(record, name));
}

export function setSwitches(engine: Engine, record: AccountRecord, wanted: { charges?: boolean | undefined; payouts?: boolean | undefined }): void {
  if (wanted.charges !== undefined) {
    record.account.charges_enabled = wanted.charges;
    setCapability(engine, record, "card_payments", wanted.charges ? "active" : "inactive");
  }
  if (wanted.payouts !== undefined) {
    record.account.payouts_enabled = wanted.payouts;
    setCapability(engine, record, "transfers", wanted.payouts ? "active" : "inactive");
  }
}

/** All that was asked for is given: the account works. */
export function allSatisfied(engine: Engine, record: AccountRecord): void {
  record.account.requirements = noRequirements();
  record.account.details_submitted = true;
  setSwitches(engine, record, { charges: true, payouts: true });
}
