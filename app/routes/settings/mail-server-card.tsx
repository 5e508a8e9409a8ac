import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { Banner } from "~/components/ui/banner";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { Select } from "~/components/ui/select";
import { SubmitButton } from "~/components/ui/submit-button";
import { transportSchema } from "~/domain/mail/transport-details";
import type { MailAnswer } from "./mail";

interface ShownServer {
  host: string;
  port: number;
  secure: boolean;
  username: string;
  fromName: string;
  fromAddress: string;
  state: "in_use" | "untried" | "failing";
  verified: string | null;
  lastError: string | null;
  failedAt: string | null;
}

const BADGES = { in_use: { tone: "success", label: "In use" }, untried: { tone: "warning", label: "Not in use yet" }, failing: { tone: "danger", label: "Does not answer" } } as const;

/** Mails that went by Lectern although the store has a server: how many lately, when the last, and why. */
type Detours = { count: number; last: string; at: string };

type Props = { server: ShownServer | null; detours: Detours | null; platformFrom: string; supportEmail: string; fallback: { fromName: string; fromAddress: string }; email: string; answer: MailAnswer | undefined };

/** How mails to students go out: by Lectern, or by the store's own server. */
export function MailServerCard({ server, detours, platformFrom, supportEmail, fallback, email, answer }: Props) {
  const [form, fields] = useForm({
    id: "mail-server",
    lastResult: answer?.result ?? undefined,
    defaultValue: server ? { password: "", host: server.host, port: String(server.port), security: server.secure ? "tls" : "starttls", username: server.username, fromName: server.fromName, fromAddress: server.fromAddress } : { host: "", port: "465", security: "tls", username: "", password: "", ...fallback },
    constraint: getZodConstraint(transportSchema),
    onValidate: ({ formData }) => parseWithZod(formData, { schema: transportSchema }),
    shouldRevalidate: "onInput",
  });
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          How your mails go out
          {server ? <Badge tone={BADGES[server.state].tone}>{BADGES[server.state].label}</Badge> : <Badge tone="success">By Lectern</Badge>}
        </span>
      }
      description={
        <span className="wrap-anywhere">
          {server?.state === "in_use"
            ? `Receipts and everything else students get come from ${server.fromAddress}, through ${server.host}. Proved ${server.verified}.`
            : `Receipts and everything else students get come from ${platformFrom}. Replies go to ${supportEmail}. With a server of your own they come from your own address.`}
        </span>
      }
    >
      <div className="space-y-6">
        {answer?.problem ? (
          <Banner live tone="urgent" title="The test mail did not go through">
            <p>{answer.problem.words}</p>
            {answer.problem.detail && <p className="wrap-anywhere text-ink-muted">The server says: {answer.problem.detail}</p>}
            {server?.state !== "in_use" && <p>Until a test goes through, mails go out by Lectern: nothing is lost.</p>}
          </Banner>
        ) : (
          server?.lastError && (
            <Banner tone="urgent" title={server.state === "failing" ? "Your server did not take mails; Lectern sends them meanwhile" : "The last test did not go through"}>
              <p className="wrap-anywhere">{server.lastError}</p>
              <p>
                Last tried {server.failedAt}. {server.state === "failing" ? "It is tried again with the next mail after ten minutes. Nothing is lost." : "Mails go out by Lectern."}
              </p>
            </Banner>
          )
        )}
        {detours && (
          <Banner tone="neutral" title={detours.count === 1 ? "One mail went by Lectern in the last 7 days" : `${detours.count.toLocaleString("en")} mails went by Lectern in the last 7 days`}>
            <p className="wrap-anywhere">Your own server did not take {detours.count === 1 ? "it" : "them"}, so {detours.count === 1 ? "it" : "they"} came from {platformFrom}. The last one, {detours.at}: {detours.last}</p>
            <p>Each order and customer shows which.</p>
          </Banner>
        )}
        <Form method="post" {...getFormProps(form)} className="space-y-5">
          <div>
            <h3 className="text-sm font-semibold">{server ? "Your own server (SMTP)" : "Use a server of your own (SMTP)"}</h3>
            <p className="mt-1 text-sm text-pretty text-ink-muted">
              What comes back after your server took it goes to the mailbox of the From address, not to us: such a mail says “Sent” here for good. Look into that mailbox now and then. By Lectern, what comes back stands on the order, and the student is asked for another address.
            </p>
          </div>
          <FormErrors errors={form.errors} />
          <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_7rem]">
            <Field label="Server" field={fields.host}>
              <Input autoComplete="off" autoCapitalize="none" spellCheck={false} placeholder="smtp.example.com" />
            </Field>
            <Field label="Port" field={fields.port}>
              <Input inputMode="numeric" autoComplete="off" />
            </Field>
          </div>
          <Field label="Encryption" field={fields.security} description="Mails and password never go out in the clear.">
            <Select
              options={[
                { value: "tls", label: "TLS, usually port 465" },
                { value: "starttls", label: "STARTTLS, usually port 587" },
              ]}
            />
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="User name" field={fields.username} description="Often your full address.">
              <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
            </Field>
            <Field label="Password" field={fields.password} description={server ? "Empty: the one that is kept." : "Kept encrypted, and shown to nobody."}>
              <Input type="password" autoComplete="new-password" />
            </Field>
            <Field label="From: name" field={fields.fromName}>
              <Input autoComplete="off" />
            </Field>
            <Field label="From: address" field={fields.fromAddress}>
              <Input type="email" autoComplete="off" autoCapitalize="none" spellCheck={false} />
            </Field>
          </div>
          <p className="text-sm text-ink-muted wrap-anywhere">A test mail goes to {email}. The server is used from the moment it went through.</p>
          <SubmitButton name="intent" value="server" pendingLabel="Sending a test…">
            Save and send a test
          </SubmitButton>
        </Form>
        {server && (
          <div className="flex flex-wrap gap-3 border-t border-line pt-5">
            <Form method="post">
              <SubmitButton name="intent" value="test" variant="secondary" pendingLabel="Sending…">
                Send a test again
              </SubmitButton>
            </Form>
            <Form method="post">
              <ConfirmButton
                name="intent"
                value="remove"
                title="Remove your mail server?"
                description="Your mails go out by Lectern from then on. Server and password are forgotten here."
                confirmLabel="Remove it"
                pendingLabel="Removing…"
              >
                Remove
              </ConfirmButton>
            </Form>
          </div>
        )}
      </div>
    </Card>
  );
}
