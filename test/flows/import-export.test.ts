import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { courseModules } from "~/domain/catalog/contents.server";
import { exportedFiles, exportZip } from "~/domain/courses/export-markdown.server";
import { env } from "~/env.server";
import { DAY, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as exported } from "~/routes/studio/offers/export";
import { action as importing, loader as importPage } from "~/routes/studio/offers/import";
import { aCourse, aDownload, aFile, aStore } from "../factories/catalog";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

type Sent = { name: string; text: string | Buffer };

async function aTeacher() {
  const { owner, store } = await aStore();
  const cookie = await signedInAs(owner.id);
  const course = await aCourse(store.id, { status: "draft" });
  const key = { storeId: store.id, offerId: course.offer.id };
  const path = (offerId: string) => `/studio/offers/${offerId}/import`;
  /** The form as a browser sends it: a folder's files carry their path as name. */
  const send = (files: Sent[], offerId = key.offerId) => {
    const body = Buffer.concat([
      ...files.flatMap(({ name, text }) => [Buffer.from(`--x\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: text/markdown\r\n\r\n`), Buffer.from(text), Buffer.from("\r\n")]),
      Buffer.from("--x--\r\n"),
    ]);
    const request = new Request(new URL(path(offerId), env.appUrl), { method: "POST", headers: { Cookie: cookie, "Content-Type": "multipart/form-data; boundary=x" }, body });
    return answerOf(() => importing({ request, params: { offerId }, context }));
  };
  const post = (form: Record<string, string>, offerId = key.offerId) => answerOf(() => importing({ request: makeRequest(path(offerId), { form, cookie }), params: { offerId }, context }));
  const look = async (plan: string, offerId = key.offerId) => importPage({ request: makeRequest(`${path(offerId)}?plan=${plan}`, { cookie }), params: { offerId }, context });
  const planOf = (answer: Response) => /plan=(upl_\w+)/.exec(answer.headers.get("Location") ?? "")?.[1] ?? "";
  return { ...course, store, owner, cookie, key, send, post, look, planOf };
}

const lessonsOf = async (offerId: string) => {
  const lessons = await db.lesson.findMany({ where: { offerId, deletedAt: null, module: { deletedAt: null } }, orderBy: [{ module: { position: "asc" } }, { position: "asc" }], include: { module: { select: { title: true } } } });
  return lessons.map(({ title, bodyHtml, isPreview, dripDays, dripAt, videoUrl, module }) => ({ module: module.title, title, bodyHtml, isPreview, dripDays, dripAt, videoUrl }));
};

describe("import", () => {
  test("is looked at first, then made whole, once, with what was left out named (row 26: a Markdown bomb too)", async () => {
    const { send, look, planOf, post, key } = await aTeacher();
    const before = await lessonsOf(key.offerId);
    const answer = await send([
      { name: "my course/01 Intro/10 Ten.md", text: "No heading, only words." },
      { name: "my course/01 Intro/2 Two.md", text: "# The second\n\nWords ![x](pic.png)" },
      { name: "my course/loose_one.md", text: "---\r\ntitle: 'Loose'\r\npreview: true\r\ndrip: 3 days\r\nvideo: https://youtu.be/dQw4w9WgXcQ\r\ntags: a\r\n---\r\nText" },
      { name: "my course/pic.png", text: Buffer.from([1, 2, 3]) },
      { name: "my course/.DS_Store", text: "x" },
      { name: "my course/broken.md", text: Buffer.from([0xff, 0xfe, 0x00]) },
      { name: "my course/empty.md", text: " \n" },
      { name: "my course/huge.md", text: "x".repeat(1_000_001) },
      { name: "my course/bomb.md", text: ">".repeat(900_000) },
    ]);
    const plan = planOf(answer);
    const page = await look(plan);
    expect(page.plan?.modules.map((module) => [module.title, ...module.lessons.map((lesson) => lesson.title)])).toEqual([[null, "Loose"], ["Intro", "The second", "Ten"]]);
    expect(page.plan?.modules[0]?.lessons[0]).toMatchObject({ badges: ["Free preview", "After 3 days", "Video"], notes: ["Not used: tags."] });
    expect(page.plan?.modules[1]?.lessons[0]?.notes[0]).toMatch(/image was left out/);
    expect(Object.fromEntries(page.plan!.leftOut.map(({ path, why }) => [path.split("/").at(-1), why.split(".")[0]]))).toEqual({
      "pic.png": "It is no Markdown file (", "broken.md": "It is not text in UTF-8", "empty.md": "It is empty", "huge.md": "It is larger than 1 MB", "bomb.md": "Its lists or quotes are nested too deeply",
    });
    expect(await lessonsOf(key.offerId)).toEqual(before);

    const into = (await courseModules(key.offerId))[0]!.id;
    const [one, other] = await Promise.all([post({ intent: "add", plan, into }), post({ intent: "add", plan, into })]);
    expect([one.status, other.status]).toEqual([302, 302]);
    const made = (await lessonsOf(key.offerId)).slice(0);
    expect(made.map(({ module, title }) => `${module}: ${title}`)).toEqual(["Part 1: Flour and water", "Part 1: The fold", "Part 1: Loose", "Part 2: The oven", "Intro: The second", "Intro: Ten"]);
    expect(made[2]).toMatchObject({ isPreview: true, dripDays: 3, videoUrl: "https://www.youtube.com/watch?v=dQw4w9WgXcQ", bodyHtml: "<p>Text</p>" });
    expect((await look(plan)).gone).toBe(true);
  });

  test("what could run, and paths that lead elsewhere, are inert (rows 27, 28)", async () => {
    const { send, planOf, post, key } = await aTeacher();
    const plan = planOf(
      await send([{ name: "../../../etc/<img src=x onerror=alert(1)>/..\\02 <b>x.md", text: "---\ntitle: <script>alert(1)</script>\nmodule: ../../etc\n---\n<script>alert(1)</script><p onclick=x>a</p>\n\n[l](javascript:alert(1))" }]),
    );
    await post({ intent: "add", plan, into: "" });
    const made = (await lessonsOf(key.offerId)).at(-1)!;
    expect(made.title).toBe("<script>alert(1)</script>");
    expect(made.module).toBe("../../etc");
    expect(made.bodyHtml).not.toMatch(/script|onclick|javascript/);
  });

  test("more files than a form may have are left out by name; nothing at all is asked for again", async () => {
    const { send, look, planOf, post } = await aTeacher();
    const plan = planOf(await send(Array.from({ length: 302 }, (_, at) => ({ name: `${at}.md`, text: `# Lesson ${at}` }))));
    const page = await look(plan);
    expect(page.plan?.modules[0]?.lessons).toHaveLength(300);
    expect(page.plan?.modules[0]?.lessons[2]?.title).toBe("Lesson 2");
    expect(page.plan?.leftOut.map(({ why }) => why)).toEqual(Array(2).fill("Only 300 files at a time. Import it with the next ones."));
    expect((await post({ intent: "drop", plan })).status).toBe(302);
    expect((await look(plan)).gone).toBe(true);
    expect((await send([])).status).toBe(400);
    expect(await (await send([{ name: "x.txt", text: "x" }])).json()).toEqual({ problem: "“x.txt” could not be used. It is no Markdown file (.md)." });
  });

  test("a preview is its creator's, for its course, for a day (row 29)", async () => {
    const mine = await aTeacher();
    const theirs = await aTeacher();
    const plan = theirs.planOf(await theirs.send([{ name: "a.md", text: "A" }]));
    expect((await mine.send([{ name: "a.md", text: "A" }], theirs.key.offerId)).status).toBe(404);
    expect((await mine.post({ intent: "add", plan, into: "" }, theirs.key.offerId)).status).toBe(404);
    await expect(mine.look(plan, theirs.key.offerId)).rejects.toMatchObject({ status: 404 });
    expect((await mine.look(plan)).plan).toBeNull();
    await mine.post({ intent: "add", plan, into: "" });
    await mine.post({ intent: "drop", plan });
    expect(await lessonsOf(mine.key.offerId)).toHaveLength(3);
    const [foreign] = await courseModules(mine.key.offerId);
    expect((await theirs.post({ intent: "add", plan, into: foreign!.id })).status).toBe(404);
    const second = await aCourse(theirs.store.id);
    expect((await theirs.look(plan, second.offer.id)).plan).toBeNull();
    const restore = setClock(() => Date.now() + 2 * DAY);
    expect((await theirs.look(plan)).plan).toBeNull();
    restore();
    const { offer } = await aDownload(mine.store.id);
    expect((await mine.send([{ name: "a.md", text: "A" }], offer.id)).status).toBe(404);
  });
});

describe("export", () => {
  test("comes back as the same course", async () => {
    const { key, store, lessons, send, planOf, post } = await aTeacher();
    const image = await aFile(store.id, { purpose: "image", contentType: "image/png" });
    const body = `<h2>One</h2><p>a <strong>b</strong> &lt;i&gt; 1 * 2 * 3</p><aside data-callout="tip"><p>t</p></aside><pre><code class="language-js">x &lt; y</code></pre><img src="/files/${image.id}" alt="pot" loading="lazy" referrerpolicy="no-referrer" /><div data-embed="youtube" data-id="dQw4w9WgXcQ"></div>`;
    await db.lesson.update({ where: { id: lessons[0]!.id }, data: { bodyHtml: body, dripDays: 7, title: `../"Salt": time / <b>\\` } });
    await db.lesson.update({ where: { id: lessons[1]!.id }, data: { dripAt: new Date("2027-03-01T06:30:00Z"), videoUrl: "https://vimeo.com/123456789/abcdef0123", bodyHtml: "" } });
    await db.module.update({ where: { id: lessons[0]!.moduleId }, data: { title: "2024 / in: review" } });
    const empty = newId("module");
    await db.module.create({ data: { id: empty, offerId: key.offerId, title: "Empty", position: 9 } });
    const twin = newId("module");
    await db.module.create({ data: { id: twin, offerId: key.offerId, title: "Part 2", position: 10 } });
    await db.lesson.createMany({ data: Array.from({ length: 12 }, (_, position) => ({ id: newId("lesson"), offerId: key.offerId, moduleId: twin, title: `Step ${position + 1}`, bodyHtml: `<p>${position}</p>`, position, updatedAt: now() })) });

    const files: Sent[] = [];
    for await (const { path, text } of exportedFiles(key.offerId)) files.push({ name: `bread/${path}`.replaceAll('"', "%22"), text });
    expect(files[0]!.name).not.toMatch(/\.\.|["\\]/);
    const { offer } = await aCourse(store.id, { status: "draft" });
    await db.module.deleteMany({ where: { offerId: offer.id } });
    // In any order: names decide.
    const plan = planOf(await send([...files].reverse(), offer.id));
    expect((await post({ intent: "add", plan, into: "" }, offer.id)).status).toBe(302);
    expect(await lessonsOf(offer.id)).toEqual(await lessonsOf(key.offerId));
    expect((await courseModules(offer.id)).map(({ title, lessonCount }) => [title, lessonCount])).toEqual((await courseModules(key.offerId)).map(({ title, lessonCount }) => [title, lessonCount]));
  });

  test("is one zip under the course's own name, its creator's alone; what is in the bin is not in it", async () => {
    const { key, cookie, lessons, offer } = await aTeacher();
    await db.lesson.update({ where: { id: lessons[2]!.id }, data: { deletedAt: now() } });
    const get = (offerId: string, as = cookie) => answerOf(() => exported({ request: makeRequest("/x", { cookie: as }), params: { offerId }, context }));
    const answer = await get(key.offerId);
    expect(answer.headers.get("Content-Disposition")).toBe(`attachment; filename=${offer.slug}.zip`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect(bytes.includes("01 Part 1/02 The fold.md")).toBe(true);
    expect(bytes.includes("The oven")).toBe(false);
    const stranger = await aTeacher();
    expect((await get(key.offerId, stranger.cookie)).status).toBe(404);
    const { offer: download } = await aDownload(key.storeId);
    expect((await get(download.id)).status).toBe(404);
  });

  test("stops when its reader leaves", async () => {
    const { key } = await aTeacher();
    const zip = exportZip(key.offerId);
    zip.destroy();
    await new Promise((resolve) => zip.once("close", resolve));
    expect(zip.destroyed).toBe(true);
  });
});
