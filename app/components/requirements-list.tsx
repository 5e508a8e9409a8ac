import { ExternalLink } from "lucide-react";
import { createElement } from "react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import type { RequirementLine } from "~/domain/merchants/explain-requirements";
import { cn } from "~/lib/cn";

export type RequirementsListProps = {
  lines: readonly RequirementLine[];
  /** In a panel or dialog: the things alone, in one list. */
  compact?: boolean;
  /** Of the groups ("For you to do" …), whose things are one below; when compact of the things. */
  headingLevel?: 2 | 3 | 4;
  /** What stands above the list already: an effect in it is not said again. */
  alreadySaid?: string;
  className?: string;
};

const GROUPS: readonly { title: string; has: (line: RequirementLine) => boolean }[] = [
  { title: "Nobody here can change this", has: (line) => line.who === "nobody" && !line.announced },
  { title: "For you to do, at Stripe", has: (line) => line.who === "you" && !line.announced },
  { title: "With Stripe", has: (line) => line.who === "stripe" && !line.announced },
  // Announced, and not asked yet: never among what is to be done now.
  { title: "Later", has: (line) => line.announced },
];

/** What Stripe wants, by who acts next: what, why, by when, what is stopped, and the way there. */
export function RequirementsList({ lines, compact, headingLevel = 3, alreadySaid = "", className }: RequirementsListProps) {
  if (compact) {
    return (
      <ol className={cn("divide-y divide-line text-sm", className)}>
        {lines.map((line) => (
          <Line key={line.id} line={line} headingLevel={headingLevel} consequence={null} isWay={false} />
        ))}
      </ol>
    );
  }
  return (
    <div className={cn("space-y-7", className)}>
      {GROUPS.map(({ title, has }) => {
        const group = lines.filter(has);
        return group.length > 0 && <Group key={title} title={title} lines={group} headingLevel={headingLevel} alreadySaid={alreadySaid} />;
      })}
    </div>
  );
}

function Group({ title, lines, headingLevel, alreadySaid }: { title: string; lines: readonly RequirementLine[]; headingLevel: 2 | 3 | 4; alreadySaid: string }) {
  // What holds for every line is said once.
  const first = lines[0]?.consequence;
  const shared = first && lines.every((line) => line.consequence === first) ? first : null;
  const said = shared && !alreadySaid.includes(shared) ? shared : "";
  const way = mostCommonPlace(lines);
  return (
    <div className="text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          {createElement(`h${headingLevel}`, { className: "font-semibold text-ink" }, title)}
          {said && <p className="mt-0.5 text-ink-muted">{said}</p>}
        </div>
        {way && <StripeLink {...way} variant={lines[0]?.who === "you" && !lines[0].announced ? "primary" : "secondary"} />}
      </div>
      <ol className="mt-4 divide-y divide-line border-t border-line">
        {lines.map((line) => (
          <Line key={line.id} line={line} headingLevel={headingLevel} consequence={shared ? null : line.consequence} isWay={way?.url === line.where.url} />
        ))}
      </ol>
    </div>
  );
}

function Line({ line, headingLevel, consequence, isWay }: { line: RequirementLine; headingLevel: number; consequence: string | null; isWay: boolean }) {
  return (
    <li className="py-3.5 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
        {createElement(`h${headingLevel + 1}`, { className: "max-w-prose min-w-0 font-medium text-ink" }, line.what)}
        {line.byWhen && <Badge tone={line.byWhen === "Now" ? "danger" : line.announced ? "neutral" : "warning"}>{line.byWhen}</Badge>}
      </div>
      <p className="mt-1 max-w-prose text-ink-muted">
        {line.why}
        {consequence && ` ${consequence}`}
      </p>
      <div className="mt-1 flex flex-wrap items-start gap-x-5">
        {!isWay && (
          <a href={line.where.url} target="_blank" rel="noreferrer" className="link-quiet inline-flex min-h-11 items-center gap-1.5 font-medium text-ink sm:min-h-8">
            {line.where.label}
            <span className="sr-only">
              : {line.what} (opens in a new tab)
            </span>
            <ExternalLink aria-hidden="true" className="size-3.5" />
          </a>
        )}
        {line.details.length > 0 && (
          <details className="min-w-0 text-xs text-ink-faint">
            <summary className="flex min-h-11 w-fit cursor-pointer items-center rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink sm:min-h-8">
              Details<span className="sr-only"> of: {line.what}</span>
            </summary>
            <p className="pb-1">
              Stripe's own words for it: <code className="break-all">{line.details.join(", ")}</code>
            </p>
          </details>
        )}
      </div>
    </li>
  );
}

/** A button to Stripe, which opens beside this page, so that coming back is one step. */
export function StripeLink({ url, label, variant = "secondary" }: RequirementLine["where"] & { variant?: "primary" | "secondary" }) {
  return (
    <Button asChild size="sm" variant={variant}>
      <a href={url} target="_blank" rel="noreferrer">
        {label}
        <span className="sr-only"> (opens in a new tab)</span>
        <ExternalLink aria-hidden="true" />
      </a>
    </Button>
  );
}

/** The one button of a group: where its only thing is done, or most of its things. */
function mostCommonPlace(lines: readonly RequirementLine[]): RequirementLine["where"] | null {
  const count = (url: string) => lines.filter((line) => line.where.url === url).length;
  if (lines.length === 1) return lines[0]?.where ?? null;
  const best = lines.map((line) => line.where).sort((a, b) => count(b.url) - count(a.url))[0];
  return best && count(best.url) > 1 ? { url: best.url, label: best.label.replace(/^(Do|Add|Change) it/, "Do these") } : null;
}
