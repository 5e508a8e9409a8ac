import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "~/db.server";
import type { User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { loader as moduleLoader } from "~/routes/library/module";
import { courseRules, manyLessons } from "../factories/courses";
import { requestOf } from "../factories/library";
import { courseHome, enrolled, lessonPage, load, note, outcome, statusOf, stranger, preparePlayerCourse } from "../setup/player";

preparePlayerCourse();

describe("a course of 300 lessons", () => {
  let small: Awaited<ReturnType<typeof enrolled>>;
  let large: Awaited<ReturnType<typeof enrolled>>;
  beforeAll(async () => {
    small = await enrolled();
    large = await enrolled();
    await manyLessons(small.offer.id, 1, 7);
    await manyLessons(large.offer.id, 12, 25);
    for (const { offer, person, lessons: [first] } of [small, large]) {
      await courseRules(offer.id, { lessonsInOrder: true, certificate: true });
      await note(person, first!, { position: "3" });
    }
  });

  /** Statements that reach the database while something runs, on whichever of the two this is. */
  async function statements(run: () => Promise<unknown>): Promise<number> {
    const spies = [vi.spyOn(PGlite.prototype, "query"), vi.spyOn(pg.Client.prototype, "query")];
    await run();
    const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    for (const spy of spies) spy.mockRestore();
    return count;
  }

  test("the page of a lesson and the course's own send one module's lessons, and the counts of all", async () => {
    const page = await lessonPage(large.person, large.lessons[0]!);
    expect(page.progress).toEqual({ done: 0, total: 303 });
    expect(page.modules).toHaveLength(14);
    expect(page.modules.flatMap((module) => module.lessons ?? [])).toHaveLength(2);
    expect(page.modules[5]).toMatchObject({ title: "Long part 4", total: 25, done: 0, lessons: null });
    expect((await courseHome(large.person, large.offer.id)).modules.filter((module) => module.lessons)).toHaveLength(1);
    // Without JavaScript a module is opened by a link.
    const asked = page.modules[5]!.id;
    expect((await lessonPage(large.person, large.lessons[0]!, `?module=${asked}`)).modules[5]!.lessons).toHaveLength(25);
    // With it, its lessons come by themselves, with locks and marks.
    const loaded = await moduleLoader({ request: await requestOf(large.person, "/x"), params: { offerId: large.offer.id, moduleId: asked }, context: {} });
    expect(loaded.lessons).toHaveLength(25);
    expect(loaded.lessons[0]).toMatchObject({ done: false, lock: "Opens after the lesson before it" });
    expect((await lessonPage(small.person, small.lessons[0]!)).modules.every((module) => module.lessons)).toBe(true);
  });

  test("other people's and other courses' modules are not there", async () => {
    const [module] = (await lessonPage(large.person, large.lessons[0]!)).modules;
    const ask = async (user: User, offerId: string) => statusOf(await outcome(async () => moduleLoader({ request: await requestOf(user, "/x"), params: { offerId, moduleId: module!.id }, context: {} })));
    expect(await ask(stranger, large.offer.id)).toBe(404);
    expect(await ask(small.person, small.offer.id)).toBe(404);
    expect(await ask(large.person, large.offer.id)).toBe(200);
  });

  test("as many questions to the database as for ten", async () => {
    for (const run of [
      (one: typeof small) => load(one.person, one.lessons[2]!),
      (one: typeof small) => lessonPage(one.person, one.lessons[0]!),
      (one: typeof small) => courseHome(one.person, one.offer.id),
    ]) {
      const [few, many] = [await statements(() => run(small)), await statements(() => run(large))];
      expect(few).toBeGreaterThan(4);
      expect(many).toBe(few);
    }
  });

  test("continue: the next not done, wherever it is; done counts are right to the last", async () => {
    const all = await db.lesson.findMany({ where: { offerId: large.offer.id }, orderBy: [{ module: { position: "asc" } }, { position: "asc" }] });
    await db.lessonProgress.createMany({ data: all.slice(1, 200).map((lesson) => ({ userId: large.person.id, lessonId: lesson.id, offerId: large.offer.id, completedAt: now(), updatedAt: now() })) });
    await note(large.person, all[0]!, { completed: "yes" });
    expect(await courseHome(large.person, large.offer.id)).toMatchObject({ standing: { done: 200, total: 303, finished: false }, resume: { id: all[200]!.id, lock: null } });
  });
});
