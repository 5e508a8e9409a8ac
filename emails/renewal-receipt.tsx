import { Action, Facts, Note, Paragraph, Rule, SectionTitle, TextLink, Title, type Fact } from "./parts/blocks";
import { encodeAddress, Layout } from "./parts/layout";
import { OrderTable, type OrderLine, type OrderSum } from "./parts/order-table";
import { previewStore, type EmailStore } from "./parts/store";

/** To a member, once for each payment of a membership after the first: renewals and changes of plan. Amounts and dates arrive formatted. */
export interface RenewalReceiptProps {
  store: EmailStore;
  membership: string;
  /** e.g. "Studio, monthly". */
  plan: string;
  /** Stripe's number of the invoice; left out where it gave none. */
  invoiceNumber?: string;
  /** e.g. "5 December 2026 at 14:05 UTC". */
  paidOn: string;
  /** What it pays for, e.g. "5 December 2026 to 5 January 2027". */
  period?: string;
  /** As given at the checkout; `address`: lines parted by "\n". */
  buyer: { name?: string; email: string; business?: string; address?: string; taxIds?: readonly string[] };
  items: readonly OrderLine[];
  /** Subtotal, discount, tax, credit: what there is of them. */
  sums: readonly OrderSum[];
  total: string;
  /** Left out when the member's credit paid all of it. */
  payment?: { method: string; statementDescriptor?: string };
  seller: { legalName: string; address?: string; taxId?: string; supportEmail?: string };
  /** e.g. "€9 on 5 January 2027"; left out when none is expected. */
  next?: string;
  /** Stripe's own invoice as a PDF. */
  pdfUrl?: string;
  /** The membership in the member's library. */
  manageUrl: string;
}

export function renewalReceiptSubject({ store, membership, total }: RenewalReceiptProps): string {
  return `Your receipt from ${store.name}: ${membership}, ${total}`;
}

export default function RenewalReceiptEmail(props: RenewalReceiptProps) {
  const { store, membership, buyer, payment, seller, next, pdfUrl, manageUrl } = props;
  const contact = seller.supportEmail ?? store.supportEmail;
  return (
    <Layout store={store} preview={`${props.total} for ${membership}, ${props.plan}.`} why={`You get this mail because ${buyer.email} is a member of ${membership} by ${store.name}.`}>
      <Title>{buyer.name === undefined ? "Thank you for staying" : `Thank you for staying, ${buyer.name}`}</Title>
      <Paragraph>{payment === undefined ? `Your credit covered this payment for ${membership}. Everything stays open; there is nothing to do.` : `Your payment for ${membership} went through. Everything stays open; there is nothing to do.`}</Paragraph>
      {pdfUrl !== undefined && (
        <Action href={pdfUrl} store={store}>
          Download the invoice
        </Action>
      )}
      <Rule />
      <OrderTable lines={props.items} sums={props.sums} total={props.total} />
      <SectionTitle>Receipt</SectionTitle>
      <Facts facts={facts(props)} />
      {payment !== undefined && <Note>{chargedBy(seller.legalName, payment.statementDescriptor)}</Note>}
      <SectionTitle>What comes next</SectionTitle>
      <Note>
        {next === undefined ? "No further payment is planned. " : `Next payment: ${next}. `}
        <TextLink href={manageUrl} store={store}>
          Change the plan, the card, pause or cancel
        </TextLink>
      </Note>
      {contact !== undefined && (
        <Note>
          {`Questions? Write to ${seller.legalName} at `}
          <TextLink href={`mailto:${encodeAddress(contact)}`} store={store}>
            {contact}
          </TextLink>
          .
        </Note>
      )}
    </Layout>
  );
}

function facts({ invoiceNumber, paidOn, period, plan, buyer, payment, seller }: RenewalReceiptProps): Fact[] {
  const lines = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined && part !== "").join("\n");
  return [
    ...(invoiceNumber === undefined ? [] : [{ label: "Invoice", value: invoiceNumber }]),
    { label: "Date", value: paidOn },
    { label: "Plan", value: plan },
    ...(period === undefined ? [] : [{ label: "For", value: period }]),
    { label: "Paid by", value: lines(buyer.business, buyer.name, buyer.address, ...(buyer.taxIds ?? []), buyer.email) },
    ...(payment === undefined ? [] : [{ label: "Paid with", value: payment.method }]),
    { label: "Sold by", value: lines(seller.legalName, seller.address, seller.taxId) },
  ];
}

function chargedBy(legalName: string, descriptor: string | undefined): string {
  return descriptor === undefined ? `Charged by ${legalName} on Stripe.` : `Charged by ${legalName} on Stripe; it will appear on your statement as ${descriptor.replace(/[\s.,;]+$/, "")}.`;
}

RenewalReceiptEmail.PreviewProps = {
  store: previewStore,
  membership: "The Kiln Room",
  plan: "Studio, monthly",
  invoiceNumber: "9F3A11-0004",
  paidOn: "5 December 2025 at 14:05 UTC",
  period: "5 December 2025 to 5 January 2026",
  buyer: { name: "Maya Lindqvist", email: "maya@post.example", business: "Lindqvist Keramik", address: "Skolgatan 3\n753 12 Uppsala\nSweden", taxIds: ["VAT SE123456789001"] },
  items: [{ title: "The Kiln Room", kind: "Studio, monthly", amount: "€9.00" }],
  sums: [
    { label: "Subtotal", amount: "€9.00" },
    { label: "Tax", amount: "€1.80" },
  ],
  total: "€10.80",
  payment: { method: "Visa ···· 4242", statementDescriptor: "FERN AND KILN" },
  seller: { legalName: "Fern & Kiln, Unipessoal Lda", address: "Rua do Forno 18\n3800-112 Aveiro\nPortugal", taxId: "PT512345678", supportEmail: "hello@fernandkiln.example" },
  next: "€9 on 5 January 2026",
  pdfUrl: "https://pay.stripe.example/invoice/in_01k/pdf",
  manageUrl: "https://lectern.example/library/memberships/sbn_01k",
} satisfies RenewalReceiptProps;
