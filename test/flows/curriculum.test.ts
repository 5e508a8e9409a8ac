import { describe, expect, test, vi } from "vitest";
import { db } from "~/db.server";
import { moduleLessons } from "~/domain/catalog/contents.server";
import { BIN_DAYS, emptyBins } from "~/domain/courses/bin.server";
import { addLesson } from "~/domain/courses/edit-lessons.server";
import { addModule } from "~/domain/courses/edit-modules.server";
import { placeLesson, placeModule } from "~/domain/courses/move.server";
import { storage } from "~/integrations/storage/storage.server";
import { DAY, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action as settings } from "~/routes/studio/offers/course-settings";
import { action as curriculum } from "~/routes/studio/offers/curriculum";
import { action as change } from "~/routes/studio/offers/curriculum-change";
import type { ChangeAnswer } from "~/routes/studio/offers/curriculum-view";
import { action as duplicate } from "~/routes/studio/offers/duplicate";
import { aDownload, aFile } from "../factories/catalog";
import { cookieFrom } from "../setup/request";
import { aTeacher, START } from "../setup/teacher";

describe("every change is saved at once and can be taken back", () => {
  type Ids = Pick<Awaited<ReturnType<typeof aTeacher>>, "one" | "two" | "ids">;
  test.each<[string, (ids: Ids) => Record<string, string>, unknown]>([
    ["a lesson within its module", ({ one, ids }) => ({ intent: "place-lesson", lessonId: ids[0], moduleId: one, after: ids[1], before: "" }), [["Part 1", "The fold", "Flour and water"], ["Part 2", "The oven"]]],
    ["a lesson to another module", ({ two, ids }) => ({ intent: "place-lesson", lessonId: ids[0], moduleId: two, after: "", before: ids[2] }), [["Part 1", "The fold"], ["Part 2", "Flour and water", "The oven"]]],
    ["a module", ({ one, two }) => ({ intent: "place-module", moduleId: two, after: "", before: one }), [START[1], START[0]]],
    ["a module by a step", ({ one }) => ({ intent: "move-module", moduleId: one, direction: "down" }), [START[1], START[0]]],
    ["a lesson by a step over the edge", ({ ids }) => ({ intent: "move-lesson", lessonId: ids[1], direction: "down" }), [["Part 1", "Flour and water"], ["Part 2", "The fold", "The oven"]]],
    ["a module's name", ({ one }) => ({ intent: "rename-module", moduleId: one, title: "<b>x</b>" }), [["<b>x</b>", "Flour and water", "The fold"], START[1]]],
    ["a lesson's name", ({ ids }) => ({ intent: "save-lesson", lessonId: ids[0], title: "Water", opens: "now" }), [["Part 1", "Water", "The fold"], START[1]]],
    ["a new module", () => ({ intent: "add-module", title: "Part 3" }), [...START, ["Part 3"]]],
    ["a new lesson", ({ one }) => ({ intent: "add-lesson", moduleId: one, title: "New" }), [["Part 1", "Flour and water", "The fold", "New"], START[1]]],
    ["a deleted lesson", ({ ids }) => ({ intent: "delete-lesson", lessonId: ids[0] }), [["Part 1", "The fold"], START[1]]],
    ["a deleted module", ({ one }) => ({ intent: "delete-module", moduleId: one }), [START[1]]],
  ])("%s", async (_name, formOf, after) => {
    const { make, titles, ...ids } = await aTeacher();
    const answer = await make(formOf(ids));
    expect(answer.done).toBe(true);
    expect(await titles()).toEqual(after);
    expect((await make(answer.undo!.fields)).done).toBe(true);
    expect(await titles()).toEqual(START);
  });

  test("what was done is said in words", async () => {
    const { make, ids } = await aTeacher();
    expect((await make({ intent: "move-lesson", lessonId: ids[0], direction: "down" })).said).toBe("Flour and water is now lesson 2 of 2 in Part 1.");
  });

  test("works without JavaScript: the way back stands in the page that follows", async () => {
    const { post, load, titles, ids, one } = await aTeacher();
    const deleted = await post(curriculum, { do: `delete-lesson ${ids[0]}` });
    expect(deleted.status).toBe(302);
    const kept = `; ${cookieFrom(deleted)}`;
    const page = await load(`?module=${one}`, undefined, kept);
    expect(page.undo).toEqual({ said: "Lesson “Flour and water” deleted.", fields: { intent: "restore-lesson", lessonId: ids[0] } });
    expect(page.bin).toMatchObject([{ kind: "lesson", id: ids[0], title: "Flour and water", moduleTitle: "Part 1" }]);
    await post(curriculum, page.undo!.fields, undefined, kept);
    expect(await titles()).toEqual(START);
    const forged = await load("", undefined, "; curriculum-undo=bm9uc2Vuc2U%3D");
    expect(forged.undo).toBeNull();
  });

  test("two windows: places are told by neighbours, so nothing is lost when the list has changed", async () => {
    const { key, make, titles, one, two, ids } = await aTeacher();
    // Seen in another window: "The fold" below "Flour and water". Meanwhile that one went away.
    await make({ intent: "delete-lesson", lessonId: ids[0] });
    expect((await make({ intent: "place-lesson", lessonId: ids[2], moduleId: one, after: ids[0], before: ids[1] })).done).toBe(true);
    expect(await titles()).toEqual([["Part 1", "The oven", "The fold"], ["Part 2"]]);
    await make({ intent: "place-lesson", lessonId: ids[2], moduleId: two, after: "les_gone", before: "les_gone" });
    expect((await titles())[1]).toEqual(["Part 2", "The oven"]);
    await make({ intent: "delete-module", moduleId: two });
    const gone = await make({ intent: "place-lesson", lessonId: ids[1], moduleId: two, after: "", before: "" });
    expect(gone).toMatchObject({ done: false, message: expect.stringMatching(/deleted/) });
    expect((await titles())[0]).toEqual(["Part 1", "The fold"]);
    await make({ intent: "restore-module", moduleId: two });

    const more = await Promise.all(Array.from({ length: 5 }, (_, index) => addLesson(key, { moduleId: one, title: `New ${index}` })));
    const all = [ids[1], ids[2], ...more.map((made) => (made.ok ? made.value : ""))];
    await Promise.all([
      ...all.map((lessonId, index) => placeLesson(key, { lessonId, moduleId: index % 2 === 0 ? one : two, after: all[(index + 3) % all.length]!, before: null })),
      placeModule(key, { moduleId: two, after: null, before: one }),
      addModule(key, { title: "Part 3" }),
    ]);
    const rows = await db.lesson.findMany({ where: { offerId: key.offerId, deletedAt: null } });
    expect(rows).toHaveLength(7);
    expect(new Set(rows.map((row) => `${row.moduleId} ${row.position}`)).size).toBe(7);
  });

  test("names are asked for, and what is refused is told at its form", async () => {
    const { post, one, ids } = await aTeacher();
    const refused = await post(change, { intent: "save-lesson", lessonId: ids[0], title: " ", opens: "now" });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ done: false, problem: { at: `save-lesson-${ids[0]}`, typed: " " } });
    const wrong: Record<string, string>[] = [{ opens: "days", days: "0" }, { opens: "days", days: "9999" }, { opens: "date", date: "2026-02-30T10:00" }, { opens: "date", date: "" }];
    for (const form of wrong) {
      expect((await post(change, { intent: "drip-module", moduleId: one, ...form })).status, JSON.stringify(form)).toBe(400);
    }
    expect((await post(change, { intent: "nonsense" })).status).toBe(400);
  });
});

describe("the bin", () => {
  test("hides at once, keeps progress, and a published course keeps its last lesson", async () => {
    const { make, post, titles, one, two, ids, load } = await aTeacher("published");
    await make({ intent: "delete-lesson", lessonId: ids[0] });
    await make({ intent: "delete-module", moduleId: two });
    const refused = (await (await post(change, { intent: "delete-lesson", lessonId: ids[1] })).json()) as ChangeAnswer;
    expect(refused).toMatchObject({ done: false, message: expect.stringMatching(/at least one lesson/) });
    expect((await post(change, { intent: "delete-module", moduleId: one })).status).toBe(400);
    expect((await load()).bin.map(({ kind, lessonCount }) => [kind, lessonCount])).toEqual(expect.arrayContaining([["module", 1], ["lesson", 0]]));
    // A lesson whose module is in the bin comes back with the module, not into nowhere.
    await db.lesson.update({ where: { id: ids[2] }, data: { deletedAt: now() } });
    expect(await make({ intent: "restore-lesson", lessonId: ids[2] })).toMatchObject({ done: false });
    await make({ intent: "restore-module", moduleId: two });
    await make({ intent: "restore-lesson", lessonId: ids[2] });
    await make({ intent: "restore-lesson", lessonId: ids[0] });
    expect(await titles()).toEqual(START);
    // Again, as from a second window: nothing happens.
    expect((await make({ intent: "restore-lesson", lessonId: ids[0] })).done).toBe(true);
    expect(await titles()).toEqual(START);
  });

  test("is emptied after thirty days, with files nobody else uses", async () => {
    const { make, key, store, ids, two } = await aTeacher();
    const film = await aFile(store.id, { purpose: "video", contentType: "video/mp4" });
    const shared = await aFile(store.id, { purpose: "attachment" });
    await db.lesson.update({ where: { id: ids[0] }, data: { videoFileId: film.id } });
    for (const lessonId of [ids[0], ids[1]]) await db.lessonFile.create({ data: { id: newId("lessonFile"), lessonId, offerId: key.offerId, fileId: shared.id, position: 0 } });
    await make({ intent: "delete-lesson", lessonId: ids[0] });
    await make({ intent: "delete-module", moduleId: two });
    const restore = setClock(() => Date.now() + (BIN_DAYS - 1) * DAY);
    await emptyBins();
    expect(await db.lesson.count({ where: { offerId: key.offerId } })).toBe(3);
    setClock(() => Date.now() + (BIN_DAYS + 1) * DAY);
    await emptyBins();
    restore();
    expect(await db.lesson.findMany({ where: { offerId: key.offerId }, select: { id: true } })).toEqual([{ id: ids[1] }]);
    expect(await db.module.count({ where: { id: two } })).toBe(0);
    expect(await storage().exists(film.storageKey)).toBe(false);
    expect(await storage().exists(shared.storageKey)).toBe(true);
  });
});

describe("openings", () => {
  test("of a lesson and of a whole module, and back as they were", async () => {
    const { make, key, one, ids } = await aTeacher();
    const openings = async () => (await moduleLessons(key.offerId, one)).map(({ dripDays, dripAt }) => dripDays ?? dripAt?.toISOString() ?? null);
    await make({ intent: "save-lesson", lessonId: ids[0], title: "Flour and water", opens: "date", date: "2027-01-31T09:30", preview: "on" });
    expect(await openings()).toEqual(["2027-01-31T09:30:00.000Z", null]);
    const answer = await make({ intent: "drip-module", moduleId: one, opens: "days", days: "7" });
    expect(answer.said).toBe("Opening set for 2 lessons.");
    expect(await openings()).toEqual([7, 7]);
    await make(answer.undo!.fields);
    expect(await openings()).toEqual(["2027-01-31T09:30:00.000Z", null]);
    expect((await db.lesson.findUniqueOrThrow({ where: { id: ids[0] } })).isPreview).toBe(true);
  });
});

describe("as quick with three hundred lessons as with ten (row 39)", () => {
  test("the page asks the database as often, and shows the lessons of one module", async () => {
    const { key, load, one } = await aTeacher();
    const count = async () => {
      const statements = vi.spyOn(db, "$queryRaw");
      const found = [vi.spyOn(db.lesson, "findMany"), vi.spyOn(db.module, "findMany")];
      await load(`?module=${one}`);
      const asked = [statements, ...found].map((spy) => spy.mock.calls.length);
      for (const spy of [statements, ...found]) spy.mockRestore();
      return asked;
    };
    const small = await count();
    for (let at = 0; at < 20; at += 1) {
      const moduleId = newId("module");
      await db.module.create({ data: { id: moduleId, offerId: key.offerId, title: `Module ${at}`, position: at + 5 } });
      await db.lesson.createMany({ data: Array.from({ length: 15 }, (_, position) => ({ id: newId("lesson"), offerId: key.offerId, moduleId, title: `Lesson ${position}`, position, updatedAt: now() })) });
    }
    expect(await count()).toEqual(small);
    const page = await load();
    expect(page.curriculum.modules).toHaveLength(22);
    expect(page.curriculum.open).toMatchObject({ moduleId: one, lessons: [{}, {}] });
    const other = page.curriculum.modules.at(-1)!.id;
    expect((await load(`?module=${other}`)).curriculum.open?.lessons).toHaveLength(15);
    expect((await load("?module=")).curriculum.open).toBeNull();
    expect((await load("?module=mod_elsewhere")).curriculum.open?.moduleId).toBe(one);
  });
});

describe("row 29: another creator's course", () => {
  test("is not there for any change, setting or copy, nor under one's own", async () => {
    const mine = await aTeacher();
    const theirs = await aTeacher();
    const before = await theirs.titles();
    const [lessonId, moduleId] = [theirs.ids[0], theirs.one];
    const forms: Record<string, string>[] = [
      { intent: "rename-module", moduleId, title: "x" }, { intent: "add-lesson", moduleId, title: "x" }, { intent: "move-module", moduleId, direction: "down" }, { intent: "move-lesson", lessonId, direction: "down" },
      { intent: "place-module", moduleId, after: "", before: "" }, { intent: "place-lesson", lessonId, moduleId: theirs.two, after: "", before: "" }, { intent: "delete-module", moduleId }, { intent: "delete-lesson", lessonId },
      { intent: "restore-module", moduleId }, { intent: "restore-lesson", lessonId }, { intent: "save-lesson", lessonId, title: "x", opens: "now" }, { intent: "drip-module", moduleId, opens: "now" },
    ];
    for (const form of forms) {
      for (const action of [change, curriculum as typeof change]) {
        expect((await mine.post(action, form, theirs.key.offerId)).status, form.intent).toBe(404);
        expect((await mine.post(action, form)).status, form.intent).toBe(404);
      }
    }
    // One's own lesson into another's module, and another's lessons among openings to put back.
    expect((await mine.post(change, { intent: "place-lesson", lessonId: mine.ids[0], moduleId, after: "", before: "" })).status).toBe(404);
    await mine.post(change, { intent: "put-back-drips", drips: `${lessonId} 9` });
    expect((await db.lesson.findUniqueOrThrow({ where: { id: lessonId } })).dripDays).toBeNull();
    for (const action of [settings as typeof change, duplicate as typeof change]) expect((await mine.post(action, { signer: "" }, theirs.key.offerId)).status).toBe(404);
    await expect(mine.load("", theirs.key.offerId)).rejects.toMatchObject({ status: 404 });
    expect(await theirs.titles()).toEqual(before);
    const { offer } = await aDownload(mine.store.id);
    for (const action of [change, settings as typeof change, duplicate as typeof change]) expect((await mine.post(action, { intent: "add-module", title: "x" }, offer.id)).status).toBe(404);
  });
});
