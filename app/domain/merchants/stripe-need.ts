import { formatDay } from "~/lib/dates";
import type { RequirementLine } from "./explain/line";
import { byWhen, who } from "./words/lines";

/** What emails/stripe-needs-you says of one thing. */
export interface Need {
  what: string;
  why: string;
  /** Left out when there is nothing for the creator to do. */
  byWhen?: string;
  who: string;
}

/** A line as a mail says it. A mail is read on another day, so it gives dates and counts no days. */
export function needOf(line: RequirementLine): Need {
  const date = mailDate(line);
  return { what: line.what, why: line.why, who: who[line.who], ...(date === null ? {} : { byWhen: date }) };
}

function mailDate({ announced, deadline, byWhen: onScreen, who: acts }: RequirementLine): string | null {
  if (deadline !== null) return announced ? byWhen.fromDay({ day: formatDay(deadline) }) : byWhen.byDay({ day: formatDay(deadline) });
  return onScreen ?? (acts === "you" ? byWhen.noDate : null);
}
