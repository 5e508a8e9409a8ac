import { describe, expect, test } from "vitest";
import { ChangeQueue, type Sent } from "./curriculum-queue";
import { applyChange, asPlace, fieldsOfButton, type ChangeFields, type Curriculum } from "./curriculum-view";

const lesson = (id: string) => ({ id, title: id, isPreview: false, hasVideo: false, hasQuiz: false, dripDays: null, dripAt: null });
const START: Curriculum = { modules: [{ id: "m1", title: "One", lessonCount: 3 }, { id: "m2", title: "Two", lessonCount: 1 }], open: { moduleId: "m1", lessons: ["a", "b", "c"].map(lesson) } };
const short = ({ modules, open }: Curriculum) => `${modules.map(({ title, lessonCount }) => `${title} ${lessonCount}`).join(", ")}: ${open?.lessons.map(({ title }) => title).join("") ?? "-"}`;

describe("a change is shown before the server has it", () => {
  test.each<[ChangeFields, string]>([
    [{ intent: "place-lesson", lessonId: "a", moduleId: "m1", after: "c", before: "" }, "One 3, Two 1: bca"],
    [{ intent: "place-lesson", lessonId: "b", moduleId: "m2", after: "", before: "" }, "One 2, Two 2: ac"],
    [{ intent: "place-lesson", lessonId: "gone", moduleId: "m2", after: "", before: "" }, "One 3, Two 1: abc"],
    [asPlace(START, fieldsOfButton("move-lesson c up")), "One 3, Two 1: acb"],
    [asPlace(START, fieldsOfButton("move-lesson a up")), "One 3, Two 1: abc"],
    [asPlace(START, fieldsOfButton("move-lesson a down")), "One 3, Two 1: bac"],
    [asPlace(START, fieldsOfButton("move-module m1 down")), "Two 1, One 3: abc"],
    [{ intent: "place-module", moduleId: "m2", after: "", before: "m1" }, "Two 1, One 3: abc"],
    [fieldsOfButton("delete-lesson b"), "One 2, Two 1: ac"],
    [fieldsOfButton("delete-module m1"), "Two 1: -"],
    [{ intent: "rename-module", moduleId: "m2", title: " Zwei " }, "One 3, Zwei 1: abc"],
    [{ intent: "save-lesson", lessonId: "b", title: "B", opens: "now" }, "One 3, Two 1: aBc"],
    [{ intent: "restore-lesson", lessonId: "x" }, "One 3, Two 1: abc"],
  ])("%o", (fields, after) => {
    const shown = applyChange(START, fields);
    expect(short(shown)).toBe(after);
    // The server's list may hold it already.
    expect(short(applyChange(shown, fields))).toBe(after);
  });

  test("openings", () => {
    const days = applyChange(START, { intent: "drip-module", moduleId: "m1", opens: "days", days: "7" });
    expect(days.open?.lessons.map(({ dripDays }) => dripDays)).toEqual([7, 7, 7]);
    expect(applyChange(days, { intent: "save-lesson", lessonId: "a", title: "a", opens: "date", date: "2027-01-01T10:00" }).open?.lessons[0]).toMatchObject({ dripDays: null, dripAt: "2027-01-01T10:00:00.000Z" });
  });
});

describe("the line of changes", () => {
  function aLine() {
    const sent: string[] = [];
    const waiting: ((answer: Sent) => void)[] = [];
    let settled = 0;
    const queue = new ChangeQueue((fields) => {
      sent.push(fields.name ?? "");
      return new Promise((resolve) => waiting.push(resolve));
    });
    queue.onSettled(() => (settled += 1));
    const answer = async (result: Sent) => {
      waiting.shift()?.(result);
      await new Promise((resolve) => setImmediate(resolve));
    };
    const shown = () => queue.read().changes.map(({ fields, state }) => `${fields.name} ${state}`);
    return { queue, sent, answer, shown, settled: () => settled };
  }
  const saved: Sent = { done: true, said: "", undo: null, open: null };

  test("goes out one by one, in order, and stays shown until the list has come anew", async () => {
    const { queue, sent, answer, shown, settled } = aLine();
    void queue.push({ name: "a" });
    void queue.push({ name: "b" });
    expect(sent).toEqual(["a"]);
    await answer(saved);
    expect(sent).toEqual(["a", "b"]);
    const mark = queue.mark();
    await answer(saved);
    expect(settled()).toBe(1);
    expect(shown()).toEqual(["a saved", "b saved"]);
    // A list that was asked for before "b" was saved does not hold it.
    queue.reloaded(mark);
    expect(shown()).toEqual(["b saved"]);
    queue.reloaded(queue.mark());
    expect(shown()).toEqual([]);
  });

  test("stops where sending failed, keeps everything, and goes on from there", async () => {
    const { queue, sent, answer, shown } = aLine();
    const first = queue.push({ name: "a" });
    void queue.push({ name: "b" });
    await answer({ done: "unknown", message: "There is no connection." });
    expect(queue.read().failure).toBe("There is no connection.");
    void queue.push({ name: "c" });
    expect(sent).toEqual(["a"]);
    expect(shown()).toEqual(["a failed", "b waiting", "c waiting"]);
    queue.retry();
    await answer(saved);
    await answer(saved);
    await answer(saved);
    expect(sent).toEqual(["a", "a", "b", "c"]);
    expect(await first).toMatchObject({ done: true });
  });

  test("drops what is refused and tells why", async () => {
    const { queue, answer, shown } = aLine();
    const refused = queue.push({ name: "a" });
    void queue.push({ name: "b" });
    await answer({ done: false, message: "No." });
    expect(await refused).toEqual({ done: false, message: "No." });
    expect(shown()).toEqual(["b waiting"]);
  });
});
