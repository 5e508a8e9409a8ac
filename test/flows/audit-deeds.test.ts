import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import type { User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action as compare } from "~/routes/studio/events/compare";
import { action as bundle } from "~/routes/studio/offers/bundle-contents";
import { action as curriculum } from "~/routes/studio/offers/curriculum";
import { action as details } from "~/routes/studio/offers/details";
import { action as files } from "~/routes/studio/offers/files";
import { action as license } from "~/routes/studio/offers/license";
import { action as tiers } from "~/routes/studio/offers/tiers";
import { action as waiting } from "~/routes/studio/offers/waiting";
import { aBundle, aCourse, aDownload, aFile } from "../factories/catalog";
import { aGrant, anOrder } from "../factories/library";
import { aRecurringPrice, aTier } from "../factories/memberships";
import { anAccount } from "../factories/merchants";
import { makePerson, makeStore } from "../factories/people";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

// Whatever a member of a team takes from students, or says in the store's name, stands in the list of deeds with their name.
type Action = (args: { request: Request; params: Record<string, string>; context: typeof context }) => unknown;

let shop: Awaited<ReturnType<typeof makeStore>>;
let editor: User;
let helper: User;
beforeAll(async () => {
  shop = await makeStore();
  await anAccount(shop.store.id);
  [editor, helper] = [await makePerson({ name: "Jonas Ek" }), await makePerson({ name: "Mira Sol" })];
  for (const [person, role] of [[editor, "editor"], [helper, "support"]] as const) await db.teamMember.create({ data: { id: newId("teamMember"), storeId: shop.store.id, userId: person.id, role, mayRefund: false, createdAt: now(), invitedById: shop.owner.id } });
});

async function press(action: Action, as: User, params: Record<string, string>, form: Record<string, string>): Promise<number> {
  const request = makeRequest("/studio", { cookie: await signedInAs(as.id), form });
  return (await answerOf(async () => (await action({ request, params, context })) as Response)).status;
}
/** The newest entry about something, as the page shows it. */
async function deed(subjectId: string): Promise<string | undefined> {
  const entry = await db.auditEntry.findFirst({ where: { storeId: shop.store.id, subjectId }, orderBy: [{ at: "desc" }, { id: "desc" }] });
  return entry ? `${entry.actorName} ${entry.summary}` : undefined;
}

describe("deeds that are written down", () => {
  test("a lesson and a module deleted and brought back", async () => {
    const { offer, lessons } = await aCourse(shop.store.id, { title: "Rye" });
    const [lesson] = lessons;
    const at = { offerId: offer.id };
    const moduleId = lesson?.moduleId ?? "";
    for (const [form, words] of [
      [{ intent: "delete-lesson", lessonId: lesson?.id ?? "" }, `Jonas Ek deleted the lesson “${lesson?.title}” of “Rye”`],
      [{ intent: "restore-lesson", lessonId: lesson?.id ?? "" }, `Jonas Ek brought back the lesson “${lesson?.title}” of “Rye”`],
    ] as const) {
      expect(await press(curriculum, editor, at, form)).toBeLessThan(400);
      expect(await deed(offer.id)).toBe(words);
    }
    await db.offer.update({ where: { id: offer.id }, data: { status: "draft" } });
    const { title } = await db.module.findUniqueOrThrow({ where: { id: moduleId } });
    await press(curriculum, editor, at, { intent: "delete-module", moduleId });
    expect(await deed(offer.id)).toBe(`Jonas Ek deleted the module “${title}” of “Rye”`);
    await press(curriculum, editor, at, { intent: "restore-module", moduleId });
    expect(await deed(offer.id)).toBe(`Jonas Ek brought back the module “${title}” of “Rye”`);
    // A second press changes nothing, and is no second deed.
    await press(curriculum, editor, at, { intent: "restore-module", moduleId });
    expect(await db.auditEntry.count({ where: { subjectId: offer.id } })).toBe(4);
  });

  test("an offer's words: which of them, and nothing where nothing was changed", async () => {
    const { offer } = await aCourse(shop.store.id, { title: "Loaf", subtitle: "Slow" });
    const form = { title: "Loaf and crust", subtitle: "Slow", slug: offer.slug, description: "<p>New</p>", highlights: offer.highlights.join("\n") };
    expect(await press(details, editor, { offerId: offer.id }, form)).toBe(302);
    expect(await deed(offer.id)).toBe("Jonas Ek changed the title and description of “Loaf”");
    await press(details, editor, { offerId: offer.id }, form);
    expect(await db.auditEntry.count({ where: { subjectId: offer.id } })).toBe(1);
  });

  test("a file, an older edition, what a bundle holds, and a tier nobody can join any more", async () => {
    const { offer } = await aDownload(shop.store.id, { title: "Margins", status: "draft" });
    const place = await db.downloadFile.findFirstOrThrow({ where: { offerId: offer.id } });
    const older = await db.fileVersion.create({ data: { id: newId("fileVersion"), downloadFileId: place.id, fileId: (await aFile(shop.store.id)).id, number: 7, createdAt: now() } });
    await press(files, editor, { offerId: offer.id }, { intent: "remove-version", versionId: older.id, confirmed: "yes" });
    expect(await deed(offer.id)).toBe("Jonas Ek deleted an older edition of a file of “Margins”");
    await press(files, editor, { offerId: offer.id }, { intent: "remove-file", placeId: place.id, confirmed: "yes" });
    expect(await deed(offer.id)).toBe("Jonas Ek deleted a file of “Margins”");

    const course = await aCourse(shop.store.id, { title: "Crumb" });
    const holds = await aBundle(shop.store.id, [course.offer.id, offer.id], { title: "Both" });
    await press(bundle, editor, { offerId: holds.offer.id }, { intent: "remove", itemId: holds.items[0]?.id ?? "", confirmed: "yes" });
    expect(await deed(holds.offer.id)).toBe("Jonas Ek took “Crumb” out of the bundle “Both”");
    await press(bundle, editor, { offerId: holds.offer.id }, { intent: "add", offerId: course.offer.id });
    expect(await deed(holds.offer.id)).toBe("Jonas Ek put “Crumb” into the bundle “Both”");

    const club = await db.offer.create({ data: { ...(await db.offer.findUniqueOrThrow({ where: { id: course.offer.id } })), id: newId("offer"), slug: "club", kind: "membership", title: "Club", status: "draft" } });
    const tier = await aTier(club.id, "Patron", 0);
    await aRecurringPrice(tier, "month", 900);
    await press(tiers, editor, { offerId: club.id }, { intent: "archive", tierId: tier.id });
    expect(await deed(club.id)).toBe("Jonas Ek closed the tier “Patron” of “Club” for new members");
    await press(tiers, editor, { offerId: club.id }, { intent: "restore", tierId: tier.id });
    expect(await deed(club.id)).toBe("Jonas Ek opened the tier “Patron” of “Club” for new members");
  });

  test("a licence's place, an address off the waiting list (without the address), a comparison with Stripe", async () => {
    const { offer } = await aDownload(shop.store.id, { title: "Plug-in" });
    const buyer = await makePerson();
    const order = await anOrder(buyer, offer);
    await aGrant(buyer.id, offer.id, { orderId: order.id });
    const key = await db.license.create({ data: { id: newId("license"), offerId: offer.id, orderId: order.id, userId: buyer.id, keyHash: newId("license"), keySealed: "", createdAt: now() } });
    const place = await db.licenseActivation.create({ data: { id: newId("licenseActivation"), licenseId: key.id, instance: "Noor's laptop", createdAt: now() } });
    expect(await press(license, helper, { offerId: offer.id, licenseId: key.id }, { intent: "free-place", activationId: place.id })).toBe(302);
    expect(await deed(order.id)).toBe("Mira Sol freed a place of a licence key");

    const entry = await db.waitingListEntry.create({ data: { id: newId("waitingEntry"), storeId: shop.store.id, offerId: offer.id, email: "waits@example.com", createdAt: now() } });
    expect(await press(waiting, helper, { offerId: offer.id }, { entryId: entry.id, confirmed: "yes" })).toBe(302);
    expect(await deed(offer.id)).toBe("Mira Sol took an address off the waiting list of an offer");

    const account = await db.connectedAccount.findFirstOrThrow({ where: { storeId: shop.store.id } });
    expect(await press(compare, shop.owner, {}, { account: account.id })).toBe(302);
    expect(await deed(account.id)).toBe(`${shop.owner.name} had an account compared with Stripe`);
  });
});
