import { Form } from "@remix-run/react";
import { Pencil } from "lucide-react";
import { createElement } from "react";
import { iconOf } from "~/components/player/file-icon";
import { BinButton } from "~/components/ui/bin-button";
import { Card } from "~/components/ui/card";
import { Input } from "~/components/ui/input";
import { Field } from "~/components/ui/field";
import { SubmitButton } from "~/components/ui/submit-button";
import { LessonUpload } from "./lesson-upload";
import { ReorderButtons, useFocusAfterMove } from "./reorder-buttons";

export type ShownFile = { id: string; name: string; size: string; contentType: string };

/** What students can save beside a lesson: sheets, patterns, recordings. */
export function LessonFilesCard({ lesson, files }: { lesson: string; files: ShownFile[] }) {
  const { moved } = useFocusAfterMove();
  const at = files.findIndex((file) => file.id === moved);
  return (
    <Card id="files" title="Files" description="Students find them under the lesson, in this order." className="scroll-mt-20">
      <p role="status" className="sr-only">
        {at === -1 ? "" : `${files[at]?.name} is now file ${at + 1} of ${files.length}.`}
      </p>
      <div className="space-y-6">
        {files.length > 0 && (
          <ol className="divide-y divide-line rounded-md border border-line">
            {files.map((file, index) => (
              <FileRow key={file.id} lesson={lesson} file={file} first={index === 0} last={index === files.length - 1} />
            ))}
          </ol>
        )}
        <LessonUpload lesson={lesson} slot="attachment" label={files.length === 0 ? "Upload files" : "More files"} multiple hint="Any kind, up to 500 MB each" plainHint="Any kind, up to 500 MB each" />
      </div>
    </Card>
  );
}

function FileRow({ lesson, file, first, last }: { lesson: string; file: ShownFile; first: boolean; last: boolean }) {
  const { id, name, size, contentType } = file;
  const address = `${lesson}/media`;
  return (
    <li className="py-1.5 pr-1.5 pl-4">
      <div className="flex flex-wrap items-center gap-x-3 sm:flex-nowrap">
        {createElement(iconOf(contentType), { "aria-hidden": true, className: "hidden size-4.5 shrink-0 text-ink-faint sm:block" })}
        <p className="min-w-0 flex-1 basis-44 py-1.5 text-sm">
          <span className="font-medium break-words">{name}</span> <span className="ml-1 whitespace-nowrap text-ink-faint tabular-nums">{size}</span>
        </p>
        <div className="-ml-2 flex items-center">
          <ReorderButtons action={address} name={name} id={id} intent="move-file" field="placeId" first={first} last={last} />
          <Form method="post" action={address} preventScrollReset>
            <input type="hidden" name="placeId" value={id} />
            <BinButton
              label={`Remove ${name}`}
              name="intent"
              value="remove-file"
              title={`Remove “${name}”?`}
              description="Students no longer find it under this lesson."
              confirmLabel="Remove file"
            />
          </Form>
        </div>
      </div>
      <details className="group text-sm">
        <summary className="inline-flex min-h-11 items-center gap-2 rounded-sm text-ink-muted hover:text-ink sm:min-h-6">
          <Pencil aria-hidden="true" className="size-4" />
          Rename
        </summary>
        <Form method="post" action={address} preventScrollReset key={name} className="flex flex-wrap items-end gap-2.5 py-2 pr-2">
          <input type="hidden" name="placeId" value={id} />
          <Field label={`Name of ${name}`} hideLabel field={{ name: "name", required: true, id: `name-${id}`, initialValue: name }} className="flex-1 basis-44">
            <Input autoComplete="off" maxLength={120} />
          </Field>
          <SubmitButton variant="secondary" name="intent" value="rename-file">
            Rename
          </SubmitButton>
        </Form>
      </details>
    </li>
  );
}
