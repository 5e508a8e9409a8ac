import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicFile } from "~/domain/files/queries.server";
import { storage } from "~/integrations/storage/storage.server";
import { pacedBody, sinkOf } from "./paced-body.server";

/** Covers, logos and the images of texts. Each is its own file for ever, so every cache may keep it. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const file = await publicFile(params.fileId ?? "");
  if (!file?.contentType.startsWith("image/")) throw new Response("Not found", { status: 404 });
  const headers = new Headers({
    "Content-Type": file.contentType,
    "Content-Length": file.byteSize.toString(),
    "Cache-Control": "public, max-age=31536000, immutable",
    ETag: `"${file.id}"`,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
  if (request.headers.get("If-None-Match") === `"${file.id}"`) {
    headers.delete("Content-Length");
    return new Response(null, { status: 304, headers });
  }
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(pacedBody(await storage().getStream(file.storageKey), request.signal, sinkOf(context)), { headers });
}
