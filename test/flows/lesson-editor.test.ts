import { describe, expect, onTestFinished, test } from "vitest";
import { db } from "~/db.server";
import { MINUTE, setClock } from "~/lib/clock";
import { action as page, loader as pageLoader } from "~/routes/studio/offers/lesson";
import { action as history, loader as historyLoader } from "~/routes/studio/offers/lesson-history";
import { action as save } from "~/routes/studio/offers/lesson-save";
import { aCourse, aStore } from "../factories/catalog";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const context = {};
type Action = typeof page | typeof save | typeof history;

async function aWriter() {
  const { owner, store } = await aStore();
  const cookie = await signedInAs(owner.id);
  const course = await aCourse(store.id);
  const ids = { offerId: course.offer.id, lessonId: course.lessons[0]!.id };
  const press = (action: Action, form: Record<string, string>, params: Record<string, string> = ids) => answerOf(() => action({ request: makeRequest("/studio/lesson", { form, cookie }), params, context }));
  const write = (title: string, body: string, version: number, more: Record<string, string> = {}) => press(save, { title, body, version: String(version), ...more });
  const lesson = () => db.lesson.findUniqueOrThrow({ where: { id: ids.lessonId } });
  const texts = async () => (await db.lessonRevision.findMany({ where: { lessonId: ids.lessonId }, orderBy: [{ savedAt: "asc" }, { id: "asc" }] })).map(({ bodyHtml }) => bodyHtml);
  const look = (search = "") => answerOf(() => historyLoader({ request: makeRequest(`/studio/lesson/history${search}`, { cookie }), params: ids, context }));
  return { store, cookie, ids, press, write, lesson, texts, look };
}

/** The clock moves only when told to. */
function aClock() {
  let at = Date.now();
  onTestFinished(setClock(() => at));
  return (milliseconds: number) => (at += milliseconds);
}

describe("saving while somebody writes", () => {
  test("answers with the new version; the same words again change nothing", async () => {
    const { write, lesson } = await aWriter();
    const first = await write("Salt", "<p>One</p>", 0);
    expect(first.status).toBe(200);
    expect(await first.json()).toEqual({ kind: "saved", version: 1, savedAt: (await lesson()).updatedAt.toISOString() });
    // The answer was lost on the way, and the page sends again what is there already.
    expect(await (await write("Salt", "<p>One</p>", 0)).json()).toMatchObject({ kind: "saved", version: 1 });
    expect(await (await write("Salt", "<p>One</p>", 1, { preview: "on" })).json()).toMatchObject({ version: 2 });
    expect(await lesson()).toMatchObject({ title: "Salt", bodyHtml: "<p>One</p>", isPreview: true, version: 2 });
  });

  test("what cannot be kept is said in words, and nothing changes", async () => {
    const { write, lesson } = await aWriter();
    const refused = await write("  ", "<p>One</p>", 0);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toEqual({ kind: "refused", words: "Give it a title." });
    expect(await (await write("a", `<p>${"x".repeat(400_001)}</p>`, 0)).json()).toMatchObject({ kind: "refused", words: expect.stringMatching(/too long/) });
    expect(await lesson()).toMatchObject({ version: 0, title: "Flour and water" });
  });

  test("the text is cleaned on the way in (row 27)", async () => {
    const { write, lesson } = await aWriter();
    await write("=HYPERLINK(1)<script>", '<aside data-callout="tip"><p onclick="x">a<img src="data:image/svg+xml,x"><iframe src="https://evil.example"></iframe></p></aside>', 0);
    expect(await lesson()).toMatchObject({ title: "=HYPERLINK(1)<script>", bodyHtml: '<aside data-callout="tip"><p>a</p></aside>' });
  });

  test("signed out: nothing is saved, and the answer is a way to sign in", async () => {
    const { ids, lesson } = await aWriter();
    const answer = await answerOf(() => save({ request: makeRequest("/studio/lesson", { form: { title: "x", body: "", version: "0" } }), params: ids, context }));
    expect(answer.status).toBe(302);
    expect(answer.headers.get("Location")).toMatch(/^\/sign-in/);
    expect((await lesson()).version).toBe(0);
  });
});

describe("two windows", () => {
  test("the second is told, and sees both texts; nothing is written", async () => {
    const { write, lesson } = await aWriter();
    await write("Salt", "<p>Theirs</p>", 0);
    const told = await write("Salt", "<p>Mine</p>", 0);
    expect(told.status).toBe(409);
    expect(await told.json()).toEqual({ kind: "conflict", theirs: { words: { title: "Salt", body: "<p>Theirs</p>", preview: "" }, version: 1, savedAt: (await lesson()).updatedAt.toISOString() } });
    expect((await lesson()).bodyHtml).toBe("<p>Theirs</p>");
  });

  test("mine over theirs: theirs stands in the history, however young it is", async () => {
    const { write, lesson, texts } = await aWriter();
    await write("Salt", "<p>Theirs</p>", 0);
    expect(await (await write("Salt", "<p>Mine</p>", 0, { over: "mine" })).json()).toMatchObject({ kind: "saved", version: 2 });
    expect((await lesson()).bodyHtml).toBe("<p>Mine</p>");
    expect(await texts()).toEqual(["<p>Flour and water.</p>", "<p>Theirs</p>"]);
  });

  test("theirs instead of mine: mine stands in the history", async () => {
    const { write, press, lesson, texts } = await aWriter();
    await write("Salt", "<p>Theirs</p>", 0);
    expect((await press(save, { intent: "aside", title: "", body: "<p>Mine</p><script>x</script>" })).status).toBe(200);
    expect((await lesson()).bodyHtml).toBe("<p>Theirs</p>");
    expect(await texts()).toContain("<p>Mine</p>");
  });

  test("a dozen saves of one version at once: one is taken, all others are told", async () => {
    const { write, lesson } = await aWriter();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => write("Salt", `<p>Window ${at}</p>`, 0)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
    expect((await lesson()).version).toBe(1);
  });

  test("without JavaScript: the same two ways out, with what was typed still there", async () => {
    const { press, lesson, texts } = await aWriter();
    await press(page, { intent: "lesson", title: "Salt", body: "<p>Theirs</p>", version: "0" });
    const told = await press(page, { intent: "lesson", title: "Mine", body: "<p>Mine</p>", version: "0" });
    expect(told.status).toBe(409);
    expect(await told.json()).toMatchObject({ result: { initialValue: { title: "Mine", body: "<p>Mine</p>" } }, theirs: { words: { body: "<p>Theirs</p>" } } });
    expect((await press(page, { intent: "lesson-theirs", title: "Mine", body: "<p>Mine</p>", version: "0" })).status).toBe(302);
    expect((await lesson()).bodyHtml).toBe("<p>Theirs</p>");
    expect(await texts()).toContain("<p>Mine</p>");
    expect((await press(page, { intent: "lesson-mine", title: "Mine", body: "<p>Mine, after all</p>", version: "0" })).status).toBe(302);
    expect(await lesson()).toMatchObject({ title: "Mine", bodyHtml: "<p>Mine, after all</p>" });
  });
});

describe("history", () => {
  test("one text for each stretch of writing, and what stood at the end of a sitting", async () => {
    const pass = aClock();
    const { write, texts } = await aWriter();
    let version = 0;
    const type = async (body: string) => (version = (await (await write("Salt", `<p>${body}</p>`, version)).json()).version);
    pass(60 * MINUTE);
    for (const body of ["a", "ab", "abc"]) {
      pass(2_000);
      await type(body);
    }
    expect(await texts()).toEqual(["<p>Flour and water.</p>", "<p>a</p>"]);
    pass(3 * MINUTE);
    await type("abcd");
    expect(await texts()).toHaveLength(2);
    // The next morning.
    pass(600 * MINUTE);
    await type("gone");
    expect(await texts()).toEqual(["<p>Flour and water.</p>", "<p>a</p>", "<p>abcd</p>"]);
  });

  test("the last thirty are kept, of this lesson only", async () => {
    const { write, texts, ids } = await aWriter();
    const other = await aWriter();
    await other.write("x", "<p>x</p>", 0);
    const { updatedAt } = await db.lesson.findUniqueOrThrow({ where: { id: ids.lessonId } });
    const data = Array.from({ length: 30 }, (_, at) => ({ id: `lrv_${ids.lessonId}${at}`, lessonId: ids.lessonId, title: "Salt", bodyHtml: `<p>${at}</p>`, savedAt: new Date(updatedAt.getTime() - (60 - at) * 10 * MINUTE) }));
    await db.lessonRevision.createMany({ data });
    await write("Salt", "<p>new</p>", 0);
    const kept = await texts();
    expect(kept).toHaveLength(30);
    expect([kept[0], kept.at(-1)]).toEqual(["<p>1</p>", "<p>Flour and water.</p>"]);
    expect(await other.texts()).toHaveLength(1);
  });

  test("going back can be gone back on", async () => {
    const { write, press, look, lesson } = await aWriter();
    expect(await (await look()).json()).toMatchObject({ texts: [], shown: null });
    await write("Salt & water", "<p>Two</p>", 0, { preview: "on" });
    const before = await (await look()).json();
    expect(before).toMatchObject({ texts: [{ words: "3 words" }], shown: { title: "Flour and water", bodyHtml: "<p>Flour and water.</p>" } });
    const back = await press(history, { intent: "restore", text: before.shown.id });
    expect(back.headers.get("Location")).toMatch(/\/lessons\/les_\w+$/);
    // Whether anybody may see it is no part of its text.
    expect(await lesson()).toMatchObject({ title: "Flour and water", bodyHtml: "<p>Flour and water.</p>", version: 2, isPreview: true });
    const after = await (await look()).json();
    expect(after.shown).toMatchObject({ title: "Salt & water", bodyHtml: "<p>Two</p>" });
    await press(history, { intent: "restore", text: after.shown.id });
    expect(await lesson()).toMatchObject({ title: "Salt & water", bodyHtml: "<p>Two</p>", version: 3 });
  });

  test("a window that still shows the text from before a restore is told", async () => {
    const { write, press, look } = await aWriter();
    await write("Salt", "<p>Two</p>", 0);
    const { shown } = await (await look()).json();
    await press(history, { intent: "restore", text: shown.id });
    expect((await write("Salt", "<p>Three</p>", 1)).status).toBe(409);
  });
});

test("row 29: another creator's lesson, or a lesson of another course, is not there, whatever is asked of it", async () => {
  const mine = await aWriter();
  const theirs = await aWriter();
  await theirs.write("Salt", "<p>Two</p>", 0);
  const revision = await db.lessonRevision.findFirstOrThrow({ where: { lessonId: theirs.ids.lessonId } });
  const mixed = { offerId: mine.ids.offerId, lessonId: theirs.ids.lessonId };
  const binned = await aWriter();
  await db.lesson.update({ where: { id: binned.ids.lessonId }, data: { deletedAt: new Date() } });
  const forms: [Action, Record<string, string>][] = [
    [save, { title: "x", body: "x", version: "1" }], [save, { title: "x", body: "x", version: "1", over: "mine" }], [save, { intent: "aside", title: "x", body: "x" }],
    [page, { intent: "lesson", title: "x", body: "x" }], [page, { intent: "lesson-mine", title: "x", body: "x" }], [page, { intent: "lesson-theirs", title: "x", body: "x" }],
    [page, { intent: "link", link: "https://youtu.be/dQw4w9WgXcQ" }], [history, { intent: "restore", text: revision.id }],
  ];
  for (const [action, form] of forms) {
    for (const params of [theirs.ids, mixed]) expect((await mine.press(action, form, params)).status, JSON.stringify(form)).toBe(404);
    expect((await binned.press(action, form)).status, `in the bin: ${JSON.stringify(form)}`).toBe(404);
  }
  // One's own lesson, with the earlier text of another's.
  expect((await mine.press(history, { intent: "restore", text: revision.id })).status).toBe(404);
  expect((await mine.look(`?text=${revision.id}`)).status).toBe(404);
  for (const loader of [pageLoader, historyLoader]) {
    for (const params of [theirs.ids, mixed]) expect((await answerOf(() => loader({ request: makeRequest("/studio/lesson", { cookie: mine.cookie }), params, context }))).status).toBe(404);
  }
  expect(await theirs.lesson()).toMatchObject({ title: "Salt", bodyHtml: "<p>Two</p>", videoUrl: null, version: 1 });
  expect(await theirs.texts()).toHaveLength(1);
});
