import type { LoaderFunctionArgs } from "@remix-run/node";
import { create } from "content-disposition";
import { getViewer } from "~/auth/guards.server";
import { readMediaUrl } from "~/domain/downloads/signed-link";
import { cleanFileName } from "~/domain/files/file-name";
import { openMedia, type Media } from "~/domain/library/media.server";
import { storage } from "~/integrations/storage/storage.server";
import { log } from "~/log.server";
import { readByteRange } from "./byte-range";
import { isUnchanged, rangeStillFits } from "./validators";
import { pacedBody, sinkOf, type Sink } from "./paced-body.server";

/**
 * What belongs to a lesson, or a bought file. Three questions at every request, ranges included: is the link ours, whole and in
 * time; is this the person it was made for; may that person (still) open the offer.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const viewer = await getViewer(request);
  const claim = readMediaUrl(new URL(request.url), params.fileId ?? "", viewer?.id ?? null);
  if (!claim.ok) return claim.error === "expired" ? refuse(410, EXPIRED) : refuse(404, NOTHING);
  const media = await openMedia(claim.value);
  return media ? answer(request, media, sinkOf(context)) : refuse(404, NOTHING);
}

const NOTHING = "There is nothing for you at this address. Sign in with the address you bought with, open the item in your library, and start from there.";
const EXPIRED = "This link has run out. Links to files work for a short while only. Go back to your library, reload the page and try again.";

function refuse(status: number, words: string): Response {
  return new Response(`${words}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } });
}

async function answer(request: Request, { file, shownAs }: Media, sink: Sink | null): Promise<Response> {
  // A file never changes under its id, so both are strong.
  const validators = { etag: `"${file.id}"`, lastModified: file.createdAt };
  const inline = shownAs === "inline" && showsSafely(file.contentType);
  const headers = new Headers({
    "Accept-Ranges": "bytes",
    ETag: validators.etag,
    "Last-Modified": validators.lastModified.toUTCString(),
    // Only this person's browser may keep it, and must ask again each time; no proxy may re-encode it.
    "Cache-Control": "private, no-cache, no-transform",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Type": contentType(file.contentType, shownAs),
    "Content-Disposition": create(cleanFileName(file.fileName), { type: inline ? "inline" : "attachment" }),
  });
  if (isUnchanged(request.headers, validators)) return new Response(null, { status: 304, headers });

  const asked = request.method === "GET" && rangeStillFits(request.headers, validators) ? request.headers.get("Range") : null;
  const range = readByteRange(asked, file.byteSize);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${file.byteSize}`);
    headers.delete("Content-Disposition");
    return new Response(null, { status: 416, headers });
  }
  const [start, end] = range === "whole" ? [0, file.byteSize - 1] : [range.start, range.end];
  headers.set("Content-Length", String(end - start + 1));
  if (range !== "whole") headers.set("Content-Range", `bytes ${start}-${end}/${file.byteSize}`);
  const status = range === "whole" ? 200 : 206;
  if (request.method === "HEAD" || file.byteSize === 0) return new Response(null, { status, headers });

  try {
    const source = await storage().getStream(file.storageKey, { start, end });
    return new Response(pacedBody(source, request.signal, sink), { status, headers });
  } catch (error) {
    log.error({ err: error, fileId: file.id }, "a stored file cannot be read");
    return refuse(503, "The file cannot be reached right now. Try again in a few minutes.");
  }
}

/** What a browser plays or shows without running anything: films, sounds, pictures, captions. */
function showsSafely(type: string): boolean {
  return /^((video|audio)\/[\w.+-]+|image\/(jpeg|png|webp)|text\/vtt)$/.test(type);
}

function contentType(type: string, shownAs: Media["shownAs"]): string {
  const known = /^[\w.+-]+\/[\w.+-]+$/.test(type);
  if (!known || (shownAs === "inline" && !showsSafely(type))) return "application/octet-stream";
  return type === "text/vtt" ? "text/vtt; charset=utf-8" : type;
}
