import { Action, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the address a student gave after our mail had come back: the link proves that it takes mail and is theirs. */
export interface MendAddressProps {
  email: string;
  /** The address at which mail came back; left out when it is the same. */
  former?: string;
  validFor: string;
  url: string;
}

export function mendAddressSubject(): string {
  return "Confirm that our mail reaches you";
}

export default function MendAddressEmail({ email, former, validFor, url }: MendAddressProps) {
  return (
    <Layout preview="One click, and your receipts come to this address." why={`You get this mail because ${email} was entered in a library on Lectern. If that was not you, leave it: nothing changes.`}>
      <Title>This mail has arrived</Title>
      <Paragraph>{former === undefined ? `Our mail to ${email} came back before. Confirm that it reaches you now, and what was kept back is sent.` : `Our mail to ${former} came back. Confirm ${email}, and it takes its place; what was kept back is sent here.`}</Paragraph>
      <Action href={url}>Confirm this address</Action>
      <Note>{`The button lasts ${validFor} and works once, in the browser in which you asked for it.`}</Note>
      <PlainAddress href={url} />
    </Layout>
  );
}

MendAddressEmail.PreviewProps = {
  email: "maya@post.example",
  former: "maya@pots.example",
  validFor: "60 minutes",
  url: "https://lectern.example/auth/mend-address/Q9t3mZr5cXk1",
} satisfies MendAddressProps;
