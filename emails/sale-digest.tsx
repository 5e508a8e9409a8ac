import { Action, Note, Paragraph, SectionTitle, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { OrderTable, type OrderLine } from "./parts/order-table";

/** To the creator, once a day, instead of a mail for each sale. Amounts arrive formatted. */
export interface SaleDigestProps {
  creatorName?: string;
  storeName: string;
  /** E.g. "20 November 2025", or "18 to 20 November 2025". */
  day: string;
  count: number;
  /** What came in and did not go back, one for each currency, e.g. "€387.00". */
  totals: readonly string[];
  /** What of these sales has gone back since, one for each currency in which something did, e.g. "−€129.00". */
  wentBack: readonly string[];
  /** Newest first, at most some; `kind` says who bought. */
  sales: readonly OrderLine[];
  /** How many are not listed. */
  more: number;
  ordersUrl: string;
  /** Where these mails are changed. */
  settingsUrl: string;
}

export function saleDigestSubject({ storeName, count, day, totals }: SaleDigestProps): string {
  return `${count === 1 ? "1 sale" : `${count} sales`} at ${storeName}, ${day} (${totals.join(", ")})`;
}

export default function SaleDigestEmail({ creatorName, storeName, day, count, totals, wentBack, sales, more, ordersUrl, settingsUrl }: SaleDigestProps) {
  return (
    <Layout preview={`${totals.join(", ")} · ${sales.map(({ title }) => title).join(" · ")}`} why={`You get this mail because you sell at ${storeName}, once for each day with a sale. Each sale at once, or no mails about sales: ${settingsUrl}`}>
      <Title>{creatorName === undefined ? "What you sold" : `What you sold, ${creatorName}`}</Title>
      <Paragraph>{`${count === 1 ? "One sale" : `${count} sales`} at ${storeName} on ${day}.`}</Paragraph>
      <SectionTitle>Sales</SectionTitle>
      <OrderTable lines={sales} sums={[...(more > 0 ? [{ label: `and ${more} more`, amount: "" }] : []), ...(wentBack.length > 0 ? [{ label: "Went back since", amount: wentBack.join(" ") }] : [])]} total={totals.join(" + ")} />
      <Action href={ordersUrl}>See the orders</Action>
      <Note>The money came in on your own Stripe account, less Stripe’s fee. Every buyer had access and a receipt at once; there is nothing left for you to do.</Note>
    </Layout>
  );
}

SaleDigestEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  day: "20 November 2025",
  count: 3,
  totals: ["€276.00"],
  wentBack: [],
  sales: [
    { title: "Wheel Throwing from the Ground Up", kind: "Maya Lindqvist · order 1042", amount: "€129.00" },
    { title: "Wheel Throwing from the Ground Up", kind: "Jonas Ek · order 1041", amount: "€129.00" },
    { title: "The Glaze Notebook: 24 tested recipes", kind: "ines@post.example · order 1040", amount: "€18.00" },
  ],
  more: 0,
  ordersUrl: "https://lectern.example/studio/orders",
  settingsUrl: "https://lectern.example/settings/mail",
} satisfies SaleDigestProps;
