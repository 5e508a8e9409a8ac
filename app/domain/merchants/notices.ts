import { DAY, MINUTE } from "~/lib/clock";

/** What clears within this time was a blip, and nobody is told. */
export const BLIP_MS = 10 * MINUTE;
/** An account is written about at most once in this time, whatever happens. */
export const QUIET_MS = DAY;
/** Days before the deadline on which the creator is reminded. */
export const REMIND_DAYS = [7, 3, 1] as const;

/** `needed` something new is asked; `reminder` the date comes near; `stopped` sales or payouts were switched off, or for good; `clear` all is well again. */
export type NoticeKind = "needed" | "reminder" | "stopped" | "clear";

/** An open entry of the account's history. */
export interface Topic {
  /** Of the entry: the same thing asked a second time has another. */
  id: string;
  askedAt: Date;
}

export interface NoticeFacts {
  /** What the creator must act on; announcements for later are not among it. */
  yours: (Topic & { deadline: Date | null })[];
  /** Sales or payouts that were on and are off. */
  off: Topic[];
  /** Stripe has closed the account. */
  final: Topic | null;
  /** What Stripe itself is doing: neither to be told nor all clear. */
  withStripe: number;
  /** When the last open thing ended; null: something is open, or nothing ever was. */
  clearSince: Date | null;
  /** What the creator was told, newest first. */
  notices: { kind: string; lineIds: string[]; createdAt: Date }[];
}

export interface NoticeDecision {
  notice: { kind: NoticeKind; dueDays: number | null; topics: string[] } | null;
  /** When to decide again; null: when something changes. */
  checkAt: Date | null;
}

/**
 * What the creator is told by mail now, if anything. Pure: everything comes from how things stand at this moment, so a mail can
 * never tell of a state that is over.
 *
 * - New: an open entry that has stood for ten minutes and was in no mail since the last "all clear".
 * - Most important first: closed for good (once, and nothing after it), stopped, needed, reminder, clear. One mail tells all.
 * - A reminder is due from 7, 3 and 1 days before the earliest deadline, unless any mail has gone out since that day.
 * - "Clear" only to whom something was told, and when nothing at all has been open for ten minutes.
 * - At most one mail in 24 hours: what is due before waits, and is decided anew then.
 */
export function decideNotice(facts: NoticeFacts, now: Date): NoticeDecision {
  const episode = sinceClear(facts.notices);
  const told = new Set(episode.flatMap((notice) => notice.lineIds));
  const open = [...facts.yours, ...facts.off, ...(facts.final ? [facts.final] : [])];
  const untold = open.filter(({ id }) => !told.has(id));
  const wanted = wantedNow(facts, episode, untold, now);
  const last = facts.notices[0];
  const quietUntil = last ? new Date(last.createdAt.getTime() + QUIET_MS) : null;
  const topics = open.map(({ id }) => id);
  if (wanted && !(quietUntil && quietUntil > now)) {
    return { notice: { ...wanted, topics }, checkAt: wanted.kind === "clear" || facts.final ? null : nextReminder(facts, now) };
  }
  const young = [...untold.map(({ askedAt }) => askedAt), ...(episode.length > 0 && facts.clearSince && open.length === 0 ? [facts.clearSince] : [])]
    .map((at) => new Date(at.getTime() + BLIP_MS))
    .filter((at) => at > now);
  return { notice: null, checkAt: earliest([...young, wanted ? quietUntil : null, facts.final ? null : nextReminder(facts, now)]) };
}

function wantedNow(facts: NoticeFacts, episode: NoticeFacts["notices"], untold: readonly Topic[], now: Date): { kind: NoticeKind; dueDays: number | null } | null {
  const isNew = (topic: Topic) => untold.some(({ id }) => id === topic.id) && settled(topic.askedAt, now);
  if (facts.final) return isNew(facts.final) ? { kind: "stopped", dueDays: null } : null;
  if (facts.off.some(isNew)) return { kind: "stopped", dueDays: null };
  if (facts.yours.some(isNew)) return { kind: "needed", dueDays: null };
  const dueDays = reminderDue(facts, episode, now);
  if (dueDays !== null) return { kind: "reminder", dueDays };
  const clear = facts.yours.length + facts.off.length + facts.withStripe === 0;
  return clear && episode.length > 0 && facts.clearSince && settled(facts.clearSince, now) ? { kind: "clear", dueDays: null } : null;
}

function reminderDue(facts: NoticeFacts, episode: NoticeFacts["notices"], now: Date): number | null {
  const deadline = nearestDeadline(facts, now);
  if (!deadline) return null;
  const reached = REMIND_DAYS.filter((days) => daysBefore(deadline, days) <= now).at(-1);
  if (reached === undefined) return null;
  const since = daysBefore(deadline, reached);
  return episode.some(({ createdAt }) => createdAt >= since) ? null : reached;
}

function nextReminder(facts: NoticeFacts, now: Date): Date | null {
  const deadline = nearestDeadline(facts, now);
  return deadline && earliest(REMIND_DAYS.map((days) => daysBefore(deadline, days)).filter((at) => at > now));
}

/** The earliest date to come, of what has stood long enough to be believed. */
function nearestDeadline({ yours }: NoticeFacts, now: Date): Date | null {
  return earliest(yours.filter(({ askedAt }) => settled(askedAt, now)).map(({ deadline }) => (deadline && deadline > now ? deadline : null)));
}

/** What was told since the last "all clear"; what is told of single payouts is no part of this. */
function sinceClear(notices: NoticeFacts["notices"]): NoticeFacts["notices"] {
  const mine = notices.filter(({ kind }) => kind !== "payout");
  const cleared = mine.findIndex(({ kind }) => kind === "clear");
  return cleared === -1 ? mine : mine.slice(0, cleared);
}

function settled(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() >= BLIP_MS;
}

function daysBefore(deadline: Date, days: number): Date {
  return new Date(deadline.getTime() - days * DAY);
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  const times = dates.flatMap((date) => (date ? [date.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
