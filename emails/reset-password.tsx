import { Action, Facts, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import type { EmailStore } from "./parts/store";

export interface ResetPasswordProps {
  store?: EmailStore;
  email: string;
  url: string;
  /** How long the link lasts, e.g. "10 minutes". */
  validFor: string;
  /** What asked for it, in words, e.g. "Safari on iPhone". */
  requestedFrom: string;
  /** e.g. "21 November 2025, 14:05 UTC". */
  requestedAt: string;
}

export function resetPasswordSubject({ store }: ResetPasswordProps): string {
  return `Choose a new password for ${store?.name ?? "Lectern"}`;
}

export default function ResetPasswordEmail({ store, email, url, validFor, requestedFrom, requestedAt }: ResetPasswordProps) {
  const place = store?.name ?? "Lectern";
  return (
    <Layout
      store={store}
      preview={`The link lasts ${validFor} and works once.`}
      why={`You get this mail because someone asked for a new password for ${email} at ${place}.`}
    >
      <Title>Choose a new password</Title>
      <Paragraph>{`This opens a page where you set a new password for ${email}. The link lasts ${validFor} and works once.`}</Paragraph>
      <Action href={url} store={store}>
        Choose a new password
      </Action>
      <Facts
        facts={[
          { label: "Asked for from", value: requestedFrom },
          { label: "At", value: requestedAt },
        ]}
      />
      <Note>Was this not you? Then leave this mail alone. Your old password still works and stays as it is.</Note>
      <PlainAddress href={url} store={store} />
    </Layout>
  );
}

ResetPasswordEmail.PreviewProps = {
  email: "ada@lectern.example",
  url: "https://lectern.example/reset-password?token=b7Kp2nVx4sWd",
  validFor: "10 minutes",
  requestedFrom: "Safari on iPhone",
  requestedAt: "21 November 2025, 14:05 UTC",
} satisfies ResetPasswordProps;
