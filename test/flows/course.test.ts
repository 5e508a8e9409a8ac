import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { addLesson } from "~/domain/courses/edit-lessons.server";
import { addModule } from "~/domain/courses/edit-modules.server";
import { moveLesson, moveModule } from "~/domain/courses/move.server";
import { courseOutline } from "~/domain/courses/queries.server";
import { storage } from "~/integrations/storage/storage.server";
import { newId } from "~/lib/ids";
import { action as curriculum, loader as curriculumPage } from "~/routes/studio/offers/curriculum";
import { action as lesson, loader as lessonPage } from "~/routes/studio/offers/lesson";
import { action as video } from "~/routes/studio/offers/lesson-video";
import { aCourse, aDownload, aFile, aStore } from "../factories/catalog";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const context = {};

async function aTeacher() {
  const { owner, store } = await aStore();
  const cookie = await signedInAs(owner.id);
  const course = await aCourse(store.id, { status: "draft" });
  const key = { storeId: store.id, offerId: course.offer.id };
  const press = (form: Record<string, string>, offerId = key.offerId) =>
    answerOf(() => curriculum({ request: makeRequest(`/studio/offers/${offerId}/curriculum`, { form, cookie }), params: { offerId }, context }));
  const save = (lessonId: string, form: Record<string, string>, action: typeof lesson | typeof video = lesson, offerId = key.offerId) =>
    answerOf(() => action({ request: makeRequest("/studio/lesson", { form, cookie }), params: { offerId, lessonId }, context }));
  const titles = async () => (await courseOutline(key.offerId)).map((module) => [module.title, ...module.lessons.map((one) => one.title)]);
  return { ...course, store, owner, cookie, key, press, save, titles };
}

describe("modules and lessons", () => {
  test("are added at the end, renamed, and a name is asked for", async () => {
    const { press, titles, key } = await aTeacher();
    expect((await press({ intent: "add-module", title: "  Part 3 " })).status).toBe(302);
    const last = (await courseOutline(key.offerId)).at(-1)!;
    await press({ intent: "add-lesson", moduleId: last.id, title: "Cooling" });
    await press({ intent: "rename-module", moduleId: last.id, title: "<b>After</b>" });
    expect(await titles()).toEqual([["Part 1", "Flour and water", "The fold"], ["Part 2", "The oven"], ["<b>After</b>", "Cooling"]]);

    const empty = await press({ intent: "add-lesson", moduleId: last.id, title: "   " });
    expect(empty.status).toBe(400);
    expect(await empty.json()).toMatchObject({ done: false, problem: { at: `add-lesson-${last.id}`, message: "Give it a title.", typed: "   " } });
    const long = "x".repeat(121);
    expect(await (await press({ intent: "add-module", title: long })).json()).toMatchObject({ problem: { at: "new", typed: long } });
  });

  test("move by one, over the edge into the neighbouring module, and stay at the ends", async () => {
    const { press, titles, lessons } = await aTeacher();
    const [first, second, third] = lessons.map((one) => one.id) as [string, string, string];
    const moved = await press({ intent: "move-lesson", lessonId: second, direction: "up" });
    expect(moved.headers.get("Location")).toMatch(/curriculum\?module=mod_\w+$/);
    expect(await titles()).toEqual([["Part 1", "The fold", "Flour and water"], ["Part 2", "The oven"]]);
    await press({ intent: "move-lesson", lessonId: second, direction: "up" });
    expect((await titles())[0]).toEqual(["Part 1", "The fold", "Flour and water"]);
    await press({ intent: "move-lesson", lessonId: first, direction: "down" });
    expect(await titles()).toEqual([["Part 1", "The fold"], ["Part 2", "Flour and water", "The oven"]]);
    await press({ intent: "move-lesson", lessonId: third, direction: "up" });
    await press({ intent: "move-lesson", lessonId: third, direction: "up" });
    expect(await titles()).toEqual([["Part 1", "The fold", "The oven"], ["Part 2", "Flour and water"]]);
  });

  test("modules move with their lessons", async () => {
    const { press, titles, key } = await aTeacher();
    const [one] = await courseOutline(key.offerId);
    await press({ intent: "move-module", moduleId: one!.id, direction: "down" });
    expect(await titles()).toEqual([["Part 2", "The oven"], ["Part 1", "Flour and water", "The fold"]]);
  });

  test("moved and added in many windows at once, every place is taken once", async () => {
    const { key, lessons } = await aTeacher();
    const [module] = await courseOutline(key.offerId);
    await Promise.all([
      ...Array.from({ length: 6 }, (_, index) => addLesson(key, { moduleId: module!.id, title: `New ${index}` })),
      ...lessons.map(({ id }) => moveLesson(key, { lessonId: id, direction: "down" })),
      addModule(key, { title: "Part 3" }),
      moveModule(key, { moduleId: module!.id, direction: "down" }),
    ]);
    const places = (await db.lesson.findMany({ where: { offerId: key.offerId } })).map((one) => `${one.moduleId} ${one.position}`);
    expect(places).toHaveLength(9);
    expect(new Set(places).size).toBe(9);
  });
});

describe("a lesson", () => {
  test("keeps its words, without what could run (row 27)", async () => {
    const { save, lessons, owner, key, cookie } = await aTeacher();
    const id = lessons[0]!.id;
    await save(id, { intent: "lesson", title: "Salt & <i>time</i>", body: `<h2>One</h2><p style="x">Two <a href="javascript:alert(1)">three</a><script>x</script></p>`, preview: "on" });
    expect(await db.lesson.findUnique({ where: { id } })).toMatchObject({ title: "Salt & <i>time</i>", bodyHtml: `<h2>One</h2><p>Two <a rel="noopener nofollow ugc">three</a></p>`, isPreview: true });
    await save(id, { intent: "lesson", title: "Salt", body: "Plain words.\n\nA second paragraph." });
    expect(await db.lesson.findUnique({ where: { id } })).toMatchObject({ bodyHtml: "<p>Plain words.</p><p>A second paragraph.</p>", isPreview: false });
    const refused = await save(id, { intent: "lesson", title: "", body: "kept" });
    expect(refused.status).toBe(400);
    expect((await refused.json()).result.initialValue.body).toBe("kept");
    const page = await answerOf(() => lessonPage({ request: makeRequest("/studio/lesson", { cookie }), params: { offerId: key.offerId, lessonId: id }, context }));
    expect(await page.json()).toMatchObject({ moduleTitle: "Part 1", words: { title: "Salt" }, media: { video: null } });
    expect(owner.id).toBeTruthy();
  });

  test("takes a video by link, refuses others in words, and an upload before it is removed", async () => {
    const { save, lessons, store } = await aTeacher();
    const id = lessons[0]!.id;
    const file = await aFile(store.id, { purpose: "video", contentType: "video/mp4" });
    await db.lesson.update({ where: { id }, data: { videoFileId: file.id } });
    const refused = await save(id, { intent: "link", link: "https://example.com/watch" });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ form: "link", typed: "https://example.com/watch", message: expect.stringMatching(/YouTube or Vimeo/) });
    expect(await db.lesson.findUnique({ where: { id } })).toMatchObject({ videoFileId: file.id });

    await save(id, { intent: "link", link: "https://youtu.be/dQw4w9WgXcQ" });
    expect(await db.lesson.findUnique({ where: { id } })).toMatchObject({ videoFileId: null, videoUrl: "https://youtu.be/dQw4w9WgXcQ" });
    expect(await storage().exists(file.storageKey)).toBe(false);
    await save(id, { intent: "remove" }, video);
    expect(await db.lesson.findUnique({ where: { id } })).toMatchObject({ videoFileId: null, videoUrl: null });
  });
});

describe("row 29: another creator's course", () => {
  test("is not there, nor is a lesson or module of another offer under one's own", async () => {
    const mine = await aTeacher();
    const { store } = await aStore();
    const theirs = await aCourse(store.id);
    const [module] = await courseOutline(theirs.offer.id);
    const lessonId = theirs.lessons[0]!.id;
    const before = await courseOutline(theirs.offer.id);
    const forms: Record<string, string>[] = [
      { intent: "add-module", title: "x" }, { intent: "rename-module", moduleId: module!.id, title: "x" }, { intent: "add-lesson", moduleId: module!.id, title: "x" },
      { intent: "move-module", moduleId: module!.id, direction: "down" }, { intent: "move-lesson", lessonId, direction: "down" },
      { intent: "delete-module", moduleId: module!.id, confirmed: "yes" }, { intent: "delete-lesson", lessonId, confirmed: "yes" },
    ];
    for (const form of forms) {
      expect((await mine.press(form, theirs.offer.id)).status, form.intent).toBe(404);
      if (form.intent !== "add-module") expect((await mine.press(form)).status, form.intent).toBe(404);
    }
    for (const offerId of [theirs.offer.id, mine.key.offerId]) {
      expect((await mine.save(lessonId, { intent: "lesson", title: "x", body: "" }, lesson, offerId)).status).toBe(404);
      expect((await mine.save(lessonId, { intent: "link", link: "https://youtu.be/dQw4w9WgXcQ" }, lesson, offerId)).status).toBe(404);
      expect((await mine.save(lessonId, { intent: "remove" }, video, offerId)).status).toBe(404);
      const page = await answerOf(() => lessonPage({ request: makeRequest("/x", { cookie: mine.cookie }), params: { offerId, lessonId }, context }));
      expect(page.status).toBe(404);
    }
    expect(await courseOutline(theirs.offer.id)).toEqual(before);
  });

  test("a download has no curriculum", async () => {
    const { press, store, cookie } = await aTeacher();
    const { offer } = await aDownload(store.id);
    expect((await press({ intent: "add-module", title: "x" }, offer.id)).status).toBe(404);
    const page = await answerOf(() => curriculumPage({ request: makeRequest("/x", { cookie }), params: { offerId: offer.id }, context }));
    expect(page.status).toBe(404);
    expect(await addModule({ storeId: store.id, offerId: newId("offer") }, { title: "x" })).toEqual({ ok: false, error: "not_found" });
  });
});
