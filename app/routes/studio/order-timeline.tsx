import { Link } from "@remix-run/react";
import { ArrowDownUp } from "lucide-react";
import { Card } from "~/components/ui/card";
import { cn } from "~/lib/cn";
import type { TimelineLine, TimelineTone } from "./timeline-words";

const DOT: Record<TimelineTone, string> = { good: "bg-success", bad: "bg-danger-solid", neutral: "bg-line-strong", quiet: "border border-line-strong bg-surface" };

/** What happened about an order, in the order of time. `turn`: the address that shows it the other way round. */
export function OrderTimeline({ lines, newestFirst, turn }: { lines: TimelineLine[]; newestFirst: boolean; turn: string }) {
  return (
    <Card
      id="timeline"
      title="What happened"
      action={
        lines.length > 1 && (
          <Link to={turn} preventScrollReset replace className="-my-3 inline-flex min-h-11 items-center gap-2 text-sm text-ink-muted hover:text-ink sm:my-0 sm:min-h-0">
            <ArrowDownUp aria-hidden="true" className="size-4" />
            {newestFirst ? "Oldest first" : "Newest first"}
          </Link>
        )
      }
    >
      <ol className="space-y-0">
        {lines.map((line, index) => (
          <li key={line.id} className="relative flex gap-4 pb-5 last:pb-0">
            {index < lines.length - 1 && <span aria-hidden="true" className="absolute top-4 bottom-0 left-[0.22rem] w-px bg-edge" />}
            <span aria-hidden="true" className={cn("relative mt-1.5 size-2 shrink-0 rounded-full", DOT[line.tone])} />
            <div className="min-w-0 text-sm">
              <p className={cn("wrap-anywhere", line.tone === "quiet" ? "text-ink-muted" : "font-medium", line.tone === "bad" && "text-danger")}>{line.what}</p>
              <p className="whitespace-pre-line wrap-anywhere text-ink-faint">
                <time dateTime={line.at}>{line.when}</time>
                {line.detail && `\u00a0· ${line.detail}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
