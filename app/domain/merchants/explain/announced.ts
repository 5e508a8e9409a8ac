import { futureRequirementsOf, requirementsOf, type AccountFacts, type RequirementError } from "../account-facts";
import { isRejected } from "../disabled-reasons";
import type { AskedFor } from "../requirement-keys";
import { describer, grouped, type Group } from "./line";

export interface Announced {
  /** From when Stripe will ask; null: nothing is announced. */
  deadline: Date | null;
  groups: Group[];
  errors: RequirementError[];
}

/**
 * What Stripe has said it will ask for from a day on and is neither asking for nor checking already. Without a day nothing is
 * announced: then it is no more than what Stripe may want one day.
 * https://docs.stripe.com/connect/handle-verification-updates
 */
export function announcedFor(account: AccountFacts, describe: (key: string) => AskedFor = describer(account)): Announced {
  const asked = requirementsOf(account);
  const { deadline, currentlyDue, pastDue, errors } = futureRequirementsOf(account);
  if (!deadline || account.status === "disconnected" || isRejected(asked.disabledReason)) return { deadline: null, groups: [], errors: [] };
  const told = [...asked.pastDue, ...asked.currentlyDue, ...asked.errors.map((error) => error.requirement), ...asked.pendingVerification].filter(Boolean);
  const toldGroups = new Set(told.map((key) => describe(key).group));
  const keys = [...pastDue, ...currentlyDue, ...errors.map((error) => error.requirement).filter(Boolean)];
  const groups = grouped(keys, describe).filter((group) => !toldGroups.has(group.id));
  return groups.length > 0 ? { deadline, groups, errors } : { deadline: null, groups: [], errors: [] };
}
