import { Action, Facts, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

export interface SignInLinkProps {
  /** The store the person was at; left out for Lectern's own sign-in page. */
  store?: EmailStore;
  email: string;
  url: string;
  /** How long the link lasts, e.g. "10 minutes". */
  validFor: string;
  /** What asked for it, in words, e.g. "Firefox on Linux". */
  requestedFrom: string;
  /** e.g. "21 November 2025, 14:05 UTC". */
  requestedAt: string;
}

export function signInLinkSubject({ store }: SignInLinkProps): string {
  return `Your sign-in link for ${store?.name ?? "Lectern"}`;
}

export default function SignInLinkEmail({ store, email, url, validFor, requestedFrom, requestedAt }: SignInLinkProps) {
  const place = store?.name ?? "Lectern";
  return (
    <Layout
      store={store}
      preview={`Lasts ${validFor} and works once.`}
      why={`You get this mail because someone entered ${email} on the sign-in page of ${place}.`}
    >
      <Title>{`Sign in to ${place}`}</Title>
      <Paragraph>{`Press the button and you are in as ${email}; no password needed. The link lasts ${validFor} and works once.`}</Paragraph>
      <Action href={url} store={store}>
        Sign in
      </Action>
      <Facts
        facts={[
          { label: "Asked for from", value: requestedFrom },
          { label: "At", value: requestedAt },
        ]}
      />
      <Note>Was this not you? Then leave this mail alone. Nobody can sign in without it, and nothing has changed.</Note>
      <PlainAddress href={url} store={store} />
    </Layout>
  );
}

SignInLinkEmail.PreviewProps = {
  store: previewStore,
  email: "maya@post.example",
  url: "https://lectern.example/sign-in/link?token=hL1m0vYw8nq2J4cDk7",
  validFor: "10 minutes",
  requestedFrom: "Firefox on Linux",
  requestedAt: "21 November 2025, 14:05 UTC",
} satisfies SignInLinkProps;
