import type { Engine } from "../engine/engine";
import type { AccountRecord } from "../engine/state";
import { capabilityView, noRequirements } from "./account-object";

export type CapabilityStatus = "active" | "inactive" | "pending" | "unrequested";

/** Changes one capability and tells it. `reason` is what the capability itself says why it is off (`pending.review` …). */
export function setCapability(engine: Engine, record: AccountRecord, name: string, status: CapabilityStatus, reason: string | null = null): void {
  const capabilities = (record.account.capabilities ??= {}) as Record<string, string>;
  if (capabilities[name] === status && (record.capabilityReasons[name] ?? null) === reason) return;
  capabilities[name] = status;
  if (reason === null || status === "active") delete record.capabilityReasons[name];
  else record.capabilityReasons[name] = reason;
  engine.emit(record.account.id, "capability.updated", capabilityView(record, name));
}

/** `card_payments` carries charging, `transfers` paying out: when one is not active the account cannot, and the other way round. */
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
  record.externalAccount.status = "new";
  setSwitches(engine, record, { charges: true, payouts: true });
}
