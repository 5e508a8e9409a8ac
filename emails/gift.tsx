import { Action, Facts, Lines, Paragraph, SectionTitle, SignsInOnce, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To somebody whom the seller has given access by hand. */
export interface GiftProps {
  store: EmailStore;
  recipient: { name?: string; email: string };
  /** What was given, of a membership with its tier. */
  title: string;
  /** The kind in words, e.g. "Course". */
  kind: string;
  /** The giver's own words, plain text; "" for none. "\n" starts a new line. */
  message: string;
  /** Access for a time: its last day. */
  openUntil?: string;
  /** Signs the reader in once and opens it. */
  libraryUrl: string;
}

export function giftSubject({ store, title }: GiftProps): string {
  return `${store.name} has given you ${title}`;
}

export default function GiftEmail({ store, recipient, title, kind, message, openUntil, libraryUrl }: GiftProps) {
  return (
    <Layout store={store} preview={message.split("\n")[0] || `${title} is in your library. There is nothing to pay.`} why={`You get this mail because ${store.name} gave ${recipient.email} access to ${title}. If you do not know them, you need not do anything.`}>
      <Title>{recipient.name === undefined ? "Something for you" : `Something for you, ${recipient.name}`}</Title>
      <Paragraph>{`${store.name} has given you ${title}. There is nothing to pay; it is in your library.`}</Paragraph>
      {message !== "" && (
        <>
          <SectionTitle>{`What ${store.name} writes`}</SectionTitle>
          <Paragraph>
            <Lines value={message} />
          </Paragraph>
        </>
      )}
      <Facts facts={[{ label: kind, value: title }, ...(openUntil === undefined ? [] : [{ label: "Open until", value: openUntil }])]} />
      <Action href={libraryUrl} store={store}>
        Open it now
      </Action>
      <SignsInOnce store={store} email={recipient.email} />
    </Layout>
  );
}

GiftEmail.PreviewProps = {
  store: previewStore,
  recipient: { name: "Maya Lindqvist", email: "maya@post.example" },
  title: "Wheel Throwing from the Ground Up",
  kind: "Course",
  message: "Thank you for helping at the open studio, Maya.\nStart with module two, you know the first by heart.",
  openUntil: "3 March 2027",
  libraryUrl: "https://lectern.example/auth/link/hL1m0vYw8nq2",
} satisfies GiftProps;
