import { Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** What a creator sends themself to see that their own mail server works. */
export interface MailTestProps {
  store: EmailStore;
  host: string;
  fromAddress: string;
  sentAt: string;
}

export function mailTestSubject({ store }: MailTestProps): string {
  return `Your mail server works (${store.name})`;
}

export default function MailTestEmail({ store, host, fromAddress, sentAt }: MailTestProps) {
  return (
    <Layout store={store} preview={`Sent through ${host}.`} why="You get this mail because you asked for a test in the settings of your store.">
      <Title>It works</Title>
      <Paragraph>{`This mail came through your own server. From now on receipts and everything else ${store.name} writes to students go the same way.`}</Paragraph>
      <Facts facts={[{ label: "Server", value: host }, { label: "From", value: fromAddress }, { label: "Sent", value: sentAt }]} />
      <Note>Did it land in the spam folder? Then ask whoever runs your mail for SPF, DKIM and DMARC records for the domain.</Note>
    </Layout>
  );
}

MailTestEmail.PreviewProps = { store: previewStore, host: "smtp.fernandkiln.example", fromAddress: "hello@fernandkiln.example", sentAt: "21 November 2025, 14:05 UTC" } satisfies MailTestProps;
