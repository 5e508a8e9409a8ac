import { Download } from "lucide-react";
import { createElement } from "react";
import { iconOf } from "./file-icon";

export type Attachment = { name: string; contentType: string; sizeText: string; href: string };

/** Files that go with a lesson. Plain links: the browser saves them and the page stays. */
export function Attachments({ files }: { files: ReadonlyArray<Attachment> }) {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files-title" className="mt-12">
      <h2 id="files-title" className="text-base font-semibold">
        {files.length === 1 ? "A file to this lesson" : "Files to this lesson"}
      </h2>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {files.map((file) => (
          <li key={file.href}>
            <a href={file.href} className="group flex min-h-14 items-center gap-4 py-2.5 outline-offset-[-2px]">
              {createElement(iconOf(file.contentType), { "aria-hidden": true, className: "size-5.5 shrink-0 text-ink-faint", strokeWidth: 1.5 })}
              <span className="min-w-0 flex-1">
                <span className="sr-only">Download </span>
                <span className="break-words group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">{file.name}</span>
              </span>
              <span className="shrink-0 text-sm text-ink-faint tabular-nums">{file.sizeText}</span>
              <Download aria-hidden="true" className="size-4.5 shrink-0 text-ink-faint" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
