import type { Engine } from "../engine/engine";
import type { AccountRecord } from "../engine/state";
import { emitAccountUpdated, noRequirements } from "./account-object";
import { setSwitches } from "./account-switches";

/**
 * What happens when a due date passes: the items become past due and the account stops (STRIPE.md C); what was announced for the future is asked now.
 * Registered as a tick of the engine.
 */
export function enforceDeadlines(engine: Engine): void {
  for (const record of Object.values(engine.state.accounts)) {
    const announced = announcedIsAsked(engine, record);
    const requirements = record.account.requirements;
    const deadline = requirements?.current_deadline;
    if (requirements && deadline && deadline <= engine.clock.seconds()) {
      requirements.past_due = [...new Set([...(requirements.past_due ?? []), ...(requirements.currently_due ?? [])])];
      requirements.current_deadline = null;
      if (requirements.past_due.length > 0) {
        requirements.disabled_reason = "requirements.past_due";
        setSwitches(engine, record, { charges: false, payouts: false });
      }
      emitAccountUpdated(engine, record.account.id);
    } else if (announced) emitAccountUpdated(engine, record.account.id);
  }
}

/** Future requirements whose day has come move among the present ones. */
function announcedIsAsked(engine: Engine, record: AccountRecord): boolean {
  const future = record.account.future_requirements;
  if (!future?.current_deadline || future.current_deadline > engine.clock.seconds()) return false;
  const now = { ...noRequirements(), ...record.account.requirements };
  const both = (a: string[] | null, b: string[] | null) => [...new Set([...(a ?? []), ...(b ?? [])])];
  record.account.requirements = {
    ...now,
    currently_due: both(now.currently_due, future.currently_due),
    eventually_due: both(now.eventually_due, both(future.eventually_due, future.currently_due)),
    pending_verification: both(now.pending_verification, future.pending_verification),
    alternatives: [...(now.alternatives ?? []), ...(future.alternatives ?? [])],
    errors: [...(now.errors ?? []), ...(future.errors ?? [])],
  };
  record.account.future_requirements = noRequirements();
  return true;
}
