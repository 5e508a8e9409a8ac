import { Facts, type Fact } from "./blocks";

/** A payment that a buyer's bank contests or warns of, as each mail to the creator about it shows it. Amounts arrive formatted. */
export interface ContestedPayment {
  creatorName: string;
  storeName: string;
  offerTitle: string;
  orderNumber: string;
  /** Name or address, as the order has it. */
  buyer: string;
  amount: string;
}

export function PaymentFacts({ payment, more = [] }: { payment: ContestedPayment; more?: Fact[] }) {
  return <Facts facts={[{ label: "Order", value: payment.orderNumber }, { label: "Buyer", value: payment.buyer }, { label: "Amount", value: payment.amount }, ...more]} />;
}

export const previewPayment: ContestedPayment = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  offerTitle: "Wheel Throwing from the Ground Up",
  orderNumber: "1042",
  buyer: "Maya Lindqvist",
  amount: "€129",
};
