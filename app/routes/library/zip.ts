import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { create } from "content-disposition";
import { setTimeout as sleep } from "node:timers/promises";
import { requireViewer, type Viewer } from "~/auth/guards.server";
import { downloadTitle, newestEditions, type StoredEdition } from "~/domain/downloads/editions.server";
import { handOut } from "~/domain/downloads/hand-out.server";
import { downloadOptions } from "~/domain/downloads/options.server";
import { isStamped, stampedFile, stampFor } from "~/domain/downloads/stamped-file.server";
import { namesInZip } from "~/domain/downloads/zip-names";
import { zipOf } from "~/domain/downloads/zip.server";
import { cleanFileName } from "~/domain/files/file-name";
import { storage } from "~/integrations/storage/storage.server";
import { log } from "~/log.server";
import { pacedBody, sinkOf } from "~/routes/resources/paced-body.server";
import { cameFromElsewhere, usedUpPage } from "./used-up.server";

type Asked = Pick<ActionFunctionArgs, "request" | "params" | "context">;

/** All files of a download in one archive, made while it is sent. Each counts as a download: all of them, or none. */
export async function action({ request, params, context }: Asked): Promise<Response> {
  const viewer = await requireViewer(request);
  const offerId = params.offerId ?? "";
  const editions = await newestEditions(offerId);
  const handed = await handOut(viewer.id, offerId, editions);
  if (!handed.ok) {
    if (handed.error.kind === "not_found") throw new Response("Not found", { status: 404 });
    return usedUpPage(offerId);
  }
  const headers = {
    "Content-Type": "application/zip",
    "Content-Disposition": create(cleanFileName(`${(await downloadTitle(offerId)).replace(/[/\\]/g, "-")}.zip`)),
    "Accept-Ranges": "none",
    "Cache-Control": "private, no-store, no-transform",
    "X-Content-Type-Options": "nosniff",
  };
  const archive = await archiveOf(editions, viewer, { offerId, orderId: handed.value.orderId });
  archive.on("error", (error) => log.error({ err: error, offerId }, "a zip of files broke off"));
  return new Response(pacedBody(archive, request.signal, sinkOf(context)), { headers });
}

export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  // Nothing is counted for a question about the headers.
  if (request.method === "HEAD" || cameFromElsewhere(request)) return redirect(`/library/${params.offerId ?? ""}`);
  return action({ request, params, context });
}

async function archiveOf(editions: readonly StoredEdition[], viewer: Viewer, { offerId, orderId }: { offerId: string; orderId: string | null }) {
  const options = await downloadOptions(offerId);
  const line = options.stampPdf ? await stampFor(viewer, offerId, orderId) : "";
  const names = namesInZip(editions.map((edition) => edition.file.fileName));
  const entries = editions.map((edition, index) => ({
    name: names[index] ?? edition.file.fileName,
    at: edition.at,
    open: async () => {
      const stamped = isStamped(edition, options) ? await stampedInTurn(edition, line) : null;
      return stamped ? stamped.open() : storage().getStream(edition.file.storageKey);
    },
  }));
  return zipOf(entries, editions.reduce((sum, edition) => sum + Number(edition.file.byteSize), 0));
}

/** Within an archive there is no asking again later: it waits for its turn. */
async function stampedInTurn(edition: StoredEdition, line: string) {
  for (let tries = 0; tries < 60; tries += 1) {
    const stamped = await stampedFile(edition, line);
    if (stamped !== "busy") return stamped;
    await sleep(1000);
  }
  throw new Error("Too many PDFs wait for their stamp");
}
