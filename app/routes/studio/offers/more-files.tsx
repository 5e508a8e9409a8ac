import { useSubmit } from "@remix-run/react";
import { ResumableUpload } from "~/components/editor/resumable-upload";
import { Card } from "~/components/ui/card";
import { MAX_DOWNLOAD_BYTES } from "~/domain/files/upload-limits";
import { fileSizeText } from "~/lib/file-size";
import { UPLOAD_KINDS } from "~/lib/upload-kinds";

/** Further files: any number at once, in pieces that survive a lost connection; without JavaScript by a plain form. */
export function MoreFiles({ offerId, first }: { offerId: string; first: boolean }) {
  const submit = useSubmit();
  const page = `/studio/offers/${offerId}/files`;
  return (
    <Card headingLevel={3} title={first ? "Upload" : "More files"}>
      <ResumableUpload
        purpose="download"
        multiple
        label="Files"
        hint={`Any kind, up to ${fileSizeText(UPLOAD_KINDS.download.maxBytes)} each`}
        plain={{ action: `${page}/upload`, hint: `Any kind, up to ${fileSizeText(MAX_DOWNLOAD_BYTES)} each` }}
        // A fetcher of its own for each, so that one does not end another.
        onStored={(file) => submit({ intent: "add-file", fileId: file.id }, { method: "post", action: page, navigate: false, fetcherKey: `add-${file.id}` })}
      />
    </Card>
  );
}
