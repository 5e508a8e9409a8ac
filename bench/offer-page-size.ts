import pg from "pg";
import { newId } from "../app/lib/ids";
import { figure, type Figure } from "./figure";
import { startOnPostgres } from "./servers";

const LESSONS = { small: 10, large: 300 };
/** Requests a side, taken in turns so that what the machine does meanwhile hits both. */
const REQUESTS = 400;
const WARM_UP = 40;

/** The offer page of a course of 300 lessons against one of 10, in milliseconds until the last byte: 95th percentile. */
export async function offerPageSize(): Promise<Figure[]> {
  const world = await startOnPostgres({ seed: true });
  const database = new pg.Client({ connectionString: world.databaseUrl });
  try {
    await database.connect();
    const store = await database.query<{ id: string; slug: string }>("SELECT id, slug FROM stores ORDER BY created_at LIMIT 1");
    const { id: storeId, slug } = store.rows[0] ?? { id: "", slug: "" };
    await makeCourse(database, storeId, "bench-small", LESSONS.small);
    await makeCourse(database, storeId, "bench-large", LESSONS.large);
    await database.query("ANALYZE");
    const [small, large] = [`${world.url}/s/${slug}/bench-small`, `${world.url}/s/${slug}/bench-large`];
    const times: Record<"small" | "large", number[]> = { small: [], large: [] };
    for (let n = 0; n < REQUESTS + WARM_UP; n += 1) {
      const took = { small: await timed(small), large: await timed(large) };
      if (n < WARM_UP) continue;
      times.small.push(took.small);
      times.large.push(took.large);
    }
    return [figure("offer-page-size", "ms (p95)", p95(times.large), p95(times.small))];
  } finally {
    await database.end();
    await world.stop();
  }
}

/** A published course of so many lessons, ten a module, every tenth free to try. */
async function makeCourse(database: pg.Client, storeId: string, slug: string, lessons: number): Promise<void> {
  const offerId = newId("offer");
  await database.query("INSERT INTO offers (id, store_id, kind, status, slug, title, subtitle, highlights, created_at, updated_at, published_at) VALUES ($1, $2, 'course', 'published', $3, $4, 'Measured', '{}', now(), now(), now())", [offerId, storeId, slug, `A course of ${lessons} lessons`]);
  await database.query("INSERT INTO prices (id, offer_id, amount, currency, active, created_at) VALUES ($1, $2, 4900, 'eur', true, now())", [newId("price"), offerId]);
  for (let module = 0; module * 10 < lessons; module += 1) {
    const moduleId = newId("module");
    await database.query("INSERT INTO modules (id, offer_id, title, position) VALUES ($1, $2, $3, $4)", [moduleId, offerId, `Part ${module + 1}`, module]);
    for (let n = 0; n < 10; n += 1) {
      await database.query("INSERT INTO lessons (id, offer_id, module_id, title, body_html, is_preview, position, updated_at) VALUES ($1, $2, $3, $4, '<p>Text.</p>', $5, $6, now())", [newId("lesson"), offerId, moduleId, `Lesson ${module * 10 + n + 1}`, n === 0 && module === 0, n]);
    }
  }
}

async function timed(url: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return performance.now() - started;
}

function p95(times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
