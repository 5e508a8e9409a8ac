import { File, FileArchive, FileAudio, FileImage, FileSpreadsheet, FileText, FileVideo, type LucideIcon } from "lucide-react";

/** A picture for a file's content type. */
export function iconOf(contentType: string): LucideIcon {
  const [family] = contentType.split("/");
  if (family === "image") return FileImage;
  if (family === "audio") return FileAudio;
  if (family === "video") return FileVideo;
  if (/zip|tar|compressed|archive/.test(contentType)) return FileArchive;
  if (/csv|sheet|excel/.test(contentType)) return FileSpreadsheet;
  if (family === "text" || /pdf|epub|word|document/.test(contentType)) return FileText;
  return File;
}
