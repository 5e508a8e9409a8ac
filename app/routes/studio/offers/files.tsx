import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { FileDown } from "lucide-react";
import { EmptyState } from "~/components/ui/empty-state";
import { FormErrors } from "~/components/ui/form-errors";
import { downloadOptions } from "~/domain/downloads/options.server";
import { isPdf, STAMP_PROBLEM_WORDS, stampProblem } from "~/domain/downloads/stamp";
import { ownersToTell } from "~/domain/downloads/tell-owners.server";
import { filesForStudio, type StudioVersion } from "~/domain/downloads/versions.server";
import { formatMoment } from "~/lib/dates";
import { fileSizeText } from "~/lib/file-size";
import { QuestionBanner } from "./confirmed";
import { FileRow } from "./file-row";
import { changeFiles, type FilesAnswer } from "./files-edit.server";
import { FilesOptions } from "./files-options";
import { MoreFiles } from "./more-files";
import { notFound, requireOffer } from "./own-offer.server";
import { useFocusAfterMove } from "./reorder-buttons";
import { useLookAgain } from "./use-look-again";

export const meta: MetaFunction = () => [{ title: "Files · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer, store } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "download") throw notFound();
  const [files, options, owners] = await Promise.all([filesForStudio(offer.id), downloadOptions(offer.id), ownersToTell(offer.id, store.id)]);
  return {
    id: offer.id,
    options,
    owners,
    files: files.map(({ id, versions }) => {
      const [newest, ...older] = versions;
      return { id, name: newest.name, size: fileSizeText(newest.size), stamp: options.stampPdf ? stampState(newest) : null, versions: [newest, ...older].map(versionView) };
    }),
  };
}

function versionView({ id, number, name, size, note, createdAt, toldAt, toldCount, telling }: StudioVersion) {
  return { id, number, name, size: fileSizeText(size), note, at: createdAt.toISOString(), when: formatMoment(createdAt), told: toldAt && formatMoment(toldAt), toldCount, telling };
}

/** Beside a PDF, where PDFs are stamped. */
function stampState({ stamp, contentType, name }: StudioVersion): { state: "looking" | "yes" } | { state: "no"; words: string } | null {
  if (!isPdf({ contentType, fileName: name }) || stamp === "no_pdf") return null;
  const problem = stampProblem(stamp);
  return problem ? { state: "no", words: STAMP_PROBLEM_WORDS[problem] } : { state: stamp === null ? "looking" : "yes" };
}

export type StudioFileView = ReturnType<typeof useLoaderData<typeof loader>>["files"][number];

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<FilesAnswer>> {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "download") throw notFound();
  const answer = await changeFiles(key, await request.formData(), cause);
  return answer instanceof Response ? answer : Response.json(answer, { status: 400 });
}

/** What the buyer receives: upload, order, name, newer versions, and how it is handed out. */
export default function Files() {
  const { id, files, options, owners } = useLoaderData<typeof loader>();
  const answer = useActionData<FilesAnswer>();
  const { moved } = useFocusAfterMove();
  useLookAgain(files.some((file) => file.stamp?.state === "looking" || file.versions.some((version) => version.telling)));
  const at = files.findIndex((file) => file.id === moved);
  return (
    <div className="space-y-8">
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
            <FileRow key={file.id} offerId={id} file={file} owners={owners} first={index === 0} last={index === files.length - 1} problem={answer?.problem?.at === file.id ? answer.problem : undefined} />
          ))}
        </ol>
      )}
      <MoreFiles offerId={id} first={files.length === 0} />
      <FilesOptions offerId={id} options={options} refused={answer?.options} />
    </div>
  );
}
