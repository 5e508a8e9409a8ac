import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { FileDown } from "lucide-react";
import { Upload } from "~/components/editor/upload";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { FormErrors } from "~/components/ui/form-errors";
import type { Direction } from "~/domain/catalog/positions";
import { moveDownloadFile, removeDownloadFile, renameDownloadFile } from "~/domain/downloads/edit-files.server";
import { downloadFiles } from "~/domain/downloads/queries.server";
import { fileSizeText } from "~/domain/files/file-name";
import { MAX_DOWNLOAD_BYTES } from "~/domain/files/upload-limits";
import { QuestionBanner, type Question } from "./confirmed";
import { FileRow } from "./file-row";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { useFocusAfterMove } from "./reorder-buttons";

export const meta: MetaFunction = () => [{ title: "Files · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId);
  if (offer.kind !== "download") throw notFound();
  const files = await downloadFiles(offer.id);
  return { id: offer.id, files: files.map(({ id, name, size }) => ({ id, name, size: fileSizeText(size) })) };
}

export interface FilesAnswer {
  problem?: { at: string; message: string; typed: string };
  question?: Question;
  refused?: string;
}

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<FilesAnswer>> {
  const { key, offer } = await requireOffer(request, params.offerId);
  if (offer.kind !== "download") throw notFound();
  const page = `/studio/offers/${key.offerId}/files`;
  const form = await request.formData();
  const refuse = (answer: FilesAnswer) => Response.json(answer, { status: 400 });
  const placeId = String(form.get("placeId") ?? "");
  switch (form.get("intent")) {
    case "move-file": {
      const direction: Direction = form.get("direction") === "up" ? "up" : "down";
      found(await moveDownloadFile(key, { placeId, direction }));
      return redirect(`${page}?moved=${placeId}&direction=${direction}`);
    }
    case "rename-file": {
      const typed = String(form.get("name") ?? "");
      const renamed = await renameDownloadFile(key, { placeId, name: typed });
      if (renamed.ok) return redirectWith(page, "Renamed.");
      if (renamed.error === "not_found") throw notFound();
      return refuse({ problem: { at: placeId, message: "Give the file a name.", typed } });
    }
    case "remove-file": {
      const description = "It is deleted. Whoever bought it can no longer fetch it. This cannot be undone.";
      if (form.get("confirmed") !== "yes") return refuse({ question: { title: "Remove this file?", description, confirmLabel: "Remove file", fields: { intent: "remove-file", placeId } } });
      const removed = await removeDownloadFile(key, { placeId });
      if (removed.ok) return redirectWith(page, "File removed.");
      if (removed.error === "not_found") throw notFound();
      return refuse({ refused: "A published download keeps at least one file. Upload the new one first, or take the offer down." });
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

/** What the buyer receives: upload, order, name, remove. */
export default function Files() {
  const { id, files } = useLoaderData<typeof loader>();
  const answer = useActionData<FilesAnswer>();
  const { moved } = useFocusAfterMove();
  const at = files.findIndex((file) => file.id === moved);
  return (
    <div className="space-y-6">
      <h2 className="sr-only">Files</h2>
      {answer?.question && <QuestionBanner question={answer.question} back={`/studio/offers/${id}/files`} />}
      <FormErrors errors={answer?.refused ? [answer.refused] : null} />
      <p role="status" className="sr-only">
        {at === -1 ? "" : `${files[at]?.name} is now file ${at + 1} of ${files.length}.`}
      </p>
      {files.length === 0 ? (
        <EmptyState icon={<FileDown aria-hidden="true" />} title="No files yet" headingLevel={3} className="gap-4">
          Buyers receive the files you upload here, in this order, by links that only work for them.
        </EmptyState>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {files.map((file, index) => (
            <FileRow key={file.id} file={file} first={index === 0} last={index === files.length - 1} problem={answer?.problem?.at === file.id ? answer.problem : undefined} />
          ))}
        </ol>
      )}
      <Card headingLevel={3} title={files.length === 0 ? "Upload" : "More files"}>
        <Upload action={`/studio/offers/${id}/files/upload`} label="Files" multiple hint="Any kind, up to 500 MB each" maxBytes={MAX_DOWNLOAD_BYTES} />
      </Card>
    </div>
  );
}
