import { CircleCheck, CircleDashed, RotateCcw } from "lucide-react";
import { Card } from "~/components/ui/card";
import { Pagination } from "~/components/ui/pagination";

export interface HistoryEntry {
  id: string;
  what: string;
  why: string;
  /** Stripe's own names, for the details only. */
  codes: string[];
  /** `over`: it ended without being done, since Stripe asked anew or the connection ended. */
  state: "open" | "done" | "over";
  /** "Asked on 3 May 2026", "Done on 5 May 2026". */
  dates: string[];
}

export interface HistoryView {
  entries: HistoryEntry[];
  newer: string | null;
  older: string | null;
}

/** What Stripe asked of an account and when it was done, newest first. */
export function RequirementHistory({ history: { entries, newer, older } }: { history: HistoryView }) {
  const anything = entries.length > 0 || newer !== null;
  return (
    <Card title="What Stripe has asked" description={anything ? "In the words of the day. It is kept for you alone." : undefined} headingLevel={3} id="history">
      {anything ? (
        <ol>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      ) : (
        <p className="text-sm text-ink-muted">Nothing yet. When Stripe wants something, it stands here with its date, and with the day on which it was done.</p>
      )}
      <Pagination newer={newer && `?after=${newer}#history`} older={older && `?before=${older}#history`} newerLabel="Show newer" olderLabel="Show older" label="Pages of the history" />
    </Card>
  );
}

const ICONS = { open: CircleDashed, done: CircleCheck, over: RotateCcw } as const;
const TONES = { open: "text-warning", done: "text-success", over: "text-ink-faint" } as const;

function Entry({ entry }: { entry: HistoryEntry }) {
  const Icon = ICONS[entry.state];
  return (
    <li className="group flex gap-3.5 text-sm">
      <span className="flex flex-col items-center">
        <Icon aria-hidden="true" className={`mt-0.5 size-4.5 shrink-0 ${TONES[entry.state]}`} />
        <span aria-hidden="true" className="my-1.5 w-px flex-1 bg-line group-last:hidden" />
      </span>
      <div className="min-w-0 pb-6 group-last:pb-0">
        <p className="font-medium">{entry.what}</p>
        <p className="text-ink-faint tabular-nums">
          {entry.dates.join(" · ")}
          {entry.state === "open" && " · still open"}
        </p>
        <p className="mt-1 max-w-prose text-ink-muted">{entry.why}</p>
        {entry.codes.length > 0 && (
          <details className="text-xs text-ink-faint">
            <summary className="flex min-h-11 w-fit cursor-pointer items-center rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink sm:min-h-8">
              Details<span className="sr-only"> of: {entry.what}</span>
            </summary>
            <p>
              Stripe’s own words for it: <code className="break-all">{entry.codes.join(", ")}</code>
            </p>
          </details>
        )}
      </div>
    </li>
  );
}
