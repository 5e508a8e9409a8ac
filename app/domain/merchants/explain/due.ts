import { formatDay } from "~/lib/dates";
import { requirementsOf, type Requirements } from "../account-facts";
import { isRejected } from "../disabled-reasons";
import { errorSentence } from "../error-sentences";
import type { AskedFor } from "../requirement-keys";
import { errorWithoutThing } from "../words/errors";
import { ANSWER_LABEL, CONTINUE_LABEL, NOW, byWhen, consequence, lineWords } from "../words/lines";
import { announcedFor } from "./announced";
import { overdue, stoppedMeanwhile, threatenedBy, until } from "./consequences";
import { daysUntil, deadlineText, grouped, lowerFirst, place, unique, type Explained, type Group, type RequirementLine } from "./line";

/** So many things of an unfinished form are listed; the form itself names the rest. */
const SETUP_THINGS = 4;

type Describe = (key: string) => AskedFor;

/** What Stripe asks for now or by a date. `eventually_due` is neither, and is not told. */
export function dueLines(account: Explained, describe: Describe, now: Date): RequirementLine[] {
  const asked = requirementsOf(account);
  const errors = asked.errors.map((error) => error.requirement).filter(Boolean);
  const groups = grouped([...asked.pastDue, ...errors, ...asked.currentlyDue], describe).filter((group) => stillAsked(group, asked));
  const unnamed = unnamedErrors(account, asked, now);
  if (!account.detailsSubmitted && asked.errors.length === 0 && groups.length > 1 && !isRejected(asked.disabledReason)) return [setupLine(account, asked, groups, now)];
  return [...groups.map((group) => dueLine(account, asked, group, describe, now)), ...unnamed];
}

/** A closed account can only be appealed for: whatever else is open there leads nowhere. */
function stillAsked(group: Group, asked: Requirements): boolean {
  return !isRejected(asked.disabledReason) || group.id.startsWith("interv_");
}

function dueLine(account: Explained, asked: Requirements, group: Group, describe: Describe, now: Date): RequirementLine {
  const isOverdue = group.keys.some((key) => asked.pastDue.includes(key)) || hasPassed(asked.deadline, now);
  const errors = unique(asked.errors.filter((error) => group.keys.includes(error.requirement)).map((error) => error.code));
  const stops = threatenedBy(group, account);
  return {
    id: group.id,
    what: group.thing.what,
    why: sentences(
      errors.length > 0 ? unique(errors.map(errorSentence)).join(" ") : group.thing.why,
      isOverdue && asked.disabledReason === "requirements.past_due" && lineWords.dateHasPassed,
      alternatives(asked, group, describe),
    ),
    byWhen: isOverdue ? NOW : deadlineText(asked.deadline, now),
    deadline: isOverdue ? null : (asked.deadline?.toISOString() ?? null),
    announced: false,
    who: "you",
    ...(isOverdue ? overdue(account, stops) : until(asked.deadline, account, stops)),
    where: whereFor(group, account),
    tone: isOverdue || !account.chargesEnabled || !account.payoutsEnabled || errors.length > 0 ? "urgent" : "calm",
    details: [...group.keys, ...errors],
  };
}

/** A form that was never finished is one thing to do, however many answers it lacks. */
function setupLine(account: Explained, asked: Requirements, groups: readonly Group[], now: Date): RequirementLine {
  const isOverdue = asked.pastDue.length > 0 || hasPassed(asked.deadline, now);
  const things = groups.slice(0, SETUP_THINGS).map((group) => lowerFirst(group.thing.what));
  return {
    id: "details",
    what: lineWords.setup.what,
    why: lineWords.setup.whyWith({ things, more: groups.length > SETUP_THINGS }),
    byWhen: isOverdue || asked.deadline === null ? NOW : deadlineText(asked.deadline, now),
    deadline: isOverdue ? null : (asked.deadline?.toISOString() ?? null),
    announced: false,
    who: "you",
    ...(isOverdue ? overdue(account, "both") : until(asked.deadline, account, "both")),
    where: place("verification", account, CONTINUE_LABEL),
    tone: "urgent",
    details: groups.flatMap((group) => group.keys),
  };
}

/** Refused, but Stripe names no thing it belongs to. */
function unnamedErrors(account: Explained, asked: Requirements, now: Date): RequirementLine[] {
  if (isRejected(asked.disabledReason)) return [];
  const isOverdue = hasPassed(asked.deadline, now);
  return unique(asked.errors.filter((error) => error.requirement === "").map((error) => error.code)).map((code) => ({
    id: `error.${code}`,
    what: errorWithoutThing.what,
    why: errorSentence(code),
    byWhen: deadlineText(asked.deadline, now),
    deadline: isOverdue ? null : (asked.deadline?.toISOString() ?? null),
    announced: false,
    who: "you" as const,
    ...(isOverdue ? overdue(account, "both") : until(asked.deadline, account, "both")),
    where: place("verification", account),
    tone: "urgent" as const,
    details: [code],
  }));
}

/** What Stripe has announced, calmly and with its date; once that has passed it is still not due before Stripe asks. */
export function announcedLines(account: Explained, describe: Describe, now: Date): RequirementLine[] {
  const { deadline, errors, groups } = announcedFor(account, describe);
  if (!deadline) return [];
  const day = formatDay(deadline);
  return groups.map((group) => {
    const codes = unique(errors.filter((error) => group.keys.includes(error.requirement)).map((error) => error.code));
    const stops = threatenedBy(group, account);
    const reason = codes.length > 0 ? codes.map(errorSentence).join(" ") : group.thing.why;
    return {
      id: group.id,
      what: group.thing.what,
      why: lineWords.announced.why({ day, reason }),
      byWhen: deadline <= now ? byWhen.fromPast({ day }) : byWhen.from({ day, days: daysUntil(deadline, now) }),
      deadline: deadline.toISOString(),
      announced: true,
      who: "you" as const,
      ...(account.chargesEnabled && account.payoutsEnabled ? { consequence: consequence.announced({ day, stops }), stops } : stoppedMeanwhile(account)),
      where: whereFor(group, account),
      tone: "calm" as const,
      details: [...group.keys, ...codes],
    };
  });
}

function alternatives(asked: Requirements, group: Group, describe: Describe): string | false {
  const entries = asked.alternatives.filter((entry) => entry.of.some((key) => group.keys.includes(key)));
  const things = unique(entries.flatMap((entry) => entry.instead.map((key) => lowerFirst(describe(key).what)))).filter((what) => what !== lowerFirst(group.thing.what));
  return things.length > 0 && lineWords.alternative({ things });
}

/** A question of Stripe's is answered; everything else is done. */
function whereFor({ id, thing }: Group, account: Explained): RequirementLine["where"] {
  return place(thing.place, account, id.startsWith("interv_") && thing.place !== "support" ? ANSWER_LABEL : undefined);
}

function hasPassed(deadline: Date | null, now: Date): boolean {
  return deadline !== null && deadline <= now;
}

function sentences(...parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(" ");
}
