import { Action, Facts, Note, Paragraph, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the owner of a store, when somebody has accepted an invitation to its team. */
export interface TeamJoinedProps {
  ownerName?: string;
  storeName: string;
  member: { name: string; email: string };
  role: string;
  joinedAt: string;
  /** The team's page in the settings. */
  url: string;
}

export function teamJoinedSubject({ member, storeName }: TeamJoinedProps): string {
  return `${member.name} has joined the team of ${storeName}`;
}

export default function TeamJoinedEmail({ ownerName, storeName, member, role, joinedAt, url }: TeamJoinedProps) {
  return (
    <Layout preview={`As ${role}, ${joinedAt}.`} why={`You get this mail because ${storeName} is your store.`}>
      <Title>{`${member.name} is in`}</Title>
      <Paragraph>{`${ownerName === undefined ? "Hello," : `Hello ${ownerName},`} your invitation to the team of ${storeName} was accepted.`}</Paragraph>
      <Facts facts={[{ label: "Who", value: `${member.name}\n${member.email}` }, { label: "As", value: role }, { label: "Since", value: joinedAt }]} />
      <Action href={url}>See the team</Action>
      <Note>Not somebody you invited? Remove them there; it takes effect at once.</Note>
    </Layout>
  );
}

TeamJoinedEmail.PreviewProps = {
  ownerName: "Ada",
  storeName: "Fern & Kiln",
  member: { name: "Jonas Ek", email: "jonas@post.example" },
  role: "Editor",
  joinedAt: "21 November 2025, 14:05 UTC",
  url: "https://lectern.example/settings/team",
} satisfies TeamJoinedProps;
