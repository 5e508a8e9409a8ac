import { Action, Facts, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the former address, so that nobody loses an account unseen. */
export interface EmailChangedProps {
  /** The former address: this mail goes there. */
  former: string;
  email: string;
  /** E.g. "21 November 2025, 14:05 UTC". */
  changedAt: string;
  /** In words, e.g. "Chrome on Windows". */
  changedFrom: string;
  url: string;
  /** How long the link lasts, e.g. "7 days". */
  validFor: string;
}

export function emailChangedSubject(): string {
  return "The address of your account was changed";
}

export default function EmailChangedEmail({ former, email, changedAt, changedFrom, url, validFor }: EmailChangedProps) {
  return (
    <Layout preview={`It is ${email} now. If that was you, all is well.`} why={`We always send this to the former address of an account, here ${former}.`}>
      <Title>Your address was changed</Title>
      <Paragraph>{`Your account is signed in to with ${email} from now on. If that was you, all is well and you can forget this mail.`}</Paragraph>
      <Facts
        facts={[
          { label: "Changed at", value: changedAt },
          { label: "Changed from", value: changedFrom },
        ]}
      />
      <Paragraph>If it was not you, take the account back. That signs everybody else out.</Paragraph>
      <Action href={url}>This was not me</Action>
      <Note>{`The link lasts ${validFor}.`}</Note>
      <PlainAddress href={url} />
    </Layout>
  );
}

EmailChangedEmail.PreviewProps = {
  former: "maya@school.example",
  email: "maya.lind@post.example",
  changedAt: "21 November 2025, 14:05 UTC",
  changedFrom: "Chrome on Windows",
  url: "https://lectern.example/auth/restore-email/Q9t3mZr5cXk1",
  validFor: "7 days",
} satisfies EmailChangedProps;
