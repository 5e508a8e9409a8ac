import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import type { EmailStore } from "./parts/store";

export interface PasswordChangedProps {
  store?: EmailStore;
  email: string;
  /** e.g. "21 November 2025, 14:05 UTC". */
  changedAt: string;
  /** In words, e.g. "Chrome on Windows". */
  changedFrom: string;
  signedOutElsewhere: boolean;
  /** The page where a person who did not do this asks for a new password. */
  resetUrl: string;
}

export function passwordChangedSubject({ store }: PasswordChangedProps): string {
  return `Your password for ${store?.name ?? "Lectern"} was changed`;
}

export default function PasswordChangedEmail({ store, email, changedAt, changedFrom, signedOutElsewhere, resetUrl }: PasswordChangedProps) {
  return (
    <Layout
      store={store}
      preview={`Changed ${changedAt}. If that was you, all is well.`}
      why={`We always send this to ${email} when the password of the account changes.`}
    >
      <Title>Your password was changed</Title>
      <Paragraph>
        {`The password for ${email} is a new one.${signedOutElsewhere ? " Every other device was signed out." : ""} If that was you, all is well and you can forget this mail.`}
      </Paragraph>
      <Facts
        facts={[
          { label: "Changed at", value: changedAt },
          { label: "Changed from", value: changedFrom },
        ]}
      />
      <Paragraph>If it was not you, set a new password now. That signs the other person out.</Paragraph>
      <Action href={resetUrl} store={store}>
        This was not me
      </Action>
      <Note>Please also look after your mailbox: whoever can read it can ask for a sign-in link.</Note>
    </Layout>
  );
}

PasswordChangedEmail.PreviewProps = {
  email: "ada@lectern.example",
  changedAt: "21 November 2025, 14:05 UTC",
  changedFrom: "Chrome on Windows",
  signedOutElsewhere: true,
  resetUrl: "https://lectern.example/forgot-password",
} satisfies PasswordChangedProps;
