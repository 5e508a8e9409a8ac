import { useRevalidator } from "@remix-run/react";
import { Download, FolderDown, Hourglass } from "lucide-react";
import { createElement, useEffect, useRef, type ReactNode } from "react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Badge } from "~/components/ui/badge";
import { buttonStyles } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { DownloadKeys, type OwnedKey } from "./download-keys";
import { iconOf } from "./file-icon";
import { OwnedOfferHeader, SellerContact, type OwnedOfferView } from "./owned-offer-header";
import { TellMe } from "./tell-me";

export type ShownEdition = {
  versionId: string;
  number: number;
  name: string;
  contentType: string;
  sizeText: string;
  /** The creator's plain words. */
  note: string;
  date: string;
  dateTime: string;
  /** Downloads left; null: as many as one likes. */
  left: number | null;
};

export type ShownFile = ShownEdition & { id: string; isNew: boolean; older: ShownEdition[] };

export type DownloadHomeProps = {
  offer: OwnedOfferView;
  files: ShownFile[];
  totalText: string;
  limited: boolean;
  /** The day access ends, in words; null: it does not. */
  until: string | null;
  licenses: OwnedKey[];
  mayClaimKey: boolean;
  tellMe: boolean;
};

/** A download as its owner finds it: the files with their editions, all in one archive, the licence key. */
export function DownloadHome({ offer, files, totalText, limited, until, licenses, mayClaimKey, tellMe }: DownloadHomeProps) {
  const allLeft = files.every((file) => file.left !== 0);
  return (
    <AccentScope accent={offer.store.accentColor}>
      <OwnedOfferHeader offer={offer} />
      <div className="mt-14 max-w-3xl space-y-14">
        <section aria-labelledby="files">
          <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
            <h2 id="files" className="font-display text-2xl font-medium tracking-[-0.015em]">
              {files.length === 1 ? "Your file" : `Your ${files.length || ""} files`}
            </h2>
            {files.length > 1 && allLeft && (
              <Fetch to={`/library/${offer.id}/files.zip`} limited={limited} className={buttonStyles({ variant: "primary", className: "max-xs:w-full" })}>
                <FolderDown aria-hidden="true" />
                Download all (zip, {totalText})
              </Fetch>
            )}
          </div>
          {files.length === 0 ? (
            <EmptyState className="mt-6" headingLevel={3} icon={<Hourglass />} title="The files are on their way">
              <p>{offer.store.name} has not put in any files yet. They will be here as soon as they are ready.</p>
            </EmptyState>
          ) : (
            <ul className="mt-5 divide-y divide-line border-y border-line">
              {files.map((file) => (
                <FileRow key={file.id} offerId={offer.id} file={file} limited={limited} primary={files.length === 1} />
              ))}
            </ul>
          )}
          {files.length > 0 && <p className="mt-4 text-sm text-ink-faint">{limited ? "Each file can be downloaded a limited number of times; a new version counts from the beginning." : "Download as often as you like, on any device you are signed in on."}{until && ` It is open to you until ${until}.`}</p>}
        </section>
        <DownloadKeys offerId={offer.id} licenses={licenses} mayClaim={mayClaimKey} seller={offer.store} />
        {files.length > 0 && <TellMe offerId={offer.id} on={tellMe} />}
      </div>
      <SellerContact offer={offer} />
    </AccentScope>
  );
}

function FileRow({ offerId, file, limited, primary }: { offerId: string; file: ShownFile; limited: boolean; primary: boolean }) {
  const base = `/library/${offerId}/files/${file.id}`;
  return (
    <li className="py-5">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        {createElement(iconOf(file.contentType), { "aria-hidden": true, className: "mt-0.5 size-6 shrink-0 text-ink-faint max-xs:hidden", strokeWidth: 1.5 })}
        <div className="min-w-0 flex-1 basis-52">
          <p className="font-medium break-words">{file.name}</p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-faint tabular-nums">
            <span>{file.sizeText}</span>
            <span aria-hidden="true">·</span>
            {(file.number > 1 || file.older.length > 0) && (
              <>
                <span>Version {file.number}</span>
                <span aria-hidden="true">·</span>
              </>
            )}
            <time dateTime={file.dateTime}>{file.date}</time>
            {file.isNew && <Badge tone="accent">New since your last download</Badge>}
          </p>
          {file.note && <p className="mt-2.5 max-w-prose text-sm whitespace-pre-line text-ink-muted [overflow-wrap:anywhere]">{file.note}</p>}
        </div>
        <div className="flex flex-col gap-1.5 max-xs:w-full sm:items-end">
          <GetIt offerId={offerId} to={base} edition={file} limited={limited} primary={primary} />
        </div>
      </div>
      {file.older.length > 0 && (
        <details className="mt-3 text-sm xs:pl-10">
          <summary className="inline-flex min-h-11 items-center rounded-sm text-ink-muted hover:text-ink sm:min-h-8">{file.older.length === 1 ? "An earlier version" : `${file.older.length} earlier versions`}</summary>
          <ul className="mt-1 divide-y divide-line border-t border-line">
            {file.older.map((edition) => (
              <li key={edition.versionId} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3">
                <div className="min-w-0 flex-1 basis-52">
                  <p>
                    <span className="font-medium">Version {edition.number}</span> <span className="break-words text-ink-muted">{edition.name}</span>
                  </p>
                  <p className="text-ink-faint tabular-nums">
                    {edition.sizeText} · <time dateTime={edition.dateTime}>{edition.date}</time>
                  </p>
                  {edition.note && <p className="mt-1 max-w-prose whitespace-pre-line text-ink-muted [overflow-wrap:anywhere]">{edition.note}</p>}
                </div>
                <GetIt offerId={offerId} to={`${base}?version=${edition.versionId}`} edition={edition} limited={limited} small />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function GetIt({ offerId, to, edition, limited, primary, small }: { offerId: string; to: string; edition: ShownEdition; limited: boolean; primary?: boolean; small?: boolean }) {
  if (edition.left === 0) {
    return (
      <p className="text-sm text-ink-muted">
        No downloads left.{" "}
        <a href={`/library/${offerId}/used-up`} className="link-quiet inline-block py-2 text-ink sm:py-0">
          What to do<span className="sr-only"> about {edition.name}</span>
        </a>
      </p>
    );
  }
  return (
    <>
      <Fetch to={to} limited={limited} className={buttonStyles({ variant: primary ? "primary" : "secondary", size: small ? "sm" : "md", className: "max-xs:w-full" })}>
        <Download aria-hidden="true" />
        Download
        <span className="sr-only">
          {" "}
          {edition.name}
          {small && `, version ${edition.number}`}
        </span>
      </Fetch>
      {edition.left !== null && <p className="text-xs text-ink-faint tabular-nums sm:text-right">{edition.left === 1 ? "1 download left" : `${edition.left} downloads left`}</p>}
    </>
  );
}

/** A plain link; where downloads are counted a form, which no other site and no guessing browser can send. The page stays. */
function Fetch({ to, limited, className, children }: { to: string; limited: boolean; className: string; children: ReactNode }) {
  const { revalidate } = useRevalidator();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  if (!limited) {
    return (
      <a href={to} className={className}>
        {children}
      </a>
    );
  }
  return (
    // The browser saves the answer, and the page hears nothing of it: what is left is asked again a little later.
    <form
      method="post"
      action={to}
      className="contents"
      onSubmit={() => {
        timer.current = setTimeout(revalidate, 2000);
      }}
    >
      <button type="submit" className={className}>
        {children}
      </button>
    </form>
  );
}
