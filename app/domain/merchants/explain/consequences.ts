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
 * What would stop without this thing. Stripe disables a whole account, unless only receiving money depends on the thing:
 * it says so of a capability, or the thing is the bank account itself.
 */
export function threatenedBy({ keys, thing }: Pick<Group, "keys" | "thing">, account: Pick<AccountFacts, "capabilities">): Threatened {
  const waiting = new Set(capabilitiesOf(account).filter(({ due }) => due.some((key) => keys.includes(key))).map(({ name }) => name));
  if (waiting.size > 0) {
    const sales = [...waiting].some((name) => name !== "transfers");
    return sales ? (waiting.has("transfers") ? "both" : "sales") : "payouts";
  }
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
