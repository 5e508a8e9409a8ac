import { Link } from "@remix-run/react";
import { Badge, type BadgeTone } from "~/components/ui/badge";

export interface AccessLine {
  id: string;
  title: string;
  state: { label: string; tone: BadgeTone };
  /** Since when, until when, why it ended. */
  facts: string;
  /** By which order. */
  order: { label: string; to: string } | null;
  /** Where it can be ended; null: it cannot, or not by this person. */
  endTo: string | null;
}

/** What a person may open, each with since when and by what, and the way to end it. */
export function AccessList({ lines }: { lines: AccessLine[] }) {
  return (
    <ul className="divide-y divide-line text-sm">
      {lines.map((line) => (
        <li key={line.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-3.5 first:pt-0 last:pb-0">
          <div className="min-w-0 flex-1 basis-48">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="min-w-0 font-medium wrap-anywhere">{line.title}</span>
              <Badge tone={line.state.tone}>{line.state.label}</Badge>
            </p>
            <p className="mt-1 wrap-anywhere text-ink-muted first-letter:uppercase">
              {line.facts}
              {line.order && (
                <>
                  {"\u00a0· "}
                  <Link to={line.order.to} className="link-quiet inline-block py-2 sm:py-0">
                    {line.order.label}
                  </Link>
                </>
              )}
            </p>
          </div>
          {line.endTo && (
            <Link to={line.endTo} className="link-quiet inline-flex min-h-11 items-center text-ink-muted sm:min-h-0">
              End access<span className="sr-only"> to {line.title}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
