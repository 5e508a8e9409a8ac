import { formatDay } from "~/lib/dates";
import type { RequirementLine } from "./explain/line";
import { byWhen, who } from "./words/lines";

/** What emails/stripe-needs-you says of one thing. */
export interface Need {
  what: string;
  why: string;
  byWhen: string;
  who: string;
}

/** A line as a mail says it. A mail is read on another day, so it gives dates and counts no days. */
export function needOf(line: RequirementLine): Need {
  return { what: line.what, why: line.why, byWhen: mailDate(line), who: who[line.who] };
}

function mailDate({ announced, deadline, byWhen: onScreen, who: acts }: RequirementLine): string {
  if (deadline !== null) return announced ? byWhen.fromDay({ day: formatDay(deadline) }) : byWhen.byDay({ day: formatDay(deadline) });
  if (onScreen !== null) return onScreen;
  return acts === "you" ? byWhen.noDate : byWhen.nothingToDo;
}
