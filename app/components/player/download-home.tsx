import { Download, File, FileArchive, FileAudio, FileImage, FileSpreadsheet, FileText, FileVideo, Hourglass, type LucideIcon } from "lucide-react";
import { createElement } from "react";
import { AccentScope } from "~/components/ui/accent-scope";
import { buttonStyles } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { OwnedOfferHeader, SellerContact, type OwnedOfferView } from "./owned-offer-header";

export type ShownFile = { id: string; name: string; contentType: string; sizeText: string };

/** A download as its owner finds it: the files, how large they are, a button each. */
export function DownloadHome({ offer, files }: { offer: OwnedOfferView; files: ShownFile[] }) {
  return (
    <AccentScope accent={offer.store.accentColor}>
      <OwnedOfferHeader offer={offer} />
      <section aria-labelledby="files" className="mt-14 max-w-3xl">
        <h2 id="files" className="font-display text-2xl font-medium tracking-[-0.015em]">
          {files.length === 1 ? "Your file" : `Your ${files.length || ""} files`}
        </h2>
        {files.length === 0 ? (
          <EmptyState className="mt-6" headingLevel={3} icon={<Hourglass />} title="The files are on their way">
            <p>{offer.store.name} has not put in any files yet. They will be here as soon as they are ready.</p>
          </EmptyState>
        ) : (
          <ul className="mt-5 divide-y divide-line border-y border-line">
            {files.map((file) => (
              <FileRow key={file.id} offerId={offer.id} file={file} />
            ))}
          </ul>
        )}
        {files.length > 0 && <p className="mt-4 text-sm text-ink-faint">Download as often as you like, on any device you are signed in on.</p>}
      </section>
      <SellerContact offer={offer} />
    </AccentScope>
  );
}

function FileRow({ offerId, file }: { offerId: string; file: ShownFile }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      {createElement(iconOf(file.contentType), { "aria-hidden": true, className: "size-6 shrink-0 text-ink-faint", strokeWidth: 1.5 })}
      <p className="min-w-0 flex-1 basis-40">
        <span className="block font-medium break-words">{file.name}</span>
        <span className="block text-sm text-ink-faint tabular-nums">{file.sizeText}</span>
      </p>
      {/* A plain link: the browser saves the file and the page stays. */}
      <a href={`/library/${offerId}/files/${file.id}`} className={buttonStyles({ variant: "secondary", className: "max-xs:w-full" })}>
        <Download aria-hidden="true" />
        Download<span className="sr-only"> {file.name}</span>
      </a>
    </li>
  );
}

function iconOf(contentType: string): LucideIcon {
  const [family] = contentType.split("/");
  if (family === "image") return FileImage;
  if (family === "audio") return FileAudio;
  if (family === "video") return FileVideo;
  if (/zip|tar|compressed|archive/.test(contentType)) return FileArchive;
  if (/csv|sheet|excel/.test(contentType)) return FileSpreadsheet;
  if (family === "text" || /pdf|epub|word|document/.test(contentType)) return FileText;
  return File;
}
