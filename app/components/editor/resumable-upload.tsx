import { useRef, useState } from "react";
import { Field } from "~/components/ui/field";
import { FileDrop } from "~/components/ui/file-drop";
import { useHydrated } from "~/components/ui/use-hydrated";
import type { UploadKind } from "~/lib/upload-kinds";
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
  /** The file is stored; post its id to the page's action, which attaches it. Called once a file. */
  onStored: (file: UploadedFile) => void;
};

/** From here on an upload takes long enough for something to come between. */
const LARGE = 50_000_000;

/**
 * Choose or drop files of up to 5 GB and see them go. A lost connection is waited for; after a reload the same file chosen
 * again goes on where it was. Needs JavaScript: a page that must work without shows its own form meanwhile (`useHydrated`).
 */
export function ResumableUpload({ purpose, label, hint, accept, multiple, onStored }: ResumableUploadProps) {
  const hydrated = useHydrated();
  const { items, choose, pause, resume, cancel } = useUploads(purpose, onStored);
  // A fresh input after each choice, so that the same file can be chosen again.
  const [round, setRound] = useState(0);
  const take = (files: File[]) => {
    if (files.length === 0) return;
    choose(files);
    setRound((now) => now + 1);
  };
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
      <Field label={label} field={{ name: `upload-${purpose}` }}>
        <FileDrop key={round} accept={accept} multiple={multiple} hint={hint} disabled={!hydrated} onFiles={take} />
      </Field>
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
