import { Action, Note, Paragraph, PlainAddress, Title } from "./parts/blocks";
import { Layout } from "./parts/layout";

/** To the address a signed-in person wants to use from now on. */
export interface ChangeEmailProps {
  /** The new address: this mail goes there. */
  email: string;
  /** The address it would take the place of. */
  former: string;
  url: string;
  /** How long the link lasts, e.g. "60 minutes". */
  validFor: string;
}

export function changeEmailSubject(): string {
  return "Confirm your new address";
}

export default function ChangeEmailEmail({ email, former, url, validFor }: ChangeEmailProps) {
  return (
    <Layout preview="One click, and it is your address." why={`You get this mail because the account of ${former} is to use ${email} from now on.`}>
      <Title>Is this your new address?</Title>
      <Paragraph>{`The account of ${former} is to be signed in to, and written to, at ${email}. Confirm it in the browser in which you are signed in.`}</Paragraph>
      <Action href={url}>Confirm the new address</Action>
      <Note>{`The link lasts ${validFor}. If you did not ask for this, leave the mail alone: nothing changes without the confirmation.`}</Note>
      <PlainAddress href={url} />
    </Layout>
  );
}

ChangeEmailEmail.PreviewProps = {
  email: "maya.lind@post.example",
  former: "maya@school.example",
  url: "https://lectern.example/auth/change-email/Q9t3mZr5cXk1",
  validFor: "60 minutes",
} satisfies ChangeEmailProps;
