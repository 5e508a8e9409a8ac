import { Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** The last mail to a person whose account is gone. */
export interface AccountDeletedProps {
  email: string;
  /** E.g. "21 November 2025, 14:05 UTC". */
  deletedAt: string;
  /** How many orders stay with their sellers. */
  ordersKept: number;
}

export function accountDeletedSubject(): string {
  return "Your account is deleted";
}

export default function AccountDeletedEmail({ email, deletedAt, ordersKept }: AccountDeletedProps) {
  return (
    <Layout preview="Here is what is gone, and what has to stay." why={`You get this last mail because the account of ${email} was deleted on ${deletedAt}.`}>
      <Title>Your account is deleted</Title>
      <Paragraph>Your library, your progress, notes, certificates and sessions are gone, and nobody can sign in to the account any more.</Paragraph>
      <Paragraph>
        {ordersKept === 0
          ? "You had bought nothing, so nothing else is kept."
          : `${ordersKept === 1 ? "One order stays" : `${ordersKept} orders stay`} with the sellers, with the name and address on the receipt: the law asks them to keep invoices for some years.`}
      </Paragraph>
      <Note>If you did not do this, write at once to the support address on your receipts.</Note>
    </Layout>
  );
}

AccountDeletedEmail.PreviewProps = { email: "maya@school.example", deletedAt: "21 November 2025, 14:05 UTC", ordersKept: 3 } satisfies AccountDeletedProps;
