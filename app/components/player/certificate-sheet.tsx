import type { CSSProperties } from "react";

export type CertificateSheetProps = {
  personName: string;
  courseTitle: string;
  storeName: string;
  signer: string;
  day: string;
  /** In groups: "7H2K-M4QX-P9DN". */
  code: string;
  /** Where it is verified, without "https://". */
  address: string;
};

/** The paper itself, on the screen and printed from it: whatever the script of the name, the browser can write it. Paper is white in the dark, too. */
export function CertificateSheet({ personName, courseTitle, storeName, signer, day, code, address }: CertificateSheetProps) {
  const long = [...personName].length > 28;
  return (
    <div
      className="certificate-sheet @container overflow-hidden rounded-lg border border-line bg-white text-[#1c1a17] shadow-[0_1px_2px_rgb(0_0_0/0.06),0_12px_32px_-12px_rgb(0_0_0/0.18)]"
      style={{ "--faint": "#615c56", colorScheme: "light" } as CSSProperties}
    >
      <div aria-hidden="true" className="h-[1.4cqw] min-h-1.5 bg-(--paper-accent)" />
      <div className="certificate-frame m-[3cqw] flex min-h-72 flex-col items-center border border-[#d3cfc9] px-[6cqw] py-[4.5cqw] text-center @lg:aspect-[1.6]">
        <p className="text-[clamp(0.8rem,1.9cqw,1.25rem)] font-semibold break-words text-(--paper-accent)">{storeName}</p>
        <p className="mt-[1.2cqw] text-[clamp(0.75rem,1.8cqw,1.15rem)] text-(--faint)">Certificate of completion</p>
        <p className={`mt-auto max-w-full pt-6 font-display leading-tight break-words italic ${long ? "text-[clamp(1.1rem,4cqw,2.6rem)]" : "text-[clamp(1.5rem,6cqw,4rem)]"}`} dir="auto">
          {personName}
        </p>
        <span aria-hidden="true" className="mt-[1.6cqw] h-0.5 w-[14cqw] bg-(--paper-accent)" />
        <p className="mt-[2cqw] text-[clamp(0.75rem,1.7cqw,1.1rem)] text-(--faint)">has finished the course</p>
        <p className="mt-[0.8cqw] mb-auto max-w-full pb-6 font-display text-[clamp(0.95rem,3.1cqw,2rem)] leading-snug font-semibold text-balance break-words" dir="auto">
          {courseTitle}
        </p>
        <dl className="mt-4 grid w-full grid-cols-2 gap-[8cqw] text-[clamp(0.75rem,1.6cqw,1.05rem)]">
          <div className="flex flex-col-reverse">
            <dt className="mt-1 border-t border-[#d3cfc9] pt-1 text-[0.8em] text-(--faint)">Date</dt>
            <dd>{day}</dd>
          </div>
          <div className="flex min-w-0 flex-col-reverse">
            <dt className="mt-1 border-t border-[#d3cfc9] pt-1 text-[0.8em] break-words text-(--faint)">{signer === storeName ? "Issued by" : storeName}</dt>
            <dd className="break-words">{signer}</dd>
          </div>
        </dl>
        <p className="mt-[2cqw] max-w-full text-[clamp(0.6875rem,1.1cqw,0.8rem)] break-all text-(--faint) tabular-nums">
          {code} · {address}
        </p>
      </div>
    </div>
  );
}
