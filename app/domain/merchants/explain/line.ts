import { DAY } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { futureRequirementsOf, requirementsOf, type AccountFacts } from "../account-facts";
import { describeKey, type AskedFor, type Place } from "../requirement-keys";
import { NOW, PLACE_LABELS, byWhen, type Stops } from "../words/lines";
import { namesOf, peopleIn, representativeOf } from "./people";

/** One thing that stands between the creator and being paid, in words. */
export interface RequirementLine {
  /** Stable within an account: the same thing asked twice, or announced and then asked, is the same line. */
  id: string;
  what: string;
  why: string;
  /** "Now", "By 5 December 2026 (12 days left)", "From 5 December 2026 on (in 12 days)", or null when Stripe sets no date. */
  byWhen: string | null;
  /** The same date as an ISO 8601 instant (UTC); null for "Now" and for no date. */
  deadline: string | null;
  /** Stripe will ask for it from `deadline` on and does not yet: never due now. */
  announced: boolean;
  /** Who acts next. `nobody`: it is final, or not Stripe's and not the creator's. */
  who: "you" | "stripe" | "nobody";
  /** What is stopped, or will be, in a sentence or two; `stops` is the same for machines. */
  consequence: string;
  stops: Stops;
  where: { label: string; url: string };
  tone: "calm" | "urgent" | "final";
  /** Stripe's own names for it, for a "details" line only. */
  details: string[];
}

/** With its id, when the links shall lead to this very account. */
export type Explained = AccountFacts & { id?: string };

/** Everything asked for and its context, in the words of this account: `describe` knows its country and its people. */
export function describer(account: AccountFacts): (key: string) => AskedFor {
  const asked = requirementsOf(account);
  const future = futureRequirementsOf(account);
  const keys = [asked, future].flatMap((of) => [...of.pastDue, ...of.currentlyDue, ...of.errors.map((error) => error.requirement), ...of.pendingVerification, ...of.alternatives.flatMap((entry) => entry.instead)]);
  const context = { country: account.country, names: namesOf(account, peopleIn(keys)), representative: representativeOf(account) };
  return (key) => describeKey(key, context);
}

export interface Group {
  id: string;
  thing: AskedFor;
  keys: string[];
}

/** Keys that are one thing to a person, together, in their order. */
export function grouped(keys: readonly string[], describe: (key: string) => AskedFor): Group[] {
  const groups = new Map<string, Group>();
  for (const key of new Set(keys)) {
    const thing = describe(key);
    const known = groups.get(thing.group);
    if (known) known.keys.push(key);
    else groups.set(thing.group, { id: thing.group, thing, keys: [key] });
  }
  return [...groups.values()];
}

/** "Now", "By 5 December 2026 (12 days left)", or null without a date. A date that has passed is now. */
export function deadlineText(deadline: Date | null, now: Date): string | null {
  if (!deadline) return null;
  return deadline <= now ? NOW : byWhen.by({ day: formatDay(deadline), days: daysUntil(deadline, now) });
}

/** Whole days, rounded down. */
export function daysUntil(at: Date, now: Date): number {
  return Math.floor((at.getTime() - now.getTime()) / DAY);
}

/** Always through our own address, which knows the account and takes the creator to the right page. */
export function place(where: Place, account: Explained, label: string = PLACE_LABELS[where]): RequirementLine["where"] {
  const query = account.id ? `?account=${account.id}` : "";
  return { label, url: `/settings/integrations/stripe/open/${where}${query}` };
}

export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
