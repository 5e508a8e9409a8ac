import { Action, Facts, Lines, Note, Paragraph, PlainAddress, SectionTitle, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To everybody who owns a download, once, when its creator put in a newer version of a file and wants them to know. */
export interface DownloadUpdatedProps {
  store: EmailStore;
  offerTitle: string;
  fileName: string;
  /** Counted from 1. */
  version: number;
  /** Formatted, e.g. "3.4 MB". */
  size: string;
  /** The creator's own words, plain text; "\n" starts a new line, "" when there are none. */
  note: string;
  /** The download in the reader's library. */
  url: string;
  /** Where these mails are switched off. */
  stopUrl: string;
}

export function downloadUpdatedSubject({ store, offerTitle }: DownloadUpdatedProps): string {
  return `New version: ${offerTitle} (${store.name})`;
}

export default function DownloadUpdatedEmail({ store, offerTitle, fileName, version, size, note, url, stopUrl }: DownloadUpdatedProps) {
  return (
    <Layout
      store={store}
      preview={note.split("\n")[0] || `Version ${version} of ${fileName} is in your library.`}
      why={`You get this mail because ${offerTitle} is in your library and ${store.name} put in a new version. To get no more mails about new versions: ${stopUrl}`}
    >
      <Title>{`There is a new version of ${offerTitle}`}</Title>
      <Paragraph>{`${store.name} has put in a newer edition of a file you own. It costs nothing; you can download it now.`}</Paragraph>
      <Facts
        facts={[
          { label: "File", value: fileName },
          { label: "Version", value: `${version} (${size})` },
        ]}
      />
      {note !== "" && (
        <>
          <SectionTitle>{`What ${store.name} writes about it`}</SectionTitle>
          <Paragraph>
            <Lines value={note} />
          </Paragraph>
        </>
      )}
      <Action href={url} store={store}>
        Open it in your library
      </Action>
      <Note>The older version stays beside it for as long as the seller keeps it there.</Note>
      <PlainAddress href={url} store={store} />
    </Layout>
  );
}

DownloadUpdatedEmail.PreviewProps = {
  store: previewStore,
  offerTitle: "Forty Glazes That Work",
  fileName: "forty-glazes.pdf",
  version: 2,
  size: "3.4 MB",
  note: "Six more glazes for cone 6, and the firing chart on page 12 is right now.\nIf you have printed the first edition, print pages 12 and 41 again.",
  url: "https://lectern.example/library/off_01jabcdef",
  stopUrl: "https://lectern.example/mail/stop/usr_1.sto_1.updates.c2lnbmVk",
} satisfies DownloadUpdatedProps;
