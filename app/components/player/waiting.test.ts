import { describe, expect, test } from "vitest";
import { formOf, readQueue, withNews, withoutSent, type Queue } from "./waiting";

const news = (at: number, more: object = {}, lesson = "les_1") => ({ offer: "off_1", lesson, at, ...more });
const all = (...list: ReturnType<typeof news>[]) => list.reduce<Queue>(withNews, {});

describe("what waits to be sent", () => {
  test("one entry a lesson, however much happens in it", () => {
    const queue = all(...Array.from({ length: 500 }, (_, second) => news(1000 + second, { positionSeconds: second + 0.7 })));
    expect(queue).toEqual({ les_1: { offer: "off_1", lesson: "les_1", at: 1499, position: { seconds: 499, at: 1499 } } });
  });
  test("the later wins in any order, each thing by itself", () => {
    const things = [news(1, { positionSeconds: 10 }), news(5, { completed: true }), news(3, { note: "late" }), news(2, { note: "early" }), news(4, { positionSeconds: 40 }), news(6)];
    const wanted = { offer: "off_1", lesson: "les_1", at: 6, position: { seconds: 40, at: 4 }, completed: { done: true, at: 5 }, note: { text: "late", at: 3 } };
    expect(all(...things)).toEqual({ les_1: wanted });
    expect(all(...things.toReversed())).toEqual({ les_1: wanted });
  });
  test("never more lessons than its measure, and a mark or a note never makes room", () => {
    const queue = all(news(0, { completed: true }, "done"), news(1, { note: "mine" }, "noted"), ...Array.from({ length: 400 }, (_, index) => news(10 + index, { positionSeconds: 1 }, `les_${index}`)));
    expect(Object.keys(queue)).toHaveLength(200);
    expect(queue).toHaveProperty("done");
    expect(queue).toHaveProperty("noted");
    expect(queue).toHaveProperty("les_399");
  });
});

describe("after the server took it", () => {
  const sent = all(news(5, { positionSeconds: 10, note: "a" })).les_1!;
  test("it is gone", () => expect(withoutSent({ les_1: sent }, sent)).toEqual({}));
  test("what came in meanwhile stays, and only that", () => {
    const now = withNews(withNews({ les_1: sent }, news(7, { positionSeconds: 20 })), news(8, { completed: true }));
    expect(withoutSent(now, sent)).toEqual({ les_1: { offer: "off_1", lesson: "les_1", at: 8, position: { seconds: 20, at: 7 }, completed: { done: true, at: 8 } } });
  });
  test("an answer that comes twice takes nothing with it", () => expect(withoutSent({}, sent)).toEqual({}));
});

test("what is sent", () => {
  const entry = all(news(5, { positionSeconds: 12.9, completed: false, note: "a & b" })).les_1!;
  expect(Object.fromEntries(formOf(entry, "usr_1", 9))).toEqual({ user: "usr_1", offer: "off_1", lesson: "les_1", sent: "9", at: "5", position: "12", positionAt: "5", completed: "no", completedAt: "5", note: "a & b", noteAt: "5" });
  expect([...formOf(all(news(5)).les_1!, "usr_1", 9).keys()]).toEqual(["user", "offer", "lesson", "sent", "at"]);
});

test("stored and read again; what is not a queue is none", () => {
  const queue = all(news(5, { positionSeconds: 12, completed: true, note: "a" }), news(6, {}, "les_2"));
  expect(readQueue(JSON.stringify(queue))).toEqual(queue);
  for (const stored of [null, "", "nonsense", "[]", "3", '{"les_1":{"at":"x"}}', '{"les_1":null}']) expect(readQueue(stored)).toEqual({});
  expect(readQueue('{"les_1":{"offer":"o","at":1,"position":{"seconds":"x","at":1},"note":{"text":1}}}')).toEqual({ les_1: { offer: "o", lesson: "les_1", at: 1 } });
});
