import { Action, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To an address under which a signed-in person says they bought something too. */
export interface MergePeopleProps {
  /** The other address: this mail goes there. */
  email: string;
  /** The address the account is signed in to with. */
  into: string;
  url: string;
  /** How long the link lasts, e.g. "60 minutes". */
  validFor: string;
}

export function mergePeopleSubject(): string {
  return "Bring your purchases together";
}

export default function MergePeopleEmail({ email, into, url, validFor }: MergePeopleProps) {
  return (
    <Layout preview="One click, and everything is in one library." why={`You get this mail because ${into} asked for what was bought under ${email}.`}>
      <Title>Bring your purchases together</Title>
      <Paragraph>{`What was bought under ${email} is to move into the library of ${into}. You see what moves before anything happens. Open the link in the browser in which you are signed in.`}</Paragraph>
      <Action href={url}>See what moves</Action>
      <Note>{`The link lasts ${validFor}. If you are not ${into}, leave this mail alone: nothing moves without your confirmation.`}</Note>
      <PlainAddress href={url} />
    </Layout>
  );
}

MergePeopleEmail.PreviewProps = {
  email: "maya@school.example",
  into: "maya.lind@post.example",
  url: "https://lectern.example/auth/merge/Q9t3mZr5cXk1",
  validFor: "60 minutes",
} satisfies MergePeopleProps;
