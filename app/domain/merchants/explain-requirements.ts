import { DAY } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { requirementsOf, type AccountFacts, type Requirements } from "./account-facts";
import { coreCapabilitiesOff } from "./account-state";
import { capabilityName } from "./capabilities";
import { explainDisabled } from "./disabled-reasons";
import { errorSentence } from "./error-sentences";
import { describeKey, type AskedFor, type Place } from "./requirement-keys";

/** One thing that stands between the creator and being paid, in words. */
export interface RequirementLine {
  /** Stable within an account: the same thing asked twice is the same line. */
  id: string;
  what: string;
  why: string;
  /** "Now", "By 5 December 2026 (12 days left)", or null when Stripe sets no date. */
  byWhen: string | null;
  /** Who acts next. `nobody`: it is final, or not Stripe's and not the creator's. */
  who: "you" | "stripe" | "nobody";
  /** What is stopped, or will be. */
  consequence: string;
  where: { label: string; url: string };
  tone: "calm" | "urgent" | "final";
  /** Stripe's own names for it, for a "details" line only. */
  details: string[];
}

type Explained = AccountFacts & { id?: string };

/**
 * Everything Stripe wants or does about an account, most urgent first; empty only if charges, payouts and the core
 * capabilities are all on and nothing is due. What is only `eventually_due` is not due and not told.
 * https://docs.stripe.com/connect/handling-api-verification
 */
export function explainRequirements(account: Explained, now: Date): RequirementLine[] {
  if (account.status === "disconnected") return [];
  const asked = requirementsOf(account);
  const lines = [...dueLines(account, asked, now), ...pendingLines(account, asked)];
  if (asked.disabledReason) lines.push(...disabledLine(account, asked.disabledReason, lines.length > 0));
  // The reason of a closed account comes first: nothing below it can be mended.
  lines.sort((a, b) => rank(a) - rank(b));
  if (lines.length === 0) lines.push(...unexplained(account));
  return lines;
}

function dueLines(account: Explained, asked: Requirements, now: Date): RequirementLine[] {
  const past = new Set(asked.pastDue);
  const keys = unique([...asked.pastDue, ...asked.errors.map((error) => error.requirement).filter(Boolean), ...asked.currentlyDue]);
  const people = unique([...keys, ...asked.pendingVerification].map((key) => key.split(".")[0] ?? "").filter((head) => head.startsWith("person_")));
  const groups = new Map<string, { thing: AskedFor; keys: string[] }>();
  for (const key of keys) {
    const thing = describeKey(key, account.country, people);
    const group = groups.get(thing.group);
    if (group) group.keys.push(key);
    else groups.set(thing.group, { thing, keys: [key] });
  }
  return [...groups].map(([id, group]) => {
    const overdue = group.keys.some((key) => past.has(key)) || (asked.deadline !== null && asked.deadline <= now);
    const errors = unique(asked.errors.filter((error) => group.keys.includes(error.requirement)).map((error) => error.code));
    const instead = unique(
      asked.alternatives.filter((entry) => entry.of.some((key) => group.keys.includes(key))).flatMap((entry) => entry.instead.map((key) => describeKey(key, account.country, people).what)),
    );
    const why = [errors.length > 0 ? errors.map(errorSentence).join(" ") : group.thing.why, instead.length > 0 ? `Stripe also takes this instead: ${instead.join("; ")}.` : ""];
    return {
      id,
      what: group.thing.what,
      why: why.filter(Boolean).join(" "),
      byWhen: overdue ? "Now" : deadlineText(asked.deadline, now),
      who: "you" as const,
      consequence: overdue ? stoppedNow(account) : willStop(account, asked.deadline),
      where: place(group.thing.place, account),
      tone: overdue || !account.chargesEnabled || !account.payoutsEnabled || errors.length > 0 ? ("urgent" as const) : ("calm" as const),
      details: [...group.keys, ...errors],
    };
  });
}

/** What Stripe checks at this moment, without what it asks for again. */
function pendingLines(account: Explained, asked: Requirements): RequirementLine[] {
  const open = new Set([...asked.pastDue, ...asked.currentlyDue, ...asked.errors.map((error) => error.requirement)]);
  const keys = asked.pendingVerification.filter((key) => !open.has(key));
  const people = unique(keys.map((key) => key.split(".")[0] ?? "").filter((head) => head.startsWith("person_")));
  const groups = new Map<string, RequirementLine>();
  for (const key of keys) {
    const thing = describeKey(key, account.country, people);
    const known = groups.get(thing.group);
    if (known) {
      known.details.push(key);
      continue;
    }
    groups.set(thing.group, {
      id: `checking.${thing.group}`,
      what: `Stripe is checking: ${lowerFirst(thing.what)}`,
      why: "You have handed it in. It usually takes minutes, sometimes a few days.",
      byWhen: null,
      who: "stripe",
      consequence: account.chargesEnabled && account.payoutsEnabled ? "Nothing is stopped meanwhile." : stoppedNow(account),
      where: place("verification", account, "See it at Stripe"),
      tone: "calm",
      details: [key],
    });
  }
  return [...groups.values()];
}

function disabledLine(account: Explained, reason: string, explained: boolean): RequirementLine[] {
  const { what, why, who, onlyAlone } = explainDisabled(reason);
  if (onlyAlone && explained) return [];
  const final = reason.startsWith("rejected.");
  return [
    {
      id: `disabled.${reason}`,
      what,
      why,
      byWhen: who === "you" ? "Now" : null,
      who,
      consequence: stoppedNow(account),
      where: final || reason === "other" ? place("support", account, "Ask Stripe's support") : place("verification", account, who === "you" ? undefined : "See it at Stripe"),
      tone: final ? "final" : who === "stripe" ? "calm" : "urgent",
      details: [reason],
    },
  ];
}

/** Something is off, but Stripe shows us no reason: say so rather than "all set". */
function unexplained(account: Explained): RequirementLine[] {
  const off = coreCapabilitiesOff(account);
  const allOn = account.chargesEnabled && account.payoutsEnabled;
  if (allOn && off.length === 0) return [];
  const base = { byWhen: "Now", who: "you" as const, consequence: stoppedNow(account), tone: "urgent" as const, where: place("verification", account) };
  if (!account.syncedAt) {
    return [{ ...base, id: "unread", what: "We have not been able to read this account from Stripe yet", why: "Choose Check again in a moment.", byWhen: null, details: [] }];
  }
  if (!account.detailsSubmitted) {
    return [{ ...base, id: "details", what: "Finish setting up your Stripe account", why: "You began at Stripe but did not come to the end of its form.", details: ["details_submitted"] }];
  }
  if (allOn) {
    return off.map(({ name, status }) => ({
      ...base,
      id: `capability.${name}`,
      what: status === "pending" ? `Stripe is still switching on: ${capabilityName(name)}` : `${capabilityName(name)} is off`,
      why: status === "pending" ? "Stripe is looking at it. It usually takes minutes, sometimes a few days." : "Stripe has switched it off, or you have. Your Dashboard says which.",
      byWhen: null,
      who: status === "pending" ? ("stripe" as const) : ("you" as const),
      consequence: name === "transfers" ? "Payouts to your bank may be on hold." : "Buyers may be unable to pay by card.",
      tone: status === "pending" ? ("calm" as const) : ("urgent" as const),
      details: [name],
    }));
  }
  return [
    {
      ...base,
      id: "unexplained",
      what: account.chargesEnabled ? "Stripe holds back your payouts" : "Stripe does not let this account take payments",
      why: "Stripe does not tell us why. Your own Dashboard shows what it wants.",
      details: [account.chargesEnabled ? "payouts_enabled" : "charges_enabled"],
    },
  ];
}

/** What is off at this moment, one sentence. */
export function stoppedNow(account: Pick<AccountFacts, "chargesEnabled" | "payoutsEnabled">): string {
  if (!account.chargesEnabled && !account.payoutsEnabled) return "You cannot sell, and payouts to your bank are on hold.";
  if (!account.chargesEnabled) return "You cannot sell until it is done.";
  if (!account.payoutsEnabled) return "You can sell, but payouts to your bank are on hold.";
  return "Nothing is stopped yet, but Stripe may stop sales or payouts at any time.";
}

function willStop(account: AccountFacts, deadline: Date | null): string {
  if (!account.chargesEnabled || !account.payoutsEnabled) return stoppedNow(account);
  return deadline ? `If it is not done by ${formatDay(deadline)}, Stripe stops your sales or payouts.` : "Nothing is stopped yet; Stripe may stop sales or payouts if it stays open.";
}

/** "By 5 December 2026 (12 days left)". */
export function deadlineText(deadline: Date | null, now: Date): string | null {
  if (!deadline) return null;
  const days = Math.floor((deadline.getTime() - now.getTime()) / DAY);
  const left = days < 1 ? "less than a day left" : days === 1 ? "1 day left" : `${days} days left`;
  return `By ${formatDay(deadline)} (${left})`;
}

const PLACE_LABELS: Record<Place, string> = {
  verification: "Do it at Stripe", business: "Change it at Stripe", bank: "Add it at Stripe", payment_methods: "Open payment methods at Stripe", support: "Ask Stripe's support",
};

/** Always through our own address, which knows the account and takes the creator to the right page of their Dashboard. */
function place(where: Place, account: Explained, label?: string): RequirementLine["where"] {
  const query = account.id ? `?account=${account.id}` : "";
  return { label: label ?? PLACE_LABELS[where], url: `/settings/integrations/stripe/open/${where}${query}` };
}

function rank(line: RequirementLine): number {
  if (line.tone === "final") return 0;
  if (line.who !== "stripe") return line.byWhen === "Now" ? 1 : 2;
  return 3;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
