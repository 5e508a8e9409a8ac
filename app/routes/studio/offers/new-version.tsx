import { Form } from "@remix-run/react";
import { FileCheck2 } from "lucide-react";
import { useId, useState } from "react";
import { ResumableUpload, type UploadedFile } from "~/components/editor/resumable-upload";
import { Button } from "~/components/ui/button";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { useHydrated } from "~/components/ui/use-hydrated";
import { MAX_DOWNLOAD_BYTES } from "~/domain/files/upload-limits";
import { fileSizeText } from "~/lib/file-size";
import { UPLOAD_KINDS } from "~/lib/upload-kinds";
import { TellOwners } from "./tell-owners";

type NewVersionProps = { offerId: string; placeId: string; name: string; next: number; owners: number };

/** A newer edition of a file: uploaded first, then put in with a note and, if wanted, a mail to its owners. */
export function NewVersion({ offerId, placeId, name, next, owners }: NewVersionProps) {
  const hydrated = useHydrated();
  const [file, setFile] = useState<UploadedFile | null>(null);
  const noteId = useId();
  const page = `/studio/offers/${offerId}/files`;
  if (!file) {
    return (
      <div className="space-y-2">
        <ResumableUpload
          purpose="download"
          label={`New version of ${name}`}
          hint={`Takes its place; the older one stays beside it. Up to ${fileSizeText(UPLOAD_KINDS.download.maxBytes)}`}
          plain={{ action: `${page}/upload?place=${placeId}`, hint: `Up to ${fileSizeText(MAX_DOWNLOAD_BYTES)}` }}
          onStored={setFile}
        />
        {!hydrated && <p className="text-ink-faint">Once it is here you can write a note to it and tell its owners.</p>}
      </div>
    );
  }
  return (
    <Form method="post" action={page} preventScrollReset className="space-y-4 rounded-lg border border-line bg-paper p-4 sm:p-5" onSubmit={() => setTimeout(() => setFile(null))}>
      <input type="hidden" name="placeId" value={placeId} />
      <input type="hidden" name="fileId" value={file.id} />
      <p className="flex items-start gap-2">
        <FileCheck2 aria-hidden="true" className="mt-0.5 size-4.5 shrink-0 text-success" />
        <span className="min-w-0 break-words">
          <span className="font-medium">{file.name}</span> is uploaded and becomes version {next} when you put it in.
        </span>
      </p>
      <div className="space-y-1.5">
        <label htmlFor={noteId} className="block font-medium">
          Note to owners <span className="ml-1.5 font-normal text-ink-faint">optional</span>
        </label>
        <Textarea id={noteId} name="note" rows={3} maxLength={2000} placeholder="What is new or different" />
      </div>
      <TellOwners owners={owners} />
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton name="intent" value="add-version" pendingLabel="Putting it in…">
          Put in version {next}
        </SubmitButton>
        <Button variant="secondary" onClick={() => setFile(null)}>
          Cancel
        </Button>
      </div>
    </Form>
  );
}
