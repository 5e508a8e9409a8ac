import { Action, Facts, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To somebody who is asked to work in a store. */
export interface TeamInvitationProps {
  storeName: string;
  /** Who asks. */
  invitedBy: string;
  email: string;
  /** E.g. "Editor". */
  role: string;
  /** What one may do in it, a sentence each. */
  may: readonly string[];
  validFor: string;
  url: string;
}

export function teamInvitationSubject({ storeName, invitedBy }: TeamInvitationProps): string {
  return `${invitedBy} invites you to work on ${storeName}`;
}

export default function TeamInvitationEmail({ storeName, invitedBy, email, role, may, validFor, url }: TeamInvitationProps) {
  return (
    <Layout preview={`As ${role}. The invitation lasts ${validFor}.`} why={`You get this mail because ${invitedBy} entered ${email} in the team of ${storeName}. If you do not know them, leave it: nothing happens.`}>
      <Title>{`Join ${storeName}`}</Title>
      <Paragraph>{`${invitedBy} would like you to help run ${storeName} on Lectern.`}</Paragraph>
      <Facts facts={[{ label: "Store", value: storeName }, { label: "As", value: role }, ...(may.length > 0 ? [{ label: "You may", value: may.join("\n") }] : [])]} />
      <Action href={url}>See the invitation</Action>
      <Note>{`It lasts ${validFor} and is for ${email} alone. Nothing changes until you accept it there.`}</Note>
      <PlainAddress href={url} />
    </Layout>
  );
}

TeamInvitationEmail.PreviewProps = {
  storeName: "Fern & Kiln",
  invitedBy: "Ada Fernsby",
  email: "jonas@post.example",
  role: "Editor",
  may: ["Make, change and publish offers.", "See orders."],
  validFor: "7 days",
  url: "https://lectern.example/auth/join-team/Q9t3mZr5cXk1",
} satisfies TeamInvitationProps;
