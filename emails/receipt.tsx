import { encodeAddress, Layout } from "./parts/layout";
import { Action, Facts, Note, Paragraph, Rule, SectionTitle, SignsInOnce, TextLink, Title, type Fact } from "./parts/blocks";
import { OrderTable, type OrderLine, type OrderSum } from "./parts/order-table";
import { previewStore, type EmailStore } from "./parts/store";

/** What a buyer keeps: what was bought, what it cost, who was paid, and the way in. All amounts and dates arrive formatted. */
export interface ReceiptProps {
  store: EmailStore;
  orderNumber: string;
  /** e.g. "21 November 2025, 14:05 UTC". */
  orderedOn: string;
  /** Business, address ("\n" starts a new line) and tax numbers as given at the checkout. */
  buyer: { name?: string; email: string; business?: string; address?: string; taxIds?: readonly string[] };
  items: readonly OrderLine[];
  subtotal: string;
  discount?: OrderSum;
  tax?: OrderSum;
  total: string;
  /** What went back of it since, e.g. "€40"; left out when nothing did. */
  refunded?: string;
  /** Of a copy sent later: the buyer cannot open now what was bought. */
  closed?: boolean;
  /** Left out when nothing was charged. */
  payment?: {
    /** e.g. "Visa ···· 4242". */
    method: string;
    /** What the bank will show, e.g. "FERN AND KILN". */
    statementDescriptor?: string;
  };
  /** It begins with free days: nothing was charged, but something will be. */
  trial?: boolean;
  /** Access that was sold for a time: its last day, e.g. "3 March 2027". */
  openUntil?: string;
  /** The one who sold it and was paid. */
  seller: { legalName: string; address?: string; taxId?: string; supportEmail?: string };
  /** Signs the buyer in once and opens the library. */
  libraryUrl: string;
  orderUrl: string;
  /** The invoice as a PDF; left out where there is none. */
  invoiceUrl?: string;
}

/** Names the store first, so a buyer finds it in the mailbox years later. */
export function receiptSubject({ store, items }: ReceiptProps): string {
  const [first, ...others] = items;
  if (first === undefined) return `Your receipt from ${store.name}`;
  return others.length === 0
    ? `Your receipt from ${store.name}: ${first.title}`
    : `Your receipt from ${store.name}: ${first.title} and ${others.length} more`;
}

export default function ReceiptEmail(props: ReceiptProps) {
  const { store, buyer, seller, payment } = props;
  const contact = seller.supportEmail ?? store.supportEmail;
  return (
    <Layout
      store={store}
      preview={`${props.total} · order ${props.orderNumber}.${props.closed ? "" : " Everything is in your library."}`}
      why={`You get this mail because ${buyer.email} was used for an order at ${store.name}.`}
    >
      <Title>{buyer.name === undefined ? "Thank you" : `Thank you, ${buyer.name}`}</Title>
      <Paragraph>{opening(props)}</Paragraph>
      <Action href={props.libraryUrl} store={store}>
        Open your library
      </Action>
      <SignsInOnce store={store} email={buyer.email} />
      <Rule />
      <OrderTable
        lines={props.items}
        sums={[{ label: "Subtotal", amount: props.subtotal }, ...[props.discount, props.tax].filter((sum) => sum !== undefined)]}
        total={props.total}
      />
      <SectionTitle>Receipt</SectionTitle>
      <Facts facts={facts(props)} />
      <Note>
        {payment === undefined ? "Nothing was charged for this order. " : chargedBy(seller.legalName, payment.statementDescriptor)}
        <TextLink href={props.orderUrl} store={store}>
          See this order online
        </TextLink>
        {props.invoiceUrl !== undefined && (
          <>
            {" or "}
            <TextLink href={props.invoiceUrl} store={store}>
              download the invoice (PDF)
            </TextLink>
          </>
        )}
      </Note>
      <SectionTitle>Not what you hoped for?</SectionTitle>
      <Note>
        {contact === undefined ? (
          `Refunds and questions are in the hands of ${seller.legalName}. Please quote order ${props.orderNumber}.`
        ) : (
          <>
            {`Write to ${seller.legalName} at `}
            <TextLink href={`mailto:${encodeAddress(contact)}`} store={store}>
              {contact}
            </TextLink>
            {` and mention order ${props.orderNumber}. They sold you this and can answer questions or refund you.`}
          </>
        )}
      </Note>
    </Layout>
  );
}

function opening({ items, payment, refunded, store, trial, closed }: ReceiptProps): string {
  const chosen = items.length === 1 ? "What you chose is" : "Everything you chose is";
  const where = closed ? `${chosen} not in your library now; this is for your records.` : `${chosen} waiting in your library.`;
  if (payment !== undefined) return `Your payment to ${store.name} went through${refunded === undefined ? "" : `, and ${refunded} of it went back to you since`}. ${where}`;
  if (!trial) return `${where} It cost you nothing${closed ? "" : "; this is for your records"}.`;
  return `${where} ${closed ? "It began with free days, so nothing was charged for this order." : "Nothing is charged today; what is charged from when stands below, and you can cancel before."}`;
}

function facts({ orderNumber, orderedOn, buyer, payment, refunded, openUntil, seller }: ReceiptProps): Fact[] {
  return [
    { label: "Order", value: orderNumber },
    { label: "Date", value: orderedOn },
    { label: "Bought by", value: lines(buyer.business, buyer.name === buyer.business ? undefined : buyer.name, buyer.address, buyer.email, ...(buyer.taxIds ?? [])) },
    ...(payment === undefined ? [] : [{ label: "Paid with", value: payment.method }]),
    ...(refunded === undefined ? [] : [{ label: "Went back to you", value: refunded }]),
    ...(openUntil === undefined ? [] : [{ label: "Open until", value: openUntil }]),
    { label: "Sold by", value: lines(seller.legalName, seller.address, seller.taxId) },
  ];
}

function lines(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n");
}

function chargedBy(legalName: string, descriptor: string | undefined): string {
  return descriptor === undefined
    ? `Charged by ${legalName} on Stripe. `
    : `Charged by ${legalName} on Stripe; it will appear on your statement as ${descriptor.replace(/[\s.,;]+$/, "")}. `;
}

ReceiptEmail.PreviewProps = {
  store: previewStore,
  orderNumber: "FK-1042",
  orderedOn: "21 November 2025, 14:05 UTC",
  buyer: { name: "Maya Lindqvist", email: "maya@post.example", business: "Lindqvist Keramik AB", address: "Hantverkargatan 9\n112 21 Stockholm\nSweden", taxIds: ["VAT SE556677889901"] },
  items: [
    { title: "Wheel Throwing from the Ground Up", kind: "Course", amount: "€129.00" },
    { title: "The Glaze Notebook: 24 tested recipes", kind: "Download", amount: "€18.00" },
  ],
  subtotal: "€147.00",
  tax: { label: "VAT (23%) included", amount: "€27.49" },
  total: "€147.00",
  payment: { method: "Visa ···· 4242", statementDescriptor: "FERN AND KILN" },
  seller: {
    legalName: "Fern & Kiln, Unipessoal Lda",
    address: "Rua do Forno 18\n3800-112 Aveiro\nPortugal",
    taxId: "VAT PT509442013",
    supportEmail: "hello@fernandkiln.example",
  },
  libraryUrl: "https://lectern.example/sign-in/link?token=hL1m0vYw8nq2",
  orderUrl: "https://lectern.example/library/orders/ord_01k",
  invoiceUrl: "https://lectern.example/library/orders/ord_01k/invoice.pdf",
} satisfies ReceiptProps;
