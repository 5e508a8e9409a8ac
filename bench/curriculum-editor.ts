import { adoptConnection, connectPostgres, db } from "../app/db.server";
import { newId } from "../app/lib/ids";
import { stores } from "../prisma/seed/content";
import logins from "../prisma/seed/logins.json";
import { figure, type Figure } from "./figure";
import { inTurns, percentile } from "./percentile";
import { startOnPostgres } from "./servers";

/** The curriculum editor of a course of 300 lessons in 20 modules against one of 10 lessons in one: p95 in milliseconds, until the last byte. */
export async function curriculumEditor(): Promise<Figure[]> {
  const world = await startOnPostgres({ seed: true });
  const connection = connectPostgres(world.databaseUrl, 2);
  adoptConnection(connection);
  try {
    const creator = stores.find((store) => store.stripe === "ready");
    if (!creator) throw new Error("the demo has no creator who can sell");
    const store = await db.store.findUniqueOrThrow({ where: { slug: creator.slug }, include: { owner: true } });
    const [small, large] = [await aCourse(store.id, 1, 10), await aCourse(store.id, 20, 15)];
    const page = (offerId: string) => `${world.url}/studio/offers/${offerId}/curriculum`;
    const [few = [], many = []] = await inTurns([page(small), page(large)], { cookie: await signedIn(world.url, store.owner.email) });
    return [figure("curriculum-editor of 300 lessons (p95; baseline 10 lessons)", "ms", percentile(many, 0.95), percentile(few, 0.95))];
  } finally {
    await connection.close();
    await world.stop();
  }
}

async function aCourse(storeId: string, modules: number, each: number): Promise<string> {
  const at = new Date();
  const offerId = newId("offer");
  await db.offer.create({ data: { id: offerId, storeId, kind: "course", status: "draft", slug: `bench-${modules}`, title: `A course of ${modules * each} lessons`, highlights: [], createdAt: at, updatedAt: at } });
  const parts = Array.from({ length: modules }, (_, position) => ({ id: newId("module"), offerId, title: `Part ${position + 1}`, position }));
  await db.module.createMany({ data: parts });
  await db.lesson.createMany({
    data: parts.flatMap((part) => Array.from({ length: each }, (_, position) => ({ id: newId("lesson"), offerId, moduleId: part.id, title: `Lesson ${position + 1} of ${part.title}`, bodyHtml: "<p>Flour and water.</p>".repeat(40), position, updatedAt: at }))),
  });
  return offerId;
}

async function signedIn(url: string, email: string): Promise<string> {
  const body = new URLSearchParams({ intent: "password", email, password: logins.creator.password });
  const answer = await fetch(`${url}/sign-in`, { method: "POST", redirect: "manual", headers: { origin: url, "content-type": "application/x-www-form-urlencoded" }, body });
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}
