import { removeFile } from "~/domain/files/remove-file.server";
import { storeUpload } from "~/domain/files/store-file.server";
import { uploadProblemText, type FileAccept, type FilePurpose } from "~/domain/files/upload-limits";
import { cleanFileName } from "~/domain/files/file-name";
import { parseMultipart } from "~/lib/multipart.server";
import { redirectWith } from "./own-offer.server";

export interface UploadPlan {
  storeId: string;
  purpose: FilePurpose;
  accept: FileAccept;
  maxBytes: number;
  maxFiles?: number;
  /** What becomes of each stored file. When it throws, the file is removed again. */
  keep(fileId: string): Promise<void>;
  /** The page the form stands on, and what to say there. */
  page: string;
  said: string;
}

export type UploadAnswer = { ok: boolean; problems: string[] };

/** Is this the page's script, which reads an answer, rather than a form, which wants a page? */
function wantsAnswer(request: Request): boolean {
  return request.headers.get("Accept")?.includes("application/json") ?? false;
}

/** Take in the files of a multipart form, one after the other as they arrive. Works for the script and for the plain form. */
export async function receiveUpload(request: Request, plan: UploadPlan): Promise<Response> {
  const problems: string[] = [];
  let kept = 0;
  const { purpose, accept, maxBytes, storeId } = plan;
  const parsed = await parseMultipart(
    request,
    async ({ fileName, contentType, stream }) => {
      const stored = await storeUpload({ storeId, purpose, accept, maxBytes, fileName, contentType, stream });
      if (!stored.ok) {
        problems.push(uploadProblemText(stored.error, { fileName: cleanFileName(fileName), accept, maxBytes }));
        return;
      }
      try {
        await plan.keep(stored.value.id);
        kept += 1;
      } catch (error) {
        await removeFile(stored.value.id);
        throw error;
      }
    },
    { maxFiles: plan.maxFiles ?? 1 },
  );
  if (!parsed.ok) problems.push("The upload broke off. Check the connection and try again.");
  else if (kept === 0 && problems.length === 0) problems.push("Choose a file first.");
  const ok = problems.length === 0;
  if (wantsAnswer(request)) {
    const answer: UploadAnswer = { ok, problems };
    return Response.json(answer, { status: ok ? 200 : 422 });
  }
  return redirectWith(plan.page, ok ? plan.said : { text: problems.join(" "), tone: "danger" });
}
