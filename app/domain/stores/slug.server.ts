import { db, type Db } from "~/db.server";
import { slugify } from "~/lib/urls";

/** The address a name would get, free now: "quiet-ink", else "quiet-ink-2" and so on. "" when the name has no letters or digits. */
export async function suggestSlug(name: string, tx: Db = db): Promise<string> {
  const wanted = slugify(name);
  if (!wanted) return "";
  const rows = await tx.store.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } });
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? "" : `-${number}`;
    const candidate = `${wanted.slice(0, 60 - suffix.length)}${suffix}`;
    if (!taken.has(candidate)) return candidate;
  }
}

export async function isSlugFree(slug: string): Promise<boolean> {
  return (await db.store.count({ where: { slug } })) === 0;
}
