import { Form } from "@remix-run/react";
import { FileText, Pencil, Stamp } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Confirmed } from "./confirmed";
import { FileVersions } from "./file-versions";
import type { StudioFileView } from "./files";
import type { FilesAnswer } from "./files-edit.server";
import { NewVersion } from "./new-version";
import { RenameForm } from "./rename-form";
import { ReorderButtons } from "./reorder-buttons";
import { BinButton } from "~/components/ui/bin-button";

type FileRowProps = { offerId: string; file: StudioFileView; owners: number; first: boolean; last: boolean; problem: FilesAnswer["problem"] };

/** One file of a download: where it stands, and behind a disclosure its newer and older versions and its name. */
export function FileRow({ offerId, file, owners, first, last, problem }: FileRowProps) {
  const { id, name, size, stamp, versions } = file;
  const number = versions[0]?.number ?? 1;
  return (
    <li className="py-2 pr-2 pl-5">
      <div className="flex flex-wrap items-center gap-x-3 sm:flex-nowrap">
        <FileText aria-hidden="true" className="hidden size-4.5 shrink-0 text-ink-faint sm:block" />
        <p className="min-w-0 flex-1 basis-44 py-1.5 text-sm">
          <span className="font-medium break-words">{name}</span> <span className="ml-1 whitespace-nowrap text-ink-faint tabular-nums">{size}</span>
          {number > 1 && <span className="ml-2 whitespace-nowrap text-ink-faint">Version {number}</span>}
        </p>
        {stamp?.state === "looking" && <Badge>Looking whether it can be stamped…</Badge>}
        {stamp?.state === "yes" && (
          <Badge tone="info">
            <Stamp aria-hidden="true" />
            Stamped
          </Badge>
        )}
        {stamp?.state === "no" && <Badge tone="warning">Not stamped</Badge>}
        <div className="-ml-2 flex items-center">
          <ReorderButtons name={name} id={id} intent="move-file" field="placeId" first={first} last={last} />
          <Form method="post" preventScrollReset>
            <input type="hidden" name="placeId" value={id} />
            <Confirmed />
            <BinButton
              label={`Remove ${name}`}
              name="intent"
              value="remove-file"
              title={`Remove “${name}”?`}
              description={`${versions.length > 1 ? "All its versions are" : "It is"} deleted. Whoever bought it can no longer fetch it. This cannot be undone.`}
              confirmLabel="Remove file"
            />
          </Form>
        </div>
      </div>
      {stamp?.state === "no" && <p className="pr-3 pb-1.5 text-sm text-warning sm:pl-7.5">{stamp.words}</p>}
      <details className="pb-1 text-sm sm:pl-7.5" open={problem !== undefined || undefined}>
        <summary className="inline-flex min-h-11 items-center gap-2 rounded-sm text-ink-muted hover:text-ink sm:min-h-8">
          <Pencil aria-hidden="true" className="size-4" />
          Update or rename<span className="sr-only"> {name}</span>
          {versions.length > 1 && <span className="text-ink-faint">{versions.length} versions</span>}
        </summary>
        <div className="space-y-7 pt-3 pr-3 pb-4">
          <NewVersion offerId={offerId} placeId={id} name={name} next={number + 1} owners={owners} />
          <FileVersions versions={versions} owners={owners} />
          <RenameForm label={`Name of ${name}`} hideLabel submit="Rename" fields={{ intent: "rename-file", placeId: id }} field="name" value={problem?.typed ?? name} problem={problem?.message} />
        </div>
      </details>
    </li>
  );
}
