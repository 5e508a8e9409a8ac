import { Action, Facts, Note, Paragraph, TextLink, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a student, once, when a certificate was issued under the name they confirmed. */
export interface CertificateProps {
  store: EmailStore;
  personName: string;
  courseTitle: string;
  issuedOn: string;
  /** As printed, e.g. "K7QM-93XT-…". */
  code: string;
  /** Their own page of it, where it is downloaded. */
  url: string;
  /** The public page that proves it. */
  verifyUrl: string;
}

export function certificateSubject({ courseTitle, store }: CertificateProps): string {
  return `Your certificate: ${courseTitle} (${store.name})`;
}

export default function CertificateEmail({ store, personName, courseTitle, issuedOn, code, url, verifyUrl }: CertificateProps) {
  return (
    <Layout store={store} preview={`Issued on ${issuedOn} to ${personName}.`} why={`You get this mail because you finished ${courseTitle} at ${store.name}.`}>
      <Title>{`Well done, ${personName}`}</Title>
      <Paragraph>{`You have finished ${courseTitle}, and here is the paper that says so.`}</Paragraph>
      <Action href={url} store={store}>
        See and download it
      </Action>
      <Facts facts={[{ label: "Course", value: courseTitle }, { label: "Issued to", value: personName }, { label: "Issued on", value: issuedOn }, { label: "Number", value: code }]} />
      <Note>
        {"Whoever you show it to can check it at "}
        <TextLink href={verifyUrl} store={store}>
          {verifyUrl}
        </TextLink>
        {"."}
      </Note>
    </Layout>
  );
}

CertificateEmail.PreviewProps = {
  store: previewStore,
  personName: "Maya Lindqvist",
  courseTitle: "Wheel Throwing from the Ground Up",
  issuedOn: "21 November 2025",
  code: "K7QM-93XT-2BVD-PW6H",
  url: "https://lectern.example/library/off_01k/certificate",
  verifyUrl: "https://lectern.example/certificates/K7QM-93XT-2BVD-PW6H",
} satisfies CertificateProps;
