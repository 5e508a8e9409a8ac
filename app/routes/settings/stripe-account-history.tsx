import { Link } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";

/** Offers whose creator named this account. */
export function ChosenBy({ offers }: { offers: readonly { id: string; title: string; draft: boolean }[] }) {
  return (
    <Card title="Offers sold through this account" headingLevel={3} flush>
      <ul className="divide-y divide-line text-sm">
        {offers.map((offer) => (
          <li key={offer.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3.5 sm:px-6">
            <Link to={`/studio/offers/${offer.id}#account`} className="link-quiet min-w-0 break-words">
              {offer.title}
            </Link>
            {offer.draft && <Badge>Draft</Badge>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** When new sales left this account, or came to it because another one could not take them. */
export function FailoverHistory({ entries }: { entries: readonly { id: string; text: string; from: string; until: string | null }[] }) {
  return (
    <Card title="When sales moved" headingLevel={3} flush>
      <ol className="divide-y divide-line text-sm">
        {entries.map((entry) => (
          <li key={entry.id} className="px-5 py-3.5 sm:px-6">
            <p className="font-medium">{entry.text}</p>
            <p className="text-ink-faint">{entry.until ? `${entry.from} to ${entry.until}` : `Since ${entry.from}`}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
