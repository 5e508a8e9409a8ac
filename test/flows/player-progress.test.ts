import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { DAY, MINUTE, now, setClock } from "~/lib/clock";
import { loader as notesLoader } from "~/routes/library/notes";
import { aGrant, requestOf } from "../factories/library";
import { courseHome, enrolled, lessonPage, markOf, note, post, student, preparePlayerCourse } from "../setup/player";

preparePlayerCourse();

describe("news that come late, again and out of order", () => {
  const T = Date.now();
  const at = (seconds: number) => String(T + seconds * 1000);

  test("every order of the same news ends the same", async () => {
    const news: Record<string, string>[] = [
      { position: "10", positionAt: at(10), note: "first", noteAt: at(11) },
      { position: "50", positionAt: at(50), note: "second", noteAt: at(51) },
      { completed: "yes", completedAt: at(40), at: at(40) },
      { at: at(55) },
    ];
    const orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 0, 2, 3, 1, 0, 0], [3, 1, 2, 0]];
    const restore = setClock(() => T + 60_000);
    try {
      for (const order of orders) {
        const { person, lessons: [first] } = await enrolled();
        for (const index of order) expect(await note(person, first!, { user: person.id, sent: at(60), ...news[index]! })).toBe(204);
        expect(await markOf(person, first!)).toMatchObject({ positionSeconds: 50, completedAt: new Date(T + 40_000), updatedAt: new Date(T + 55_000) });
        expect((await db.lessonNote.findFirstOrThrow({ where: { userId: person.id } })).text).toBe("second");
      }
    } finally {
      restore();
    }
  });

  test("a late older position changes nothing, a completion is never lost, and one taken back afterwards does not return", async () => {
    const { person, lessons: [first] } = await enrolled();
    await note(person, first!, { position: "90" });
    await note(person, first!, { position: "20", positionAt: at(-600), sent: at(0) });
    expect(await markOf(person, first!)).toMatchObject({ positionSeconds: 90 });
    await note(person, first!, { completed: "yes", completedAt: at(-500), sent: at(0) });
    expect((await markOf(person, first!))!.completedAt).not.toBeNull();
    const restore = setClock(() => Date.now() + MINUTE);
    try {
      await post(person, first!, { intent: "undo" });
      await note(person, first!, { completed: "yes", completedAt: at(-400), sent: at(0) });
      expect((await markOf(person, first!))!.completedAt).toBeNull();
    } finally {
      restore();
    }
  });

  test("a clock that runs ahead cannot write the future", async () => {
    const { person, lessons: [first] } = await enrolled();
    const far = String(Date.now() + 400 * DAY);
    await note(person, first!, { position: "70", positionAt: far, completed: "yes", completedAt: far, note: "from the future", noteAt: far });
    const mark = (await markOf(person, first!))!;
    for (const instant of [mark.completedAt!, mark.positionAt!, mark.updatedAt]) expect(instant.getTime()).toBeLessThanOrEqual(now().getTime());
    // So what comes after it counts.
    await note(person, first!, { position: "71", note: "now" });
    expect(await markOf(person, first!)).toMatchObject({ positionSeconds: 71 });
    expect((await lessonPage(person, first!)).note.text).toBe("now");
  });

  test("noted under another name on the same device: it waits for them", async () => {
    const { person, lessons: [first] } = await enrolled();
    expect(await note(person, first!, { user: student.id, completed: "yes" })).toBe(409);
    expect(await note(null, first!, { user: student.id })).toBe(401);
    expect(await markOf(person, first!)).toBeNull();
  });
});

describe("notes to oneself", () => {
  test("kept, listed with links, nobody else's, emptied without a trace", async () => {
    const { person, offer, lessons: [first, second] } = await enrolled();
    await aGrant(student.id, offer.id);
    const evil = `<script>alert(1)</script> '; DROP TABLE lesson_notes; --\r\n=cmd()`;
    expect(((await post(person, second!, { intent: "note", note: evil })) as Response).headers.get("Location")).toBe(`/library/${offer.id}/lessons/${second!.id}#note`);
    await note(person, first!, { note: "flour first" });
    expect((await lessonPage(person, second!)).note.text).toBe(evil.replace("\r\n", "\n"));
    expect((await lessonPage(student, second!)).note).toEqual({ text: "", updatedAt: 0 });
    expect((await courseHome(person, offer.id)).notes).toMatchObject({ total: 2, items: expect.arrayContaining([expect.objectContaining({ lessonId: first!.id, text: "flour first" })]) });
    expect((await courseHome(student, offer.id)).notes).toEqual({ items: [], total: 0 });
    const { notes } = await notesLoader({ request: await requestOf(person, `/library/${offer.id}/notes`), params: { offerId: offer.id }, context: {} });
    expect(notes.map((listed) => listed.lessonId)).toEqual([first!.id, second!.id]);
    await post(person, first!, { intent: "note", note: "  " });
    expect((await courseHome(person, offer.id)).notes.total).toBe(1);
  });

  test("too long is said, and nothing is lost on the way", async () => {
    const { person, lessons: [first] } = await enrolled();
    const long = "x".repeat(10_001);
    const answer = (await post(person, first!, { intent: "note", note: long })) as Response;
    expect([answer.status, (await answer.json()).noteTooLong]).toEqual([422, long]);
    expect(await note(person, first!, { note: long })).toBe(422);
  });
});
