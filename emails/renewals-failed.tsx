import { Action, Note, Paragraph, SectionTitle, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";
import { light } from "./parts/theme";

/** One member of the summary: who, and what is to know of it. */
export interface FailedRenewal {
  /** Name and address, e.g. "Maya Lindqvist, maya@post.example". */
  member: string;
  /** e.g. "The Kiln Room · €9". */
  what: string;
  /** e.g. "There was not enough money on the card. Next try on 8 December 2025." */
  note: string;
  /** The order in the studio. */
  url: string;
}

/** To the creator, at most once a day: payments of memberships that failed, and what became of earlier ones. */
export interface RenewalsFailedProps {
  creatorName?: string;
  storeName: string;
  failed: readonly FailedRenewal[];
  /** How many more there are than are listed. */
  more: number;
  /** All that failed, by currency, e.g. "€27". */
  amount: string;
  /** Memberships that ended because no payment came. */
  ended: readonly FailedRenewal[];
  /** How many earlier failures were paid after all since the last summary. */
  recovered: number;
  /** Members whose payment failed, in the studio. */
  membersUrl: string;
}

export function renewalsFailedSubject({ storeName, failed, more, ended }: RenewalsFailedProps): string {
  const count = failed.length + more;
  if (count === 0) return `${members(ended.length)} of ${storeName} left because no payment came`;
  return `${count === 1 ? "A payment" : `${count} payments`} of ${storeName} ${count === 1 ? "was" : "were"} refused`;
}

export default function RenewalsFailedEmail(props: RenewalsFailedProps) {
  const { creatorName, storeName, failed, more, amount, ended, recovered, membersUrl } = props;
  const count = failed.length + more;
  return (
    <Layout preview={count > 0 ? `${amount} is open. Every member was told, with a button to pay.` : "Stripe gave up collecting."} why={`You get this mail because you sell memberships at ${storeName}. It comes at most once a day, and only when a payment fails.`}>
      <Title>{count > 0 ? (count === 1 ? "A payment was refused" : `${count} payments were refused`) : "Members left because no payment came"}</Title>
      <Paragraph>
        {`${creatorName === undefined ? "Hello," : `Hello ${creatorName},`} ${count > 0 ? `${amount} for your memberships did not come through since we last wrote. Stripe tries again by itself, and every member was told, with a button to pay. There is nothing you must do.` : "Stripe has tried for long enough and gave up. Their access is closed; if they come back, they join anew."}`}
      </Paragraph>
      {recovered > 0 && <Paragraph>{`Good news: ${recovered === 1 ? "one payment" : `${recovered} payments`} that had failed before came in after all.`}</Paragraph>}
      {failed.map((row, index) => (
        <Row key={index} row={row} />
      ))}
      {more > 0 && <Note>{`And ${more} more.`}</Note>}
      {ended.length > 0 && count > 0 && <SectionTitle>Ended, because no payment came</SectionTitle>}
      {ended.map((row, index) => (
        <Row key={index} row={row} />
      ))}
      <Action href={membersUrl}>See these members</Action>
    </Layout>
  );
}

function Row({ row }: { row: FailedRenewal }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "0 0 10px", borderCollapse: "separate" }}>
      <tbody>
        <tr>
          <td className="l-wash l-edge" style={{ padding: "12px 16px", backgroundColor: light.wash, border: `1px solid ${light.line}`, borderRadius: "10px" }}>
            <p style={{ margin: 0, fontSize: "15px", lineHeight: "22px", fontWeight: 650 }}>
              <a href={row.url} className="l-ink" style={{ color: light.ink, textDecoration: "underline" }}>
                {row.member}
              </a>
            </p>
            <p className="l-ink" style={{ margin: "2px 0 0", color: light.ink, fontSize: "14px", lineHeight: "22px" }}>
              {row.what}
            </p>
            <p className="l-muted" style={{ margin: "2px 0 0", color: light.muted, fontSize: "14px", lineHeight: "22px" }}>
              {row.note}
            </p>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function members(count: number): string {
  return count === 1 ? "A member" : `${count} members`;
}

RenewalsFailedEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  failed: [
    { member: "Maya Lindqvist, maya@post.example", what: "The Kiln Room · €9", note: "There was not enough money on the card. Next try on 8 December 2025.", url: "https://lectern.example/studio/orders/ord_01k" },
    { member: "Noor Haddad, noor@post.example", what: "The Kiln Room · €18", note: "The bank wants the member to confirm the payment.", url: "https://lectern.example/studio/orders/ord_02k" },
  ],
  more: 0,
  amount: "€27",
  ended: [{ member: "Ola Berg, ola@post.example", what: "The Kiln Room · €9", note: "Ended on 5 December 2025.", url: "https://lectern.example/studio/orders/ord_03k" }],
  recovered: 1,
  membersUrl: "https://lectern.example/studio/offers/off_01k/members?which=failing",
} satisfies RenewalsFailedProps;
