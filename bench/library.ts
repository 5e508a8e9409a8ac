import { adoptConnection, connectPostgres, db } from "../app/db.server";
import { newId } from "../app/lib/ids";
import { hashToken, newToken } from "../app/lib/tokens";
import { figure, type Figure } from "./figure";
import { inTurns, percentile } from "./percentile";
import { startOnPostgres } from "./servers";

/** The first page of a library of 500 offers against one of 25 (one page and one more): p95 in milliseconds. */
export async function library(): Promise<Figure[]> {
  const world = await startOnPostgres({ seed: true });
  const connection = connectPostgres(world.databaseUrl, 2);
  adoptConnection(connection);
  try {
    const pages: { url: string; cookie: string }[] = [];
    for (const owned of [25, 500]) pages.push({ url: `${world.url}/library`, cookie: await readerOf(owned) });
    const [few = [], many = []] = await inTurns(pages.map((page) => page.url), {}, { cookies: pages.map((page) => page.cookie) });
    return [figure("library of 500 offers (p95; baseline 25 offers)", "ms", percentile(many, 0.95), percentile(few, 0.95))];
  } finally {
    await connection.close();
    await world.stop();
  }
}

/** The Cookie header of a person who owns so many courses, each with ten lessons, half of them done. */
async function readerOf(owned: number): Promise<string> {
  const store = await db.store.findFirstOrThrow();
  const now = new Date();
  const userId = newId("user");
  await db.user.create({ data: { id: userId, email: `reader-${owned}@lectern.example`, name: `Reader of ${owned}`, emailVerifiedAt: now, createdAt: now } });
  const offers = Array.from({ length: owned }, (_, index) => ({ id: newId("offer"), storeId: store.id, kind: "course" as const, status: "published" as const, slug: `bench-${owned}-${index}`, title: `Course ${index} of ${owned}`, highlights: [], createdAt: now, updatedAt: now, publishedAt: now }));
  await db.offer.createMany({ data: offers });
  const modules = offers.map((offer) => ({ id: newId("module"), offerId: offer.id, title: "Part 1", position: 0 }));
  await db.module.createMany({ data: modules });
  const lessons = modules.flatMap((module) => Array.from({ length: 10 }, (_, position) => ({ id: newId("lesson"), offerId: module.offerId, moduleId: module.id, title: `Lesson ${position}`, position, updatedAt: now })));
  await db.lesson.createMany({ data: lessons });
  await db.grant.createMany({ data: offers.map((offer, index) => ({ id: newId("grant"), userId, offerId: offer.id, grantedAt: new Date(now.getTime() - index * 1000) })) });
  await db.lessonProgress.createMany({ data: lessons.filter((lesson) => lesson.position < 5).map((lesson) => ({ userId, lessonId: lesson.id, offerId: lesson.offerId, completedAt: now, updatedAt: now })) });
  const session = newToken();
  const tomorrow = new Date(now.getTime() + 86_400_000);
  await db.session.create({ data: { id: hashToken(session), userId, createdAt: now, expiresAt: tomorrow, absoluteExpiresAt: tomorrow } });
  return `lectern_session=${session}`;
}
