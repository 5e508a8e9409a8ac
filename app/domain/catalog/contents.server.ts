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

/** A course's modules and lessons in order, without their text: two queries whatever the size. */
export async function courseOutline(offerId: string, client: Db = db): Promise<OutlineModule[]> {
  const modules = await client.module.findMany({ where: { offerId }, orderBy: IN_ORDER, select: { id: true, title: true } });
  const lessons = await client.lesson.findMany({
    where: { offerId },
    orderBy: IN_ORDER,
    select: { id: true, moduleId: true, title: true, isPreview: true, videoFileId: true, videoUrl: true },
  });
  const byModule = new Map<string, OutlineLesson[]>(modules.map((module) => [module.id, []]));
  for (const { id, moduleId, title, isPreview, videoFileId, videoUrl } of lessons) {
    byModule.get(moduleId)?.push({ id, title, isPreview, hasVideo: videoFileId !== null || videoUrl !== null });
  }
  return modules.map((module) => ({ ...module, lessons: byModule.get(module.id) ?? [] }));
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
