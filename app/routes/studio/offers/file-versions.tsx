import { Form } from "@remix-run/react";
import { useId } from "react";
import { BinButton } from "~/components/ui/bin-button";
import { SubmitButton } from "~/components/ui/submit-button";
import { Textarea } from "~/components/ui/textarea";
import { Confirmed } from "./confirmed";
import type { StudioFileView } from "./files";

type Version = StudioFileView["versions"][number];

/** Every edition of a file, newest first: its note, and when owners were told. */
export function FileVersions({ versions, owners }: { versions: Version[]; owners: number }) {
  return (
    <div>
      <h3 className="font-medium">{versions.length === 1 ? "This version" : "Versions"}</h3>
      <ol className="mt-2 divide-y divide-line border-y border-line">
        {versions.map((version, index) => (
          <VersionRow key={version.id} version={version} newest={index === 0} owners={owners} />
        ))}
      </ol>
    </div>
  );
}

function VersionRow({ version, newest, owners }: { version: Version; newest: boolean; owners: number }) {
  const { id, number, name, size, note, at, when, told } = version;
  const noteId = useId();
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-52">
          <p>
            <span className="font-medium">
              Version {number}
              {newest && ", the newest"}
            </span>{" "}
            <span className="text-ink-muted [overflow-wrap:anywhere]">{name}</span>
          </p>
          <p className="text-ink-faint tabular-nums">
            {size} · <time dateTime={at}>{when}</time>
          </p>
          <p className="text-ink-faint">{told ? toldText(version, told) : number === 1 ? "" : "Owners were not told."}</p>
        </div>
        {!newest && (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="versionId" value={id} />
            <Confirmed />
            <BinButton
              label={`Remove version ${number} of ${name}`}
              name="intent"
              value="remove-version"
              title={`Remove version ${number}?`}
              description="It is deleted, and owners can no longer fetch it. The newer versions stay. This cannot be undone."
              confirmLabel="Remove version"
            />
          </Form>
        )}
      </div>
      {note && <p className="mt-2 max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{note}</p>}
      <div className="flex flex-wrap items-start gap-x-5">
        <details className="min-w-0 open:w-full">
          <summary className="inline-flex min-h-11 items-center rounded-sm text-ink-muted hover:text-ink sm:min-h-8">
            {note ? "Change the note" : "Write a note"}
            <span className="sr-only"> to version {number}</span>
          </summary>
          <Form method="post" preventScrollReset className="space-y-2 pt-1 pb-2">
            <input type="hidden" name="versionId" value={id} />
            <label htmlFor={noteId} className="sr-only">
              Note to version {number} of {name}
            </label>
            <Textarea key={note} id={noteId} name="note" rows={2} maxLength={2000} defaultValue={note} placeholder="Note to owners" />
            <SubmitButton name="intent" value="note" variant="secondary" size="sm" pendingLabel="Saving…">
              Save note
            </SubmitButton>
          </Form>
        </details>
        {newest && number > 1 && !told && owners > 0 && (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="versionId" value={id} />
            <SubmitButton name="intent" value="tell" variant="link" size="sm" pendingLabel="Telling…">
              {owners === 1 ? "Tell its one owner by mail" : `Tell its ${owners.toLocaleString("en")} owners by mail`}
            </SubmitButton>
          </Form>
        )}
      </div>
    </li>
  );
}

function toldText({ toldCount, telling }: Version, told: string): string {
  const people = toldCount === 1 ? "one person" : `${toldCount.toLocaleString("en")} people`;
  return telling ? `Being told since ${told}: ${people} so far.` : `Told by mail on ${told}: ${people}.`;
}
