import { Laptop, Smartphone } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { Field, type FieldMeta } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { PASSWORD_HINT } from "../auth/fields";

export function NameCard({ field, errors, email, since }: { field: FieldMeta; errors: string[] | undefined; email: string; since: string }) {
  return (
    <Card
      title="You"
      footer={
        <SubmitButton variant="secondary" name="intent" value="rename">
          Save
        </SubmitButton>
      }
    >
      <div className="space-y-5">
        <FormErrors errors={errors} />
        <Field label="Name" field={field} description="Stores you buy from see it.">
          <Input autoComplete="name" />
        </Field>
        <dl className="flex flex-wrap gap-x-10 gap-y-3 text-sm">
          <div className="min-w-0">
            <dt className="text-ink-faint">Email</dt>
            <dd className="wrap-anywhere">{email}</dd>
          </div>
          <div>
            <dt className="text-ink-faint">Here since</dt>
            <dd>{since}</dd>
          </div>
        </dl>
      </div>
    </Card>
  );
}

type PasswordCardProps = { hasPassword: boolean; email: string; fields: Record<"current" | "next", FieldMeta>; errors: string[] | undefined };

export function PasswordCard({ hasPassword, email, fields, errors }: PasswordCardProps) {
  if (!hasPassword) {
    return (
      <Card
        title="Password"
        footer={
          <SubmitButton variant="secondary" name="intent" value="mail-password-link" formNoValidate pendingLabel="Sending…">
            Mail me a link to choose one
          </SubmitButton>
        }
      >
        <p className="text-sm text-ink-muted">You have none and need none: you sign in by a link in your mailbox.</p>
      </Card>
    );
  }
  return (
    <Card
      title="Password"
      description="A new one signs out every other device."
      footer={
        <>
          <SubmitButton variant="secondary" name="intent" value="password">
            Change password
          </SubmitButton>
          <SubmitButton variant="link" name="intent" value="mail-password-link" formNoValidate pendingLabel="Sending…">
            I forgot it
          </SubmitButton>
        </>
      }
    >
      <div className="space-y-5">
        <FormErrors errors={errors} />
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="Present password" field={fields.current}>
          <Input type="password" autoComplete="current-password" />
        </Field>
        <Field label="New password" field={fields.next} description={PASSWORD_HINT}>
          <Input type="password" autoComplete="new-password" />
        </Field>
      </div>
    </Card>
  );
}

export type Device = { key: string; here: boolean; what: string; since: string; lastUsed: string };

export function DevicesCard({ devices }: { devices: Device[] }) {
  const others = devices.filter(({ here }) => !here).length;
  return (
    <Card
      title="Where you are signed in"
      flush
      {...(others > 0
        ? {
            footer: (
              <SubmitButton variant="secondary" name="intent" value="sign-out-others" pendingLabel="Signing out…">
                Sign out everywhere else
              </SubmitButton>
            ),
          }
        : {})}
    >
      <ul className="divide-y divide-line">
        {devices.map(({ key, here, what, since, lastUsed }) => {
          const Icon = /iPhone|iPad|Android/.test(what) ? Smartphone : Laptop;
          return (
            <li key={key} className="flex items-center gap-4 px-5 py-4 sm:px-6">
              <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
              <div className="min-w-0 flex-1 text-sm">
                <p className="font-medium">{what}</p>
                <p className="text-ink-muted">{here ? `Since ${since}` : `Last used ${lastUsed}`}</p>
              </div>
              {here && <Badge tone="success">This device</Badge>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
