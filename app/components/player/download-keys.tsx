import { Form } from "@remix-run/react";
import { KeyRound } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { CopyButton } from "~/components/ui/copy-button";
import { SubmitButton } from "~/components/ui/submit-button";

export type OwnedKey = {
  id: string;
  /** Null when it cannot be read any more. */
  key: string | null;
  disabled: boolean;
  limit: number | null;
  places: { id: string; instance: string; since: string }[];
};

type DownloadKeysProps = { offerId: string; licenses: OwnedKey[]; mayClaim: boolean; seller: { name: string; supportEmail: string } };

/** A licence key, to be copied, and the places it is active in, each to be freed. */
export function DownloadKeys({ offerId, licenses, mayClaim, seller }: DownloadKeysProps) {
  if (licenses.length === 0 && !mayClaim) return null;
  return (
    <section aria-labelledby="keys">
      <h2 id="keys" className="font-display text-2xl font-medium tracking-[-0.015em]">
        {licenses.length > 1 ? "Your licence keys" : "Your licence key"}
      </h2>
      {mayClaim && (
        <Form method="post" action={`/library/${offerId}/own`} preventScrollReset className="mt-4 space-y-4">
          <p className="max-w-prose text-sm text-ink-muted">This comes with a licence key that unlocks the software on your own machines.</p>
          <SubmitButton name="intent" value="claim-key" variant="secondary" pendingLabel="Making it…">
            <KeyRound aria-hidden="true" />
            Get your licence key
          </SubmitButton>
        </Form>
      )}
      <ul className="mt-5 space-y-6">
        {licenses.map((license) => (
          <li key={license.id} className="rounded-lg border border-line bg-surface">
            <div className="flex flex-wrap items-center gap-x-5 gap-y-3 p-5">
              {license.key ? (
                <>
                  <code className="min-w-0 flex-1 basis-64 font-mono text-sm break-all text-ink">{license.key}</code>
                  <CopyButton value={license.key} label="Copy key" />
                </>
              ) : (
                <p className="text-sm text-ink-muted">
                  This key cannot be shown any more. Write to {seller.name} at <a className="link-quiet text-ink" href={`mailto:${seller.supportEmail}`}>{seller.supportEmail}</a>.
                </p>
              )}
              {license.disabled && <Badge tone="danger">Switched off by the seller</Badge>}
            </div>
            <div className="border-t border-line px-5 py-4 text-sm">
              <p className="text-ink-muted">{placesText(license)}</p>
              {license.places.length > 0 && (
                <ul className="mt-2 divide-y divide-line" aria-label="Places this key is active in">
                  {license.places.map((place) => (
                    <li key={place.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
                      <p className="min-w-0 flex-1 basis-48">
                        <span className="[overflow-wrap:anywhere]">{place.instance}</span> <span className="text-ink-faint">since {place.since}</span>
                      </p>
                      <Form method="post" action={`/library/${offerId}/own`} preventScrollReset>
                        <input type="hidden" name="activationId" value={place.id} />
                        <SubmitButton name="intent" value="free-place" variant="ghost" size="sm" pendingLabel="Freeing…">
                          Deactivate<span className="sr-only"> {place.instance}</span>
                        </SubmitButton>
                      </Form>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function placesText({ places, limit }: OwnedKey): string {
  const count = places.length;
  if (limit === null) return count === 0 ? "Not active anywhere yet." : count === 1 ? "Active in one place." : `Active in ${count} places.`;
  if (count >= limit) return `Active in ${count} of ${limit} ${limit === 1 ? "place" : "places"}. Deactivate one to use the key somewhere else.`;
  return `Active in ${count} of ${limit} ${limit === 1 ? "place" : "places"}.`;
}
