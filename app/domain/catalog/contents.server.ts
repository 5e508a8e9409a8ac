import { db, type Db } from "~/db.server";

export interface OutlineLesson {
  id: string;
  title: string;
  isPreview: boolean;
  hasVideo: boolean;
}

export interface OutlineModule {
  id: string;
  title: string;
  lessons: OutlineLesson[];
}

export interface CourseModule {
  id: string;
  title: string;
  /** Lessons that are not in the bin. */
  lessonCount: number;
}

export interface ModuleLesson extends OutlineLesson {
  hasQuiz: boolean;
  /** Opens this many days after enrolment; null: at once, or by date. */
  dripDays: number | null;
  /** Opens at this instant; null: at once, or by days. */
  dripAt: Date | null;
}

export interface ShownFile {
  /** Id of its place in the offer (`dlf_…`). */
  id: string;
  /** Id of the stored file (`fil_…`). */
  fileId: string;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

const IN_ORDER = [{ position: "asc" as const }, { id: "asc" as const }];

/** A lesson that can be seen: neither it nor its module is in the bin. */
export const LESSON_IN_USE = { deletedAt: null, module: { deletedAt: null } } as const;

/** A course's modules and lessons in order, without their text: two queries whatever the size. What is in the bin is left out. */
export async function courseOutline(offerId: string, client: Db = db): Promise<OutlineModule[]> {
  const modules = await client.module.findMany({ where: { offerId, deletedAt: null }, orderBy: IN_ORDER, select: { id: true, title: true } });
  const lessons = await client.lesson.findMany({
    where: { offerId, deletedAt: null },
    orderBy: IN_ORDER,
    select: { id: true, moduleId: true, title: true, isPreview: true, videoFileId: true, videoUrl: true },
  });
  const byModule = new Map<string, OutlineLesson[]>(modules.map((module) => [module.id, []]));
  for (const { id, moduleId, title, isPreview, videoFileId, videoUrl } of lessons) {
    byModule.get(moduleId)?.push({ id, title, isPreview, hasVideo: videoFileId !== null || videoUrl !== null });
  }
  return modules.map((module) => ({ ...module, lessons: byModule.get(module.id) ?? [] }));
}

/** A course's modules in order with the number of their lessons: one query whatever the size. */
export function courseModules(offerId: string, client: Db = db): Promise<CourseModule[]> {
  return client.$queryRaw<CourseModule[]>`
    SELECT m.id, m.title, (SELECT count(*)::int FROM lessons l WHERE l.module_id = m.id AND l.deleted_at IS NULL) AS "lessonCount"
      FROM modules m WHERE m.offer_id = ${offerId} AND m.deleted_at IS NULL
     ORDER BY m.position, m.id`;
}

/** The lessons of one module in order; none when the module is in the bin or not of this offer. One query. */
export function moduleLessons(offerId: string, moduleId: string, client: Db = db): Promise<ModuleLesson[]> {
  return client.$queryRaw<ModuleLesson[]>`
    SELECT l.id, l.title, l.is_preview AS "isPreview", (l.video_file_id IS NOT NULL OR l.video_url IS NOT NULL) AS "hasVideo",
           EXISTS (SELECT 1 FROM quizzes q WHERE q.lesson_id = l.id) AS "hasQuiz", l.drip_days AS "dripDays", l.drip_at AS "dripAt"
      FROM lessons l JOIN modules m ON m.id = l.module_id
     WHERE l.module_id = ${moduleId} AND l.offer_id = ${offerId} AND l.deleted_at IS NULL AND m.deleted_at IS NULL
     ORDER BY l.position, l.id`;
}

/** The files of a download in the order the buyer sees them: two queries whatever their number. */
export async function downloadFiles(offerId: string, client: Db = db): Promise<ShownFile[]> {
  const places = await client.downloadFile.findMany({ where: { offerId }, orderBy: IN_ORDER });
  const files = await client.storedFile.findMany({ where: { id: { in: places.map((place) => place.fileId) } } });
  const byId = new Map(files.map((file) => [file.id, file]));
  return places.flatMap(({ id, fileId }) => {
    const file = byId.get(fileId);
    return file ? [{ id, fileId, name: file.fileName, contentType: file.contentType, size: Number(file.byteSize) }] : [];
  });
}
