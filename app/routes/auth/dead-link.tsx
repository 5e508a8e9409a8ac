import { Form, Link } from "@remix-run/react";
import { AuthShell } from "~/components/layout/auth-shell";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import type { TokenProblem } from "~/domain/people/email-tokens.server";

export type DeadLinkProps = {
  problem: TokenProblem;
  /** Known unless the link is no link of ours. */
  email: string | null;
  returnTo: string | null;
  /** Set when the reader is signed in as the one the link was for: where to go on. */
  goOn: string | null;
  /** The page that mails a new one. */
  action: "/sign-in" | "/sign-up" | "/auth/forgot";
  lifetime: string;
};

const titles: Record<TokenProblem, string> = {
  used: "This link was used already",
  expired: "This link is too old",
  unknown: "This link does not work",
};

/** A mailed link that cannot be used: why, and a new one in one click. */
export function DeadLink({ problem, email, returnTo, goOn, action, lifetime }: DeadLinkProps) {
  if (goOn) {
    return (
      <AuthShell title="You are signed in" description={`The link was used already, and it signed you in as ${email ?? "yourself"}.`}>
        <Button asChild block>
          <Link to={goOn}>Continue</Link>
        </Button>
      </AuthShell>
    );
  }
  const reasons: Record<TokenProblem, string> = {
    used: "Each link works once, so that nobody can use it after you.",
    expired: `Links last ${lifetime}, so that an old mail opens no doors.`,
    unknown: "It may have been cut off on its way, or a newer one took its place.",
  };
  return (
    <AuthShell title={titles[problem]} description={`${reasons[problem]} We send you a new one.`}>
      <Form method="post" action={action} className="space-y-5">
        <input type="hidden" name="intent" value="link" />
        {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
        <Field label="Email" field={{ name: "email", required: true }}>
          <Input type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} defaultValue={email ?? ""} />
        </Field>
        <SubmitButton block pendingLabel="Sending…">
          Send a new link
        </SubmitButton>
      </Form>
    </AuthShell>
  );
}
