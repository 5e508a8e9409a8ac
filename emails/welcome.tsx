import { Action, Facts, Paragraph, SignsInOnce, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** The first access to something that cost nothing: the way in, and where to find it later. Instead of a receipt, since nothing was paid. */
export interface WelcomeProps {
  store: EmailStore;
  buyer: { name?: string; email: string };
  title: string;
  /** The kind in words, e.g. "Course". */
  kind: string;
  orderNumber: string;
  orderedOn: string;
  /** Access for a time: its last day. */
  openUntil?: string;
  /** Of a copy sent later: they cannot open it now. */
  closed?: boolean;
  /** Signs the reader in once and opens it. */
  libraryUrl: string;
  orderUrl: string;
}

export function welcomeSubject({ store, title }: WelcomeProps): string {
  return `${title} is yours (${store.name})`;
}

export default function WelcomeEmail({ store, buyer, title, kind, orderNumber, orderedOn, openUntil, closed, libraryUrl, orderUrl }: WelcomeProps) {
  return (
    <Layout store={store} preview={closed ? `${kind}: for your records.` : `${kind}: open it with one click.`} why={`You get this mail because ${buyer.email} was used to get ${title} at ${store.name}. It cost nothing.`}>
      <Title>{buyer.name === undefined ? "Welcome" : `Welcome, ${buyer.name}`}</Title>
      <Paragraph>{closed ? `${title} is not in your library now; this is for your records. It cost you nothing.` : `${title} is in your library and waiting for you. It cost you nothing.`}</Paragraph>
      <Action href={libraryUrl} store={store}>
        {closed ? "Open your library" : "Open it now"}
      </Action>
      <SignsInOnce store={store} email={buyer.email} />
      <Facts
        facts={[
          { label: kind, value: title },
          { label: "Order", value: orderNumber },
          { label: "Date", value: orderedOn },
          ...(openUntil === undefined ? [] : [{ label: "Open until", value: openUntil }]),
          { label: "See it online", value: orderUrl },
        ]}
      />
    </Layout>
  );
}

WelcomeEmail.PreviewProps = {
  store: previewStore,
  buyer: { name: "Maya Lindqvist", email: "maya@post.example" },
  title: "First Steps in Clay",
  kind: "Course",
  orderNumber: "1043",
  orderedOn: "21 November 2025, 14:05 UTC",
  libraryUrl: "https://lectern.example/auth/link/hL1m0vYw8nq2",
  orderUrl: "https://lectern.example/library/orders/ord_01k",
} satisfies WelcomeProps;
