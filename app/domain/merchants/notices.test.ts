import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "~/lib/clock";
import { decideNotice, type NoticeFacts } from "./notices";

const START = Date.UTC(2026, 4, 1, 12);
const at = (ms: number) => new Date(START + ms);

/** An account as a story: what is open at a moment is told to `decideNotice` as the app would tell it. */
class Story {
  private rows: { id: string; what: "yours" | "off" | "stripe" | "final"; from: number; to: number | null; deadline: Date | null }[] = [];
  private notices: NoticeFacts["notices"] = [];
  readonly mails: string[] = [];
  private next: number | null = null;

  ask(from: number, id: string, { to = null, deadline = null, what = "yours" }: { to?: number | null; deadline?: number | null; what?: "yours" | "off" | "stripe" | "final" } = {}): this {
    this.rows.push({ id, what, from, to, deadline: deadline === null ? null : at(deadline) });
    return this;
  }

  /** Lives through the time in steps of five minutes; decides when something changed or when it was asked to. */
  until(end: number): string[] {
    for (let time = 0; time <= end; time += 5 * MINUTE) {
      for (const { from, to } of this.rows) if (from === time || to === time) this.next = Math.min(this.next ?? Infinity, time + 10 * MINUTE);
      if (this.next === null || this.next > time) continue;
      const { notice, checkAt } = decideNotice(this.facts(time), at(time));
      if (checkAt !== null && checkAt <= at(time)) throw new Error("decides in circles");
      this.next = checkAt && checkAt.getTime() - START;
      if (!notice) continue;
      this.notices.unshift({ kind: notice.kind, lineIds: notice.topics, createdAt: at(time) });
      this.mails.push(`${notice.kind}${notice.dueDays ? ` ${notice.dueDays}` : ""} @${hours(time)}`);
    }
    return this.mails;
  }

  private facts(time: number): NoticeFacts {
    const past = this.rows.filter((row) => row.from <= time);
    const open = past.filter((row) => row.to === null || row.to > time);
    const of = (what: string) => open.filter((row) => row.what === what).map(({ id, from, deadline }) => ({ id, askedAt: at(from), deadline }));
    const ends = past.flatMap((row) => row.to ?? []);
    return {
      yours: of("yours"), off: of("off"), final: of("final")[0] ?? null, withStripe: of("stripe").length,
      clearSince: open.length === 0 && ends.length > 0 ? at(Math.max(...ends)) : null,
      notices: this.notices,
    };
  }
}

function hours(ms: number): string {
  const minutes = Math.round((ms % HOUR) / MINUTE);
  return `${Math.floor(ms / DAY)}d${Math.floor((ms % DAY) / HOUR)}h${minutes ? `${minutes}m` : ""}`;
}

const stories: [string, Story, number, string[]][] = [
  ["asked with ten days to go, and done: the request, each reminder, all clear",
    new Story().ask(0, "id", { deadline: 10 * DAY, to: 9.5 * DAY }), 20 * DAY,
    ["needed @0d0h10m", "reminder 7 @3d0h", "reminder 3 @7d0h", "reminder 1 @9d0h", "clear @10d0h"]],
  ["the deadline passes: sales stop",
    new Story().ask(0, "id", { deadline: 2 * DAY }).ask(2 * DAY, "off", { what: "off" }), 10 * DAY,
    ["needed @0d0h10m", "reminder 1 @1d0h10m", "stopped @2d0h10m"]],
  ["asked five days before: that mail is the seven-day reminder too",
    new Story().ask(0, "id", { deadline: 5 * DAY }), 4 * DAY + HOUR,
    ["needed @0d0h10m", "reminder 3 @2d0h", "reminder 1 @4d0h"]],
  ["a blip of nine minutes: nothing", new Story().ask(0, "id", { to: 5 * MINUTE }).ask(HOUR, "off", { what: "off", to: HOUR + 5 * MINUTE }), 5 * DAY, []],
  ["told, and clear for five minutes only: no all clear",
    new Story().ask(0, "id", { to: DAY + HOUR }).ask(DAY + HOUR + 5 * MINUTE, "again", {}), 2 * DAY,
    ["needed @0d0h10m", "needed @1d1h15m"]],
  ["twice in a day: the second waits for its turn, and is told if it still holds",
    new Story().ask(0, "id").ask(3 * HOUR, "bank"), 3 * DAY, ["needed @0d0h10m", "needed @1d0h10m"]],
  ["twice in a day, and the second is over by then", new Story().ask(0, "id").ask(3 * HOUR, "bank", { to: 5 * HOUR }), 3 * DAY, ["needed @0d0h10m"]],
  ["needed and done within the day: all clear comes a day later, never across", new Story().ask(0, "id", { to: 2 * HOUR }), 3 * DAY, ["needed @0d0h10m", "clear @1d0h10m"]],
  ["needed, done, needed again by then: the new request and no all clear",
    new Story().ask(0, "id", { to: 2 * HOUR }).ask(20 * HOUR, "again"), 3 * DAY, ["needed @0d0h10m", "needed @1d0h10m"]],
  ["the document refused a second time for another reason is a new request",
    new Story().ask(0, "first", { to: 2 * DAY }).ask(2 * DAY, "second"), 4 * DAY, ["needed @0d0h10m", "needed @2d0h10m"]],
  ["handed in and being checked: silence, until Stripe is through",
    new Story().ask(0, "id", { to: DAY }).ask(DAY, "checking", { what: "stripe", to: 3 * DAY }), 5 * DAY, ["needed @0d0h10m", "clear @3d0h10m"]],
  ["payouts on hold while sales work", new Story().ask(0, "off.payouts", { what: "off", to: 2 * DAY }).ask(0, "why", { to: 2 * DAY }), 4 * DAY, ["stopped @0d0h10m", "clear @2d0h10m"]],
  ["on, and off again later: told a second time", new Story().ask(0, "id").ask(DAY, "off1", { what: "off", to: 2 * DAY }).ask(4 * DAY, "off2", { what: "off" }), 6 * DAY,
    ["needed @0d0h10m", "stopped @1d0h10m", "stopped @4d0h10m"]],
  ["closed for good: one mail and nothing after it", new Story().ask(0, "id", { deadline: 9 * DAY }).ask(2 * DAY, "closed", { what: "final" }).ask(2 * DAY, "off", { what: "off" }).ask(3 * DAY, "bank"), 12 * DAY,
    ["needed @0d0h10m", "stopped @2d0h10m"]],
  ["under review from the start: nobody is told of a thing they cannot do", new Story().ask(0, "checking", { what: "stripe" }), 9 * DAY, []],
  ["under review with sales off: told once", new Story().ask(0, "checking", { what: "stripe" }).ask(0, "off", { what: "off" }), 9 * DAY, ["stopped @0d0h10m"]],
];

test.each(stories)("%s", (_, story, end, mails) => {
  expect(story.until(end)).toEqual(mails);
});

describe("an account that flaps twenty times a day", () => {
  test("is told of at most once a day, and when it is over, that it is over", () => {
    const story = new Story();
    for (let day = 0; day < 4; day += 1) for (let hour = 0; hour < 20; hour += 1) story.ask(day * DAY + hour * HOUR, `${day}.${hour}`, { what: hour % 2 ? "off" : "yours", to: day * DAY + hour * HOUR + 30 * MINUTE });
    const mails = story.until(10 * DAY);
    const times = mails.map((mail) => mail.split("@")[1]);
    expect(new Set(times).size).toBe(times.length);
    expect(mails.length).toBeLessThanOrEqual(5);
    expect(mails.at(-1)).toMatch(/^clear/);
  });

  test("in and out within ten minutes: nothing at all", () => {
    const story = new Story();
    for (let time = 0; time < 2 * DAY; time += 15 * MINUTE) story.ask(time, `${time}`, { to: time + 5 * MINUTE });
    expect(story.until(4 * DAY)).toEqual([]);
  });
});

test("a single payout's mail counts for the day, but tells nothing of the account", () => {
  const facts: NoticeFacts = { yours: [{ id: "id", askedAt: at(0), deadline: null }], off: [], final: null, withStripe: 0, clearSince: null, notices: [{ kind: "payout", lineIds: [], createdAt: at(0) }] };
  expect(decideNotice(facts, at(HOUR))).toEqual({ notice: null, checkAt: at(DAY) });
  expect(decideNotice(facts, at(DAY)).notice).toMatchObject({ kind: "needed" });
  expect(decideNotice({ ...facts, yours: [], clearSince: at(0) }, at(DAY))).toEqual({ notice: null, checkAt: null });
});
