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
  /** Payments that were refused. */
  failed: readonly FailedRenewal[];
  /** How many more there are than are listed. */
  more: number;
  /** All that was refused, by currency, e.g. "€27". */
  amount: string;
  /** Invoices that Stripe could not make, so that nobody was asked to pay. */
  stuck: readonly FailedRenewal[];
  stuckMore: number;
  /** Memberships that ended because no payment came. */
  ended: readonly FailedRenewal[];
  endedMore: number;
  /** How many earlier failures were paid after all since the last summary. */
  recovered: number;
  /** The members it is about, in the studio. */
  membersUrl: string;
  /** Where these mails are stopped. */
  settingsUrl: string;
}

/** The heaviest news first, the others have their own titles further down. */
function headline({ failed, more, stuck, stuckMore, ended, endedMore }: RenewalsFailedProps, of: string): string {
  const [refused, unmade, left] = [failed.length + more, stuck.length + stuckMore, ended.length + endedMore];
  if (refused > 0) return `${refused === 1 ? "A payment" : `${refused} payments`}${of} ${refused === 1 ? "was" : "were"} refused`;
  if (unmade > 0) return `Stripe could not make ${unmade === 1 ? "an invoice" : `${unmade} invoices`}${of}`;
  return `${left === 1 ? "A member" : `${left} members`}${of} left because no payment came`;
}

export function renewalsFailedSubject(props: RenewalsFailedProps): string {
  return headline(props, ` of ${props.storeName}`);
}

const REFUSED = "Each member was written to, with a button to pay. Where a date for the next try is named, Stripe tries again by itself.";
const STUCK = "Stripe could not make these invoices, so nobody was asked to pay, and nobody will be until you have mended what it names: open the invoice in Stripe and finalise it there.";
const ENDED = "Stripe has tried for long enough and gave up. Their access is closed, and they were told.";

export default function RenewalsFailedEmail(props: RenewalsFailedProps) {
  const { creatorName, storeName, failed, more, amount, stuck, stuckMore, ended, endedMore, recovered, membersUrl, settingsUrl } = props;
  const hello = creatorName === undefined ? "Hello," : `Hello ${creatorName},`;
  const refused = failed.length > 0 ? `${amount} for your memberships did not come through since we last wrote. ${REFUSED}` : null;
  const [first = ENDED] = [refused, stuck.length > 0 ? STUCK : null].filter((text) => text !== null);
  return (
    <Layout
      preview={refused ? `${amount} is open.` : stuck.length > 0 ? "Nobody was asked to pay: it waits for you." : "Stripe gave up collecting."}
      why={`You get this mail because you sell memberships at ${storeName}. It comes at most once a day, and only when a payment fails. To get no more of them: ${settingsUrl}`}
    >
      <Title>{headline(props, "")}</Title>
      <Paragraph>{`${hello} ${first}`}</Paragraph>
      {recovered > 0 && <Paragraph>{`Good news: ${recovered === 1 ? "one payment" : `${recovered} payments`} that had failed before came in after all.`}</Paragraph>}
      <Rows rows={failed} more={more} />
      {refused && stuck.length > 0 && <SectionTitle>For you to mend</SectionTitle>}
      {refused && stuck.length > 0 && <Paragraph>{STUCK}</Paragraph>}
      <Rows rows={stuck} more={stuckMore} />
      {first !== ENDED && ended.length > 0 && <SectionTitle>Ended, because no payment came</SectionTitle>}
      <Rows rows={ended} more={endedMore} />
      <Action href={membersUrl}>See the members</Action>
    </Layout>
  );
}

function Rows({ rows, more }: { rows: readonly FailedRenewal[]; more: number }) {
  return (
    <>
      {rows.map((row, index) => (
        <Row key={index} row={row} />
      ))}
      {more > 0 && <Note>{`And ${more} more.`}</Note>}
    </>
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

RenewalsFailedEmail.PreviewProps = {
  creatorName: "Ada",
  storeName: "Fern & Kiln",
  failed: [
    { member: "Maya Lindqvist, maya@post.example", what: "The Kiln Room · €9", note: "There was not enough money on the card. Next try on 8 December 2025.", url: "https://lectern.example/studio/orders/ord_01k" },
    { member: "Noor Haddad, noor@post.example", what: "The Kiln Room · €18", note: "The bank wants the member to confirm the payment.", url: "https://lectern.example/studio/orders/ord_02k" },
  ],
  more: 0,
  amount: "€27",
  stuck: [{ member: "Ines Duarte, ines@post.example", what: "The Kiln Room · €9", note: "Stripe could not make this invoice: The customer’s location is not known.", url: "https://lectern.example/studio/orders/ord_04k" }],
  stuckMore: 0,
  ended: [{ member: "Ola Berg, ola@post.example", what: "The Kiln Room · €9", note: "Ended on 5 December 2025.", url: "https://lectern.example/studio/orders/ord_03k" }],
  endedMore: 0,
  recovered: 1,
  membersUrl: "https://lectern.example/studio/offers/off_01k/members?which=failing",
  settingsUrl: "https://lectern.example/settings/mail",
} satisfies RenewalsFailedProps;
