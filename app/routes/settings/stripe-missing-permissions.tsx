import { ExternalLink } from "lucide-react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import type { PermissionWords } from "~/domain/merchants/restricted-key";

export type MissingInWords = PermissionWords & { stripeName: string | null };

/** The rights a key lacks, as they are called on Stripe's page, and what they are for. */
export function MissingPermissions({ missing, keysUrl, inUse, forMemberships }: { missing: readonly MissingInWords[]; keysUrl: string; inUse?: boolean; forMemberships?: boolean }) {
  return (
    <Banner
      live
      tone={forMemberships ? "calm" : "urgent"}
      title={forMemberships ? "The key is complete, except for memberships" : missing.length === 1 ? "The key lacks one permission" : `The key lacks ${missing.length} permissions`}
      action={
        <Button asChild variant="secondary" size="sm">
          <a href={keysUrl} target="_blank" rel="noreferrer">
            Open Stripe's page <ExternalLink aria-hidden="true" />
          </a>
        </Button>
      }
    >
      <p>{forMemberships ? "Everything that is paid once is sold with it. To sell memberships too, edit the key at Stripe, set these, then check again." : inUse ? "Until it has them, some things will not work. Edit the key at Stripe, set these, then check again; the key itself stays the same." : "Edit the key at Stripe and set these, then paste it here again."}</p>
      <ul className="space-y-1.5">
        {missing.map(({ name, level, why }) => (
          <li key={name}>
            <span className="font-medium">{name}</span>: set to {level}, {why}.
          </li>
        ))}
      </ul>
      {missing.some(({ stripeName }) => stripeName) && (
        <details>
          <summary className="flex min-h-11 w-fit cursor-pointer items-center rounded-sm underline decoration-line-strong underline-offset-3 hover:decoration-ink sm:min-h-8">Details</summary>
          <p className="text-ink-muted">Stripe calls {missing.length === 1 ? "it" : "them"}:</p>
          <ul className="mt-1 space-y-0.5 text-ink-muted">
            {missing.map(({ name, stripeName }) => stripeName && <li key={name}><code className="text-xs break-all">{stripeName}</code></li>)}
          </ul>
        </details>
      )}
    </Banner>
  );
}
