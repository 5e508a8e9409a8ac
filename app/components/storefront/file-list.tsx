import { File } from "lucide-react";

/** What is in a download: names and sizes, nothing to fetch with. */
export function FileList({ files }: { files: ReadonlyArray<{ name: string; sizeText: string }> }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {files.map((file, index) => (
        <li key={index} className="flex min-h-14 items-center gap-4 py-3">
          <File aria-hidden="true" className="size-4.5 shrink-0 text-ink-faint" />
          <span className="min-w-0 flex-1 break-words">{file.name}</span>
          <span className="shrink-0 text-sm text-ink-faint tabular-nums">{file.sizeText}</span>
        </li>
      ))}
    </ul>
  );
}
