import { fileURLToPath } from "node:url";

import type { DemoAsset } from "./types";

const contentTypes: Record<string, string> = {
  webp: "image/webp",
  jpg: "image/jpeg",
  png: "image/png",
  mp4: "video/mp4",
  pdf: "application/pdf",
  csv: "text/csv",
  txt: "text/plain",
  vtt: "text/vtt",
};

/** A committed file under assets/, found from wherever the seed is run. `fileName` is what a buyer sees. */
export function asset(relative: string, fileName = relative.slice(relative.lastIndexOf("/") + 1)): DemoAsset {
  const contentType = contentTypes[relative.slice(relative.lastIndexOf(".") + 1)];
  if (contentType === undefined) throw new Error(`No content type known for the demo file ${relative}`);
  return { path: fileURLToPath(new URL(`./assets/${relative}`, import.meta.url)), fileName, contentType };
}
