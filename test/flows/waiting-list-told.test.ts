import { beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "~/db.server";
import { recordTransition } from "~/domain/transitions.server";
import { joinWaitingList } from "~/domain/waiting-list/join-waiting-list.server";
import { offersOpenAgain } from "~/domain/waiting-list/open-again.server";
import { BATCH, tellWaiting } from "~/domain/waiting-list/tell-waiting.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { later, MINUTE, now, SECOND, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { renderEmail, type EmailMessage } from "../../emails";
import { aCourse } from "../factories/catalog";
import { makePerson } from "../factories/people";
import { aSellingStore, type SellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
let at: number;
beforeEach(async () => {
  await db.rateCounter.deleteMany();
  await db.waitingListEntry.deleteMany();
  at = Date.now();
  setClock(() => at);
  shop = await aSellingStore(control);
});

const pass = (milliseconds: number) => (at += milliseconds);
const charges = (enabled: boolean) => db.connectedAccount.update({ where: { id: shop.account.id }, data: { chargesEnabled: enabled } });
const join = (email: string, offerId = shop.offer.id) => joinWaitingList({ offerId, email, requester: { ip: email, userAgent: null } });
const mails = (offerId = shop.offer.id) => db.outboxEmail.findMany({ where: { kind: "back-on-sale", subjectKey: { in: entries(offerId) } } });
let known: { id: string; offerId: string }[] = [];
const entries = (offerId: string) => known.filter((entry) => entry.offerId === offerId).map((entry) => entry.id);
const remember = async () => (known = await db.waitingListEntry.findMany({ select: { id: true, offerId: true } }));
/** What the sweep does for waiting lists, every quarter of a minute. */
async function look(): Promise<void> {
  for (const id of await offersOpenAgain()) await tellWaiting(id);
}
async function lookFor(milliseconds: number): Promise<void> {
  for (let gone = 0; gone < milliseconds; gone += 15 * SECOND) {
    pass(15 * SECOND);
    await look();
  }
}

async function somebodyWaits(emails = ["one@example.com", "two@example.com"]): Promise<void> {
  await charges(false);
  for (const email of emails) expect(await join(email)).toEqual({ ok: true, value: undefined });
  await remember();
}

describe("sales are back", () => {
  test("each is told once, after two minutes, with a link that works and carries nothing secret", async () => {
    await somebodyWaits();
    await lookFor(MINUTE);
    await charges(true);
    await lookFor(2 * MINUTE);
    expect(await mails()).toEqual([]);
    await lookFor(30 * SECOND);
    const sent = await mails();
    expect(sent.map((mail) => mail.toAddress).sort()).toEqual(["one@example.com", "two@example.com"]);
    await lookFor(10 * MINUTE);
    expect(await mails()).toHaveLength(2);
    expect(await db.waitingListEntry.count({ where: { offerId: shop.offer.id, notifiedAt: null } })).toBe(0);

    const { html, text, subject } = await renderEmail({ kind: "back-on-sale", props: (sent[0]!.payload as unknown as { props: object }).props } as EmailMessage);
    expect(subject).toContain(shop.offer.title);
    expect(html).toContain(`href="${env.appUrl}/s/${shop.store.slug}/${shop.offer.slug}"`);
    expect(text).toContain("the only one");
  });

  test("through the real sweep, twice at the same time, the mails go out: one an address", async () => {
    await somebodyWaits(["first@example.com", "second@example.com", "third@example.com"]);
    await charges(true);
    await jobHandlers.sweep({});
    pass(2 * MINUTE);
    await Promise.all([jobHandlers.sweep({}), jobHandlers.sweep({})]);
    await drain(jobHandlers);
    const sent = await mails();
    expect(sent.map(({ toAddress, status }) => [toAddress, status]).sort()).toEqual([["first@example.com", "sent"], ["second@example.com", "sent"], ["third@example.com", "sent"]]);
  });

  test("a process that dies in the middle is gone on from: nobody is left out, nobody told twice", { timeout: 90_000 }, async () => {
    await charges(false);
    await sql(
      `INSERT INTO waiting_list (id, store_id, offer_id, email, created_at)
       SELECT 'wtl_' || lpad(n::text, 6, '0'), $1, $2, 'n' || n || '@example.com', $3::timestamptz + n * interval '1 ms' FROM generate_series(1, 120) n`,
      [shop.store.id, shop.offer.id, later(-MINUTE)],
    );
    await remember();
    await look();
    await charges(true);
    await look();
    pass(2 * MINUTE);
    // Dies while it writes the second batch: what that batch had written is gone with it.
    await sql(`CREATE FUNCTION die() RETURNS trigger AS $$ BEGIN IF NEW.to_address = 'n70@example.com' THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql`);
    await sql(`CREATE TRIGGER die BEFORE INSERT ON outbox_emails FOR EACH ROW EXECUTE FUNCTION die()`);
    await expect(tellWaiting(shop.offer.id)).rejects.toThrow("killed");
    expect(await mails()).toHaveLength(BATCH);
    await sql(`DROP TRIGGER die ON outbox_emails`);
    const [one, other] = await Promise.all([tellWaiting(shop.offer.id), tellWaiting(shop.offer.id)]);
    expect(one + other).toBe(120 - BATCH);
    const sent = await mails();
    expect(sent).toHaveLength(120);
    expect(new Set(sent.map((mail) => mail.toAddress)).size).toBe(120);
    expect(await db.waitingListEntry.count({ where: { offerId: shop.offer.id, notifiedAt: null } })).toBe(0);
  });

  test("who waits again at a later pause is told again, once", async () => {
    await somebodyWaits(["again@example.com"]);
    await charges(true);
    await lookFor(3 * MINUTE);
    await somebodyWaits(["again@example.com"]);
    await charges(true);
    await lookFor(3 * MINUTE);
    expect((await mails()).map((mail) => mail.toAddress)).toEqual(["again@example.com", "again@example.com"]);
  });
});

describe("nobody is told", () => {
  test("for a blip, however often it comes", async () => {
    await somebodyWaits();
    for (let blip = 0; blip < 3; blip += 1) {
      await charges(true);
      await lookFor(105 * SECOND);
      await charges(false);
      await lookFor(15 * SECOND);
    }
    expect(await mails()).toEqual([]);
    await charges(true);
    await lookFor(150 * SECOND);
    expect(await mails()).toHaveLength(2);
  });

  test("before two minutes after an interruption that came and went between two looks", async () => {
    await somebodyWaits();
    await charges(true);
    await lookFor(105 * SECOND);
    // Stripe took it away and gave it back, and the account was read both times.
    await db.$transaction((tx) => recordTransition(tx, { subjectType: "connection", subjectId: shop.account.id, from: "needs_you", to: "ready", cause: "test" }));
    await lookFor(105 * SECOND);
    expect(await mails()).toEqual([]);
    await lookFor(30 * SECOND);
    expect(await mails()).toHaveLength(2);
  });

  test("when sales stop again while people are being told: the others wait on", async () => {
    await somebodyWaits();
    await charges(true);
    await lookFor(MINUTE);
    await charges(false);
    expect(await tellWaiting(shop.offer.id)).toBe(0);
    expect(await mails()).toEqual([]);
  });

  test("of an archived offer or a draft; of one that has become free, everybody", async () => {
    await somebodyWaits();
    const { offer: gone } = await aCourse(shop.store.id);
    const { offer: free } = await aCourse(shop.store.id);
    for (const offer of [gone, free]) await join("one@example.com", offer.id);
    await remember();
    await db.offer.update({ where: { id: shop.offer.id }, data: { status: "draft" } });
    await db.offer.update({ where: { id: gone.id }, data: { status: "archived" } });
    await db.price.updateMany({ where: { offerId: free.id }, data: { amount: 0n } });
    await lookFor(3 * MINUTE);
    await charges(true);
    await lookFor(5 * MINUTE);
    expect(await mails(gone.id)).toEqual([]);
    expect(await mails()).toEqual([]);
    const [told] = await mails(free.id);
    expect(told?.payload).toMatchObject({ props: { isFree: true, price: "Free" } });
  });

  test("who has bought it in another way meanwhile", async () => {
    const buyer = await makePerson();
    await somebodyWaits([buyer.email, "other@example.com"]);
    await db.grant.create({ data: { id: newId("grant"), userId: buyer.id, offerId: shop.offer.id, grantedAt: now() } });
    await charges(true);
    await lookFor(3 * MINUTE);
    expect((await mails()).map((mail) => mail.toAddress)).toEqual(["other@example.com"]);
    expect(await db.waitingListEntry.count({ where: { offerId: shop.offer.id, email: buyer.email } })).toBe(0);
  });
});

test("row 27: markup in a title or a store's name stays text in the mail, and its subject one line", async () => {
  const evil = `<img src=x onerror=alert(1)>\r\nBcc: all@example.com`;
  await db.store.update({ where: { id: shop.store.id }, data: { name: evil } });
  await db.offer.update({ where: { id: shop.offer.id }, data: { title: evil } });
  await somebodyWaits(["careful@example.com"]);
  await charges(true);
  await lookFor(3 * MINUTE);
  const [mail] = await mails();
  const { html, subject } = await renderEmail({ kind: "back-on-sale", props: (mail!.payload as unknown as { props: object }).props } as EmailMessage);
  expect(html).not.toContain("<img src=x");
  expect(html).toContain("&lt;img src=x");
  expect(subject).not.toMatch(/[\r\n]/);
});
