import { Action, Facts, Note, Paragraph, Title, type Fact } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the creator, when somebody buys. Amounts and dates arrive formatted. */
export interface SaleNoticeProps {
  creatorName?: string;
  storeName: string;
  buyer: { name?: string; email: string };
  /** Titles of what was bought, at least one. */
  items: readonly string[];
  amount: string;
  /** The platform's share, when there is one. */
  platformFee?: string;
  orderNumber: string;
  soldAt: string;
  /** The order in the studio. */
  orderUrl: string;
  /** Where these mails are changed. */
  settingsUrl?: string;
}

export function saleNoticeSubject({ buyer, items, amount }: SaleNoticeProps): string {
  return `${buyer.name ?? buyer.email} bought ${listed(items)} (${amount})`;
}

export default function SaleNoticeEmail(props: SaleNoticeProps) {
  const { creatorName, storeName, buyer, items, amount, platformFee, orderNumber, soldAt, orderUrl, settingsUrl } = props;
  const facts: Fact[] = [
    { label: "Amount", value: platformFee === undefined ? amount : `${amount}, of which ${platformFee} platform fee` },
    { label: "Buyer", value: buyer.name === undefined ? buyer.email : `${buyer.name}\n${buyer.email}` },
    { label: items.length === 1 ? "Item" : "Items", value: items.join("\n") },
    { label: "Order", value: orderNumber },
    { label: "Sold at", value: soldAt },
  ];
  return (
    <Layout preview={`${amount} · order ${orderNumber}`} why={`You get this mail because you sell at ${storeName}. One mail for each sale${settingsUrl === undefined ? "." : `; once a day instead, or none: ${settingsUrl}`}`}>
      <Title>{creatorName === undefined ? "You made a sale" : `You made a sale, ${creatorName}`}</Title>
      <Paragraph>{`${buyer.name ?? buyer.email} bought ${listed(items)} for ${amount}.`}</Paragraph>
      <Facts facts={facts} />
      <Action href={orderUrl}>See the order</Action>
      <Note>The money is in your own Stripe account and goes to your bank with your next payout, less Stripe’s fee. The buyer has access and a receipt is on its way; there is nothing left for you to do.</Note>
    </Layout>
  );
}

function listed(items: readonly string[]): string {
  const [first = "something", second, ...others] = items;
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first} and ${others.length + 1} more`;
}

SaleNoticeEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  buyer: { name: "Maya Lindqvist", email: "maya@post.example" },
  items: ["Wheel Throwing from the Ground Up"],
  amount: "€129.00",
  platformFee: "€6.45",
  orderNumber: "FK-1042",
  soldAt: "21 November 2025, 14:05 UTC",
  orderUrl: "https://lectern.example/studio/fern-and-kiln/orders/ord_01k",
  settingsUrl: "https://lectern.example/settings/mail",
} satisfies SaleNoticeProps;
