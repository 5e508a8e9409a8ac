import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { MailCheck } from "lucide-react";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";

export type AddressReply = { sentTo: string } | { result: SubmissionResult } | undefined;

function Sent({ to, children }: { to: string; children: string }) {
  return (
    <div role="status" className="mb-5 flex gap-3.5 rounded-lg bg-sunken p-4 text-sm">
      <MailCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent-ink" />
      <p className="min-w-0 wrap-anywhere">
        We have written to <strong className="font-semibold">{to}</strong>. {children}
      </p>
    </div>
  );
}

/** The address one signs in with and gets mail at. It changes when a link in the new mailbox is used in this browser. */
export function AddressCard({ email, proof, reply }: { email: string; proof: "password" | "nothing" | "fresh_sign_in"; reply: AddressReply }) {
  const [form, fields] = useForm<{ email: string; password: string }>({ id: "address", lastResult: reply && "result" in reply ? (reply.result as SubmissionResult<string[]>) : undefined });
  if (proof === "fresh_sign_in") {
    return (
      <Form method="post">
        <Card
          title="Address"
          description={`You sign in with ${email}.`}
          footer={
            <SubmitButton variant="secondary" name="intent" value="mail-fresh-link" pendingLabel="Sending…">
              Mail me a sign-in link
            </SubmitButton>
          }
        >
          <p className="text-sm text-ink-muted">To change your address or delete your account, sign in once more: you have no password, so a fresh link shows that it is you.</p>
        </Card>
      </Form>
    );
  }
  return (
    <Form method="post" {...getFormProps(form)}>
      <Card
        title="Address"
        description={`You sign in with ${email}, and receipts go there.`}
        footer={
          <SubmitButton variant="secondary" name="intent" value="address" pendingLabel="Sending…">
            Change address
          </SubmitButton>
        }
      >
        {reply && "sentTo" in reply && <Sent to={reply.sentTo}>Open the link in that mail in this browser: then it is your address.</Sent>}
        <div className="space-y-5">
          <FormErrors errors={form.errors} />
          <Field label="New address" field={fields.email} description="A link goes there first. Nothing changes until you use it.">
            <Input type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} />
          </Field>
          {proof === "password" && (
            <Field label="Present password" field={fields.password}>
              <Input type="password" autoComplete="current-password" />
            </Field>
          )}
        </div>
      </Card>
    </Form>
  );
}

/** Two libraries into one, after both mailboxes were shown to be the same person's. */
export function MergeCard({ reply }: { reply: AddressReply }) {
  const [form, fields] = useForm<{ email: string }>({ id: "merge", lastResult: reply && "result" in reply ? (reply.result as SubmissionResult<string[]>) : undefined });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Card
        title="Bought something under another address?"
        description="Bring it into this library."
        footer={
          <SubmitButton variant="secondary" name="intent" value="merge" pendingLabel="Sending…">
            Send a link there
          </SubmitButton>
        }
      >
        {reply && "sentTo" in reply && <Sent to={reply.sentTo}>Open the link in that mail in this browser. You see what moves before anything does.</Sent>}
        <div className="space-y-5">
          <FormErrors errors={form.errors} />
          <Field label="The other address" field={fields.email}>
            <Input type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Field>
        </div>
      </Card>
    </Form>
  );
}

/** What is kept about a person: take it along, or have it forgotten. */
export function DataCard({ storeName }: { storeName: string | null }) {
  return (
    <Card
      title="Your data"
      footer={
        <>
          <Button asChild variant="secondary">
            <a href="/settings/account/export" download>
              Download my data
            </a>
          </Button>
          <Button asChild variant="link">
            <Link to="/settings/account/delete">Delete my account</Link>
          </Button>
        </>
      }
    >
      <p className="text-sm text-ink-muted">One file with everything we keep about you: orders, refunds, access, progress, notes (yours, and what sellers noted about you), certificates, sessions, mails. It is plain JSON, readable by people and programs.</p>
      {storeName && <p className="mt-3 text-sm text-ink-muted">{`What your store ${storeName} sells and sold is not part of it.`}</p>}
    </Card>
  );
}
