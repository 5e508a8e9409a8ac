import { adoptConnection, connectPostgres, db } from "../app/db.server";
import { newId } from "../app/lib/ids";
import logins from "../prisma/seed/logins.json";
import { figure, type Figure } from "./figure";
import { inTurns, percentile } from "./percentile";
import { startOnPostgres } from "./servers";

/** A lesson's page and the course's own in a course of 300 lessons in order, half of them done, against one of 10: p95 in milliseconds. */
export async function player(): Promise<Figure[]> {
  const world = await startOnPostgres({ seed: true });
  const connection = connectPostgres(world.databaseUrl, 2);
  adoptConnection(connection);
  try {
    const [small, large] = [await aCourse(1, 10), await aCourse(12, 25)];
    const headers = { cookie: await signedIn(world.url) };
    const figures: Figure[] = [];
    for (const [name, pageOf] of [
      ["player", (course: Course) => `${world.url}/library/${course.offerId}/lessons/${course.lessonId}`],
      ["course-home", (course: Course) => `${world.url}/library/${course.offerId}`],
    ] as const) {
      const [few = [], many = []] = await inTurns([pageOf(small), pageOf(large)], headers);
      figures.push(figure(`${name} of 300 lessons (p95; baseline 10 lessons)`, "ms", percentile(many, 0.95), percentile(few, 0.95)));
    }
    return figures;
  } finally {
    await connection.close();
    await world.stop();
  }
}

interface Course {
  offerId: string;
  /** One in the middle. */
  lessonId: string;
}

/** A course the demo's student owns, with progress in half of it. */
async function aCourse(modules: number, each: number): Promise<Course> {
  const student = await db.user.findFirstOrThrow({ where: { email: STUDENT } });
  const store = await db.store.findFirstOrThrow();
  const now = new Date();
  const offerId = newId("offer");
  await db.offer.create({ data: { id: offerId, storeId: store.id, kind: "course", status: "published", slug: `bench-${modules}`, title: `A course of ${modules * each} lessons`, highlights: [], createdAt: now, updatedAt: now, publishedAt: now } });
  await db.course.create({ data: { offerId, lessonsInOrder: true, certificate: true } });
  await db.grant.create({ data: { id: newId("grant"), userId: student.id, offerId, grantedAt: now } });
  const parts = Array.from({ length: modules }, (_, position) => ({ id: newId("module"), offerId, title: `Part ${position + 1}`, position }));
  await db.module.createMany({ data: parts });
  const lessons = parts.flatMap((part) => Array.from({ length: each }, (_, position) => ({ id: newId("lesson"), offerId, moduleId: part.id, title: `Lesson ${position + 1} of ${part.title}`, bodyHtml: "<p>Flour and water.</p>".repeat(40), position, updatedAt: now })));
  await db.lesson.createMany({ data: lessons });
  const half = lessons.slice(0, lessons.length / 2);
  await db.lessonProgress.createMany({ data: half.map((lesson) => ({ userId: student.id, lessonId: lesson.id, offerId, completedAt: now, updatedAt: now })) });
  return { offerId, lessonId: half.at(-1)!.id };
}

const STUDENT = "student@lectern.example";

async function signedIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, { method: "POST", redirect: "manual", headers: { origin: url, "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ intent: "password", email: STUDENT, password: logins.student.password }) });
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}
