import { Form } from "@remix-run/react";
import { FileText, Pencil, Trash2 } from "lucide-react";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { Confirmed } from "./confirmed";
import type { FilesAnswer } from "./files";
import { RenameForm } from "./rename-form";
import { ReorderButtons } from "./reorder-buttons";

type FileRowProps = { file: { id: string; name: string; size: string }; first: boolean; last: boolean; problem: FilesAnswer["problem"] };

/** One file of a download. */
export function FileRow({ file, first, last, problem }: FileRowProps) {
  const { id, name, size } = file;
  return (
    <li className="py-2 pr-2 pl-5">
      <div className="flex flex-wrap items-center gap-x-3 sm:flex-nowrap">
        <FileText aria-hidden="true" className="hidden size-4.5 shrink-0 text-ink-faint sm:block" />
        <p className="min-w-0 flex-1 basis-44 py-1.5 text-sm">
          <span className="font-medium break-words">{name}</span> <span className="ml-1 whitespace-nowrap text-ink-faint tabular-nums">{size}</span>
        </p>
        <div className="-ml-2 flex items-center">
          <ReorderButtons name={name} id={id} intent="move-file" field="placeId" first={first} last={last} />
          <Form method="post" preventScrollReset>
            <input type="hidden" name="placeId" value={id} />
            <Confirmed />
            <ConfirmButton
              variant="ghost"
              size="icon"
              className="text-ink-faint"
              name="intent"
              value="remove-file"
              pendingLabel=""
              title={`Remove “${name}”?`}
              description="It is deleted. Whoever bought it can no longer fetch it. This cannot be undone."
              confirmLabel="Remove file"
            >
              <Trash2 aria-hidden="true" />
              <span className="sr-only">Remove {name}</span>
            </ConfirmButton>
          </Form>
        </div>
      </div>
      <details className="group pb-1 text-sm" open={problem !== undefined || undefined}>
        <summary className="inline-flex min-h-11 items-center gap-2 rounded-sm text-ink-muted hover:text-ink sm:min-h-6">
          <Pencil aria-hidden="true" className="size-4" />
          Rename
        </summary>
        <div className="py-2 pr-3">
          <RenameForm label={`Name of ${name}`} hideLabel submit="Rename" fields={{ intent: "rename-file", placeId: id }} field="name" value={problem?.typed ?? name} problem={problem?.message} />
        </div>
      </details>
    </li>
  );
}
