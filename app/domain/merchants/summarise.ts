import type { AccountFacts } from "./account-facts";
import { capabilitiesInWords } from "./capabilities";
import { connectionState, type ConnectionState } from "./account-state";
import { offNow, stoppedMeanwhile, stoppedNow } from "./explain/consequences";
import type { RequirementLine } from "./explain/line";
import { NOW } from "./words/lines";
import { summaryWords as words } from "./words/summary";

export interface AccountSummary {
  state: ConnectionState;
  tone: "calm" | "urgent" | "final" | "success";
  title: string;
  text: string;
}

/** How an account stands, in one title and one or two sentences. Pure. `lines` are those of `explainRequirements`. */
export function summarise(account: AccountFacts, lines: readonly RequirementLine[]): AccountSummary {
  const state = connectionState(account);
  const yours = lines.filter((line) => line.who === "you");
  const dueYours = yours.filter((line) => !line.announced);
  switch (state) {
    case "ready":
      return { state, ...ready(account) };
    case "soon":
      return { state, ...soon(account, yours) };
    case "needs_you":
      return { state, tone: "urgent", ...needsYou(account, lines, dueYours) };
    case "under_review":
      return { state, tone: "calm", title: words.underReview.title, text: words.underReview.text({ stopped: stoppedMeanwhile(account).consequence }) };
    case "final":
      return { state, tone: "final", title: words.final.title, text: dueYours.length > 0 ? `${words.final.text} ${words.final.appeal}` : words.final.text };
    case "disconnected":
      return { state, tone: "urgent", ...words.disconnected };
  }
}

/** Nothing is asked. What was requested and is off is named, so that nobody reads "all well" over it. */
function ready(account: AccountFacts): Omit<AccountSummary, "state"> {
  const off = capabilitiesInWords(account).filter(({ status }) => status !== "active").map(({ name }) => name);
  if (off.length === 0) return { tone: "success", ...words.ready };
  return { tone: "calm", title: words.readyExcept.title, text: words.readyExcept.text({ off: new Intl.ListFormat("en-GB").format(off) }) };
}

/** All works. A deadline is urgent, an announcement is not. */
function soon(account: AccountFacts, yours: readonly RequirementLine[]): Omit<AccountSummary, "state"> {
  // The date has passed since Stripe was last read: it may stop things at any moment.
  if (yours.some((line) => line.byWhen === NOW)) return { tone: "urgent", title: words.needsYou.title({ count: yours.filter((line) => !line.announced).length }), text: stoppedNow(account) };
  const title = words.soon.title({ count: yours.length });
  const due = yours.find((line) => !line.announced && line.byWhen !== null);
  if (due?.byWhen) return { tone: "urgent", title, text: words.soon.withDate({ byWhen: due.byWhen }) };
  if (yours.some((line) => !line.announced)) return { tone: "calm", title, text: words.soon.withoutDate };
  const announced = yours.find((line) => line.byWhen !== null)?.byWhen;
  return { tone: "calm", title, text: announced ? words.soon.withDate({ byWhen: announced }) : words.soon.withoutDate };
}

function needsYou(account: AccountFacts, lines: readonly RequirementLine[], yours: readonly RequirementLine[]): Pick<AccountSummary, "title" | "text"> {
  if (!account.syncedAt) return words.unread;
  const [first] = lines;
  if (yours.length === 0 && first) return { title: first.what, text: words.notYours({ why: first.why, stopped: offNow(account) === "nothing" ? first.consequence : stoppedNow(account) }) };
  const [only] = yours;
  return {
    title: words.needsYou.title({ count: yours.length }),
    text: only && yours.length === 1 ? words.needsYou.one({ what: only.what, stopped: offNow(account) === "nothing" ? only.consequence : stoppedNow(account) }) : stoppedNow(account),
  };
}
