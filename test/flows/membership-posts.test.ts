import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { WRITE_AT_ONCE } from "~/domain/mail/audience.server";
import { readersOf } from "~/domain/posts/mail-post.server";
import type { User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as home from "~/routes/library/offer";
import * as post from "~/routes/library/post";
import * as mailStop from "~/routes/resources/mail-stop";
import * as studioPost from "~/routes/studio/offers/post";
import * as posts from "~/routes/studio/offers/posts";
import { sameOriginOnly } from "../../server/same-origin";
import { aClub, aMember } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { args, club, control, idIn, open, type Page, prepareClubStudio, send } from "../setup/club-studio";
import { mailsTo } from "../setup/people";
import { answerOf, signedInAs } from "../setup/request";

prepareClubStudio();

describe("posts", () => {
  let studio: User;
  let gold: User;
  beforeAll(async () => {
    studio = (await aMember(control, club)).user!;
    gold = (await aMember(control, club, { price: club.goldMonthly })).user!;
  });
  const read = async (user: User, postId: string) => (await open(post, { postId }, await signedInAs(user.id))).status;
  async function aPost(title: string, body: string, form: Record<string, string | string[]> = {}): Promise<string> {
    const postId = idIn(await send(posts, {}, { title }));
    await send(studioPost, { postId }, { intent: "publish", title, body, ...form });
    return postId;
  }

  test("are read by the tiers they are for, and by nobody else; others see the title alone", async () => {
    const forAll = await aPost("For everyone", "<p>Hello</p>");
    const forGold = await aPost("For gold", "<p>Shh</p>", { tierId: [club.gold.id] });
    const stranger = await makePerson();
    expect([await read(studio, forAll), await read(gold, forAll), await read(stranger, forAll)]).toEqual([200, 200, 404]);
    expect([await read(studio, forGold), await read(gold, forGold)]).toEqual([404, 200]);
    const page = (await (await open(home, {}, await signedInAs(studio.id))).json()) as { posts: { rows: { id: string; readable: boolean }[] } };
    expect(page.posts.rows.find((row) => row.id === forGold)?.readable).toBe(false);
    expect(page.posts.rows.find((row) => row.id === forAll)?.readable).toBe(true);
    expect(JSON.stringify(page)).not.toContain("Shh");
  });

  test("a draft is its writer's; row 27: what is hostile in it is gone", async () => {
    const postId = await aPost("<script>alert(1)</script>", '<p onclick="x()">Kept</p><script>steal()</script><iframe src="https://evil.example"></iframe>');
    const shown = (await (await open(post, { postId }, await signedInAs(gold.id))).json()) as { bodyHtml: string };
    expect(shown.bodyHtml).toContain("Kept");
    expect(shown.bodyHtml).not.toMatch(/script|onclick|evil/);
    await send(studioPost, { postId }, { intent: "unpublish" });
    expect(await read(gold, postId)).toBe(404);
    expect((await open(post, { postId })).status).toBe(200);
    expect((await send(studioPost, { postId: idIn(await send(posts, {}, { title: "Empty" })) }, { intent: "publish", title: "Empty", body: " " })).status).toBe(400);
  });

  test("a mail about a post names the mailbox's way to stop it", async () => {
    await aPost("With headers", "<p>Text</p>", { mail: "on" });
    await drain(jobHandlers);
    const sent = control.mail.list({}).find((one: { subject: string; to: string | string[] }) => one.subject.startsWith("With headers") && [one.to].flat().includes(gold.email)) as { headers?: Record<string, string> } | undefined;
    expect(sent?.headers?.["List-Unsubscribe"]).toMatch(/^<http.*\/mail\/stop\/usr_/);
    expect(sent?.headers?.["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  });
  test("go out by mail once to each reader who wants it, in pieces, with a way to stop them from the mailbox", async () => {
    const crowded = await aClub(control);
    const cookie = await signedInAs(crowded.shop.owner.id);
    const [quiet, reader] = [await makePerson(), await makePerson()];
    await db.mailPreference.create({ data: { userId: quiet.id, storeId: crowded.shop.store.id, posts: false } });
    // One more than is written to at once, with the two from above.
    const crowd = Array.from({ length: WRITE_AT_ONCE }, () => newId("user"));
    await db.user.createMany({ data: crowd.map((id) => ({ id, email: `${id}@example.com`, name: "Crowd", createdAt: now() })) });
    await db.grant.createMany({ data: [...crowd, quiet.id, reader.id].map((userId) => ({ id: newId("grant"), userId, offerId: crowded.offer.id, tierId: crowded.tier.id, grantedAt: now() })) });
    const params = { offerId: crowded.offer.id };
    const write = (page: Page, form: Record<string, string>, more = {}) => send(page, { ...params, ...more }, form, cookie);
    const publish = async (title: string, body: string) => {
      const id = idIn(await write(posts, { title }));
      await write(studioPost, { intent: "publish", title, body, mail: "on" }, { postId: id });
      return id;
    };
    const postId = await publish("News", `<p>${"Word ".repeat(400)}</p>`);
    const readers = await readersOf(await db.post.findUniqueOrThrow({ where: { id: postId } }));
    await drain({ ...jobHandlers, "send-email": async () => {} });
    expect(await db.outboxEmail.count({ where: { kind: "members-post", subjectKey: { startsWith: postId } } })).toBe(readers);
    expect(readers).toBe(WRITE_AT_ONCE + 1);
    expect((await mailsTo(quiet.email)).filter((mail) => mail.kind === "members-post")).toEqual([]);
    // Published again, and again: nobody hears of it twice.
    await write(studioPost, { intent: "unpublish" }, { postId });
    await write(studioPost, { intent: "publish", title: "News", body: "<p>Again</p>", mail: "on" }, { postId });
    await drain({ ...jobHandlers, "send-email": async () => {} });
    expect(await db.outboxEmail.count({ where: { kind: "members-post", subjectKey: { startsWith: postId } } })).toBe(readers);

    const mail = (await mailsTo(reader.email)).find((one) => one.kind === "members-post" && one.props.title === "News");
    expect(String(mail?.props.excerpt).length).toBeLessThan(610);
    const stop = new URL(String(mail?.props.stopUrl));
    const token = stop.pathname.split("/").at(-1) ?? "";
    // As the mailbox's own button does it: from anywhere, without a cookie.
    let passed = false;
    sameOriginOnly("https://lectern.example")({ method: "POST", path: stop.pathname, url: stop.pathname, headers: { origin: "https://mail.example" } } as never, {} as never, () => (passed = true));
    expect(passed).toBe(true);
    const stopped = await answerOf(() => mailStop.action(args(stop.pathname, { token }, { form: { "List-Unsubscribe": "One-Click" } })));
    expect(await stopped.json()).toEqual({ wanted: false });
    const next = await publish("More news", "<p>More</p>");
    expect(await readersOf(await db.post.findUniqueOrThrow({ where: { id: next } }))).toBe(WRITE_AT_ONCE);
    await drain({ ...jobHandlers, "send-email": async () => {}, "mail-post": async () => {} });
    expect((await mailsTo(reader.email)).filter((one) => one.props.title === "More news")).toEqual([]);
    for (const forged of [`${token}x`, token.replace(reader.id, gold.id), "nonsense"]) {
      expect((await answerOf(() => mailStop.action(args("/x", { token: forged }, { form: {} })))).status).toBe(404);
    }
  });

});
