import { db, type Db } from "~/db.server";
import { ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";

export interface CourseSettings {
  /** A lesson opens when all before it are done. */
  lessonsInOrder: boolean;
  certificate: boolean;
  /** Who signs the certificate; empty: the store's name. */
  certificateSigner: string;
}

const NOTHING_SET: CourseSettings = { lessonsInOrder: false, certificate: false, certificateSigner: "" };

/** What a course does beyond its lessons. */
export async function courseSettings(offerId: string, client: Db = db): Promise<CourseSettings> {
  const row = await client.course.findUnique({ where: { offerId }, select: { lessonsInOrder: true, certificate: true, certificateSigner: true } });
  return row ?? NOTHING_SET;
}

export function setCourseSettings(key: CourseKey, settings: CourseSettings): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    await tx.course.upsert({ where: { offerId: key.offerId }, create: { offerId: key.offerId, ...settings }, update: settings });
    return ok();
  });
}
