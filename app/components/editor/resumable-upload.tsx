import { useRef } from "react";
import type { UploadKind } from "~/lib/upload-kinds";
import { FilePicker } from "./file-picker";
import type { UploadedFile } from "./piece-upload";
import { UploadLine } from "./upload-line";
import { useUploads } from "./use-uploads";

export type { UploadedFile } from "./piece-upload";

export type ResumableUploadProps = {
  /** What the file is for: decides what the server takes, and how large. */
  purpose: UploadKind;
  label: string;
  /** What fits: "MP4 or WebM, up to 5 GB". */
  hint: string;
  /** As of an input: ".vtt,text/vtt". */
  accept?: string;
  multiple?: boolean;
  /** Without JavaScript: the route that takes a file as a form, and what fits there. */
  plain: { action: string; hint: string };
  /** The file is stored; post its id to the page's action, which attaches it. Called once a file. */
  onStored: (file: UploadedFile) => void;
};

/** From here on an upload takes long enough for something to come between. */
const LARGE = 50_000_000;

/**
 * Choose or drop files of up to 5 GB and see them go. A lost connection is waited for; after a reload the same file chosen
 * again goes on where it was. Without JavaScript, and until it runs, it is a plain form.
 */
export function ResumableUpload({ purpose, label, hint, accept, multiple, plain, onStored }: ResumableUploadProps) {
  const { items, choose, pause, resume, cancel } = useUploads(purpose, onStored);
  const place = useRef<HTMLDivElement>(null);
  const large = items.some((item) => item.size >= LARGE && item.state !== "stored" && item.state !== "refused");
  const drop = (key: number) => {
    cancel(key);
    // The button is gone; the keyboard goes on at the input, not at the top of the page.
    place.current?.querySelector<HTMLInputElement>("input[type=file]")?.focus();
  };
  const told = items.flatMap((item) => (item.state === "stored" ? [`${item.name} is uploaded.`] : item.state === "offline" ? [`The connection is gone. ${item.name} goes on when it is back.`] : []));
  return (
    <div ref={place} className="space-y-3">
      <FilePicker action={plain.action} label={label} hint={hint} plainHint={plain.hint} accept={accept} multiple={multiple} onFiles={choose} />
      {items.length > 0 && (
        <ul className="space-y-3" aria-label="Uploads">
          {items.map((item) => (
            <UploadLine key={item.key} item={item} onPause={() => pause(item.key)} onResume={() => resume(item.key)} onCancel={() => drop(item.key)} />
          ))}
        </ul>
      )}
      {large && <p className="text-xs text-ink-faint">Should this page close before it is done: choose the same file again within a day, and it goes on where it was.</p>}
      <p role="status" className="sr-only">
        {told.join(" ")}
      </p>
    </div>
  );
}
