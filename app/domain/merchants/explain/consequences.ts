import { formatDay } from "~/lib/dates";
import { capabilitiesOf, type AccountFacts } from "../account-facts";
import { consequence, stopped, type Stops } from "../words/lines";
import type { Group } from "./line";

type Flags = Pick<AccountFacts, "chargesEnabled" | "payoutsEnabled">;
type Threatened = "sales" | "payouts" | "both";

/** What is off at this moment; `nothing` when charges and payouts are on. */
export function offNow({ chargesEnabled, payoutsEnabled }: Flags): "nothing" | Threatened {
  if (chargesEnabled && payoutsEnabled) return "nothing";
  return chargesEnabled ? "payouts" : payoutsEnabled ? "sales" : "both";
}

/** What is off at this moment, in one sentence. */
export function stoppedNow(account: Flags): string {
  const off = offNow(account);
  return off === "nothing" ? consequence.anyTime({ stops: "both" }) : stopped[off];
}

/** What is off while Stripe acts and nothing can be done but wait. */
export function stoppedMeanwhile(account: Flags): { consequence: string; stops: Stops } {
  const off = offNow(account);
  return { consequence: off === "nothing" ? stopped.nothingMeanwhile : stopped[off], stops: off };
}

/**
 * What would stop without this thing. Stripe disables a whole account, unless only one of the two depends on it: Stripe says so
 * of both core capabilities, or the thing is the bank account itself.
 */
export function threatenedBy({ keys, thing }: Pick<Group, "keys" | "thing">, account: Pick<AccountFacts, "capabilities">): Threatened {
  const all = capabilitiesOf(account);
  const waits = (name: string) => all.find((capability) => capability.name === name)?.due?.some((key) => keys.includes(key)) ?? null;
  const [sales, payouts] = [waits("card_payments"), waits("transfers")];
  if (sales === true && payouts === false) return "sales";
  if (payouts === true && sales === false) return "payouts";
  return thing.place === "bank" ? "payouts" : "both";
}

/** For something whose date has passed. */
export function overdue(account: Flags, stops: Threatened): { consequence: string; stops: Stops } {
  const off = offNow(account);
  return off === "nothing" ? { consequence: consequence.anyTime({ stops }), stops } : { consequence: stopped[off], stops: off };
}

/** For something that is due by a date, or without one. */
export function until(deadline: Date | null, account: Flags, stops: Threatened): { consequence: string; stops: Stops } {
  const off = offNow(account);
  if (off === "nothing") return { consequence: deadline ? consequence.atDeadline({ day: formatDay(deadline), stops }) : consequence.withoutDate({ stops }), stops };
  const more = off === "both" || stops === off ? null : off === "sales" ? ("payouts" as const) : ("sales" as const);
  if (!deadline || more === null) return { consequence: stopped[off], stops: off };
  return { consequence: consequence.alsoAtDeadline({ now: stopped[off], day: formatDay(deadline), stops: more }), stops: more };
}
