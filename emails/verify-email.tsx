import { Action, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import type { EmailStore } from "./parts/store";

export interface VerifyEmailProps {
  store?: EmailStore;
  name?: string;
  email: string;
  url: string;
  /** How long the link lasts, e.g. "24 hours". */
  validFor: string;
}

export function verifyEmailSubject({ store }: VerifyEmailProps): string {
  return `Confirm your email address for ${store?.name ?? "Lectern"}`;
}

export default function VerifyEmailEmail({ store, name, email, url, validFor }: VerifyEmailProps) {
  const place = store?.name ?? "Lectern";
  return (
    <Layout
      store={store}
      preview="One click, and your account is ready."
      why={`You get this mail because ${email} was used to open an account at ${place}.`}
    >
      <Title>{name === undefined ? "Is this your address?" : `Welcome, ${name}`}</Title>
      <Paragraph>{`Please confirm that ${email} is yours. We send sign-in links and receipts there, so it has to be right.`}</Paragraph>
      <Action href={url} store={store}>
        Confirm my address
      </Action>
      <Note>{`The link lasts ${validFor}. If you did not open an account, leave this mail alone: without your confirmation the address is not used.`}</Note>
      <PlainAddress href={url} store={store} />
    </Layout>
  );
}

VerifyEmailEmail.PreviewProps = {
  name: "Ada",
  email: "ada@lectern.example",
  url: "https://lectern.example/verify?token=Q9t3mZr5cXk1",
  validFor: "24 hours",
} satisfies VerifyEmailProps;
