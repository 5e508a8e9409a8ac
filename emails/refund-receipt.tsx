import { Action, Facts, Note, Paragraph, TextLink, Title, type Fact } from "./parts/blocks";
import { encodeAddress, Layout } from "./parts/layout";
import { previewStore, type EmailStore } from "./parts/store";

/** To a buyer when money is on its way back to them, once a refund. All amounts and dates arrive formatted. */
export interface RefundReceiptProps {
  store: EmailStore;
  buyerName?: string;
  offerTitle: string;
  /** What goes back now. */
  amount: string;
  /** With this, all that was paid has gone back. */
  whole: boolean;
  /** What was paid in all, and has gone back in all; left out when one refund was the whole of it. */
  paid?: string;
  backInAll?: string;
  /** e.g. "21 November 2025, 14:05 UTC". */
  refundedOn: string;
  /** e.g. "Visa ···· 4242". */
  method?: string;
  orderNumber: string;
  /** Of a renewal: the time it had paid for. */
  period?: string;
  /** Whether they still have it: by this order, or by something else. */
  open: boolean;
  /** By which a bank finds it. */
  refundId: string;
  seller: { legalName: string; supportEmail?: string };
  orderUrl: string;
}

export function refundReceiptSubject({ amount, store, offerTitle }: RefundReceiptProps): string {
  return `Your refund of ${amount} from ${store.name}: ${offerTitle}`;
}

export default function RefundReceiptEmail(props: RefundReceiptProps) {
  const { store, buyerName, offerTitle, amount, whole, seller, orderUrl, orderNumber } = props;
  return (
    <Layout store={store} preview={`${amount} is on its way back to you. There is nothing to do.`} why={`You get this mail because a payment to ${store.name} was refunded to you.`}>
      <Title>{`${amount} is on its way back to you`}</Title>
      <Paragraph>
        {`${buyerName ? `${buyerName}, ` : ""}${seller.legalName} ${whole ? "has refunded what you paid for" : "has refunded a part of what you paid for"} ${offerTitle}. It goes back the way you paid; there is nothing you need to do.`}
      </Paragraph>
      <Facts facts={facts(props)} />
      <Note>{props.open ? `${offerTitle} stays in your library.` : `${offerTitle} is not in your library now. Your progress and notes are kept in case you come back.`}</Note>
      <Note>Most banks show a refund within five to ten days; some take the first payment off the statement instead.</Note>
      <Action href={orderUrl} store={store}>
        See this order
      </Action>
      {seller.supportEmail && (
        <Note>
          {"Questions? Write to "}
          <TextLink href={`mailto:${encodeAddress(seller.supportEmail)}`} store={store}>
            {seller.supportEmail}
          </TextLink>
          {` and mention order ${orderNumber}.`}
        </Note>
      )}
    </Layout>
  );
}

function facts({ amount, paid, backInAll, refundedOn, method, orderNumber, period, refundId }: RefundReceiptProps): Fact[] {
  return [
    { label: "Refunded", value: amount },
    ...(paid ? [{ label: "You had paid", value: paid }] : []),
    ...(backInAll ? [{ label: "Gone back in all", value: backInAll }] : []),
    { label: "On", value: refundedOn },
    ...(method ? [{ label: "To", value: method }] : []),
    { label: "Order", value: orderNumber },
    ...(period ? [{ label: "It had paid for", value: period }] : []),
    { label: "Refund", value: refundId },
  ];
}

RefundReceiptEmail.PreviewProps = {
  store: previewStore,
  buyerName: "Maya",
  offerTitle: "Wheel Throwing from the Ground Up",
  amount: "€40",
  whole: false,
  paid: "€129",
  backInAll: "€40",
  refundedOn: "21 November 2025, 14:05 UTC",
  method: "Visa ···· 4242",
  orderNumber: "1042",
  open: true,
  refundId: "re_3PabcdEfGh",
  seller: { legalName: "Fern & Kiln, Unipessoal Lda", supportEmail: "hello@fernandkiln.example" },
  orderUrl: "https://lectern.example/library/orders/ord_01k",
} satisfies RefundReceiptProps;
