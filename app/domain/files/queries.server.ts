import { db } from "~/db.server";
import type { StoredFile } from "~/generated/prisma/client";
import type { FilePurpose } from "~/lib/upload-kinds";

/** Purposes anybody may see without being asked who they are. Images stand in texts, of which some are for everybody. */
const PUBLIC_PURPOSES = ["cover", "logo", "image"] satisfies FilePurpose[];

/** A cover, a logo or an image in a text; null for every other file, so that nothing that is sold goes out this way. */
export function publicFile(fileId: string): Promise<StoredFile | null> {
  return db.storedFile.findFirst({ where: { id: fileId, purpose: { in: PUBLIC_PURPOSES } } });
}

/** Address of a cover, logo or image. A new picture is a new file, so it can be cached for ever. */
export function publicFileUrl(fileId: string | null): string | null {
  return fileId === null ? null : `/files/${fileId}`;
}
