import { Form, Link } from "@remix-run/react";
import { ExternalLink } from "lucide-react";
import { useEffect, useRef } from "react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { MEMBERSHIP_PERMISSION_WORDS, oneOfEachRow, PERMISSION_WORDS, type PermissionWords } from "~/domain/merchants/restricted-key";
import { MissingPermissions, type MissingInWords } from "./stripe-missing-permissions";

type KeyFormProps = {
  /** The account that gets a new key; null: an account is connected. */
  renews: { id: string; name: string; hint: string | null } | null;
  mode: string;
  /** Stripe's page of API keys. */
  keysUrl: string;
  /** The same, at the form for a new key, filled in. */
  newKeyUrl: string;
  returnTo: string;
  feePercent: number;
  /** Why the key was not taken. */
  error: string | null;
  /** The permissions it lacks. */
  missing: readonly MissingInWords[];
};

/** The first list is needed at all, the second for memberships only. */
const PERMISSIONS = [...oneOfEachRow<PermissionWords>(Object.values(PERMISSION_WORDS)), ...Object.values(MEMBERSHIP_PERMISSION_WORDS).map((words) => ({ ...words, why: `(for memberships only) ${words.why}` }))];

/** Where to make the key, with which rights, and the field for it. The key is never written back into the page. */
export function KeyForm({ renews, mode, keysUrl, newKeyUrl, returnTo, feePercent, error, missing }: KeyFormProps) {
  const field = useRef<HTMLInputElement>(null);
  // Nobody sends a key into silence: the field says what is wrong with it.
  useEffect(() => {
    if (error) field.current?.focus();
  }, [error]);
  return (
    <>
      {!renews && (
        <Card title="Is this for you?" headingLevel={3}>
          <div className="max-w-prose space-y-2 text-sm text-ink-muted">
            <p>With a restricted key this site speaks to your Stripe account directly, with the permissions you choose, and no platform stands in between. You can take the key back at Stripe at any time.</p>
            <p>
              It is more work than connecting with Stripe: you make the key, and you renew it. Your buyers always pay on Stripe's own page, never in a form inside this site, because that form needs a key we do not ask for.
              {feePercent > 0 && ` This site keeps nothing of such sales (otherwise ${feePercent}%).`}
            </p>
          </div>
        </Card>
      )}
      <Card
        title="1. Make the key at Stripe"
        description={`In ${mode === "Live" ? "live mode" : "test mode"}, as “restricted key”. The link opens Stripe's form with these permissions chosen; create the key and copy it.`}
        headingLevel={3}
        flush
        footer={
          <Button asChild variant="secondary">
            <a href={newKeyUrl} target="_blank" rel="noreferrer">
              Make the key at Stripe <ExternalLink aria-hidden="true" />
            </a>
          </Button>
        }
      >
        <ul className="divide-y divide-line text-sm">
          {PERMISSIONS.map(({ name, level, why }) => (
            <li key={`${name} ${level}`} className="flex items-start justify-between gap-4 px-5 py-2.5 sm:px-6">
              <span className="min-w-0">
                <span className="font-medium">{name}</span> <span className="text-ink-muted">{why}</span>
              </span>
              <Badge tone={level === "Write" ? "accent" : "neutral"}>{level}</Badge>
            </li>
          ))}
        </ul>
      </Card>
      <Form method="post" action="/settings/integrations/stripe/key" autoComplete="off">
        <Card
          title="2. Paste it here"
          headingLevel={3}
          footer={
            <>
              <SubmitButton name="intent" value="connect" pendingLabel="Trying each permission…">
                {renews ? "Check and use this key" : "Check and connect"}
              </SubmitButton>
              <Button asChild variant="ghost">
                <Link to={returnTo}>Cancel</Link>
              </Button>
            </>
          }
        >
          <div className="space-y-5">
            {missing.length > 0 && <MissingPermissions missing={missing} keysUrl={keysUrl} />}
            {renews && (
              <p className="text-sm text-ink-muted">
                In use now: <code className="font-mono text-xs">{renews.hint ?? "none"}</code>. It stays in use until the new one has passed every check.
              </p>
            )}
            <input type="hidden" name="account" value={renews?.id ?? ""} />
            <input type="hidden" name="returnTo" value={returnTo} />
            <Field label="Restricted key" field={{ name: "key", id: "restricted-key", required: true, ...(error ? { errors: [error] } : {}) }} description={`It begins with ${mode === "Live" ? "rk_live_" : "rk_test_"}. We keep it encrypted and never show it again.`}>
              <Input ref={field} type="password" autoComplete="off" autoCapitalize="off" spellCheck={false} className="font-mono" data-1p-ignore="" data-lpignore="true" />
            </Field>
          </div>
        </Card>
      </Form>
    </>
  );
}
