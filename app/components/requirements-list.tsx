import { CircleAlert, ExternalLink, Hourglass, TriangleAlert } from "lucide-react";
import { createElement } from "react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import type { RequirementLine } from "~/domain/merchants/explain-requirements";
import { cn } from "~/lib/cn";

export type RequirementsListProps = {
  lines: readonly RequirementLine[];
  /** What the list is of, for those who cannot see what stands above it. */
  label?: string;
  /** In a dialog or a narrow column: without the consequences, which the text around it gives. */
  compact?: boolean;
  headingLevel?: 3 | 4;
  className?: string;
};

const WHO = { you: "You, at Stripe", stripe: "Stripe; nothing for you to do", nobody: "Nobody here can change it" } as const;

/** What Stripe wants, one thing after another: what, why, by when, who acts, what is stopped, and the way there. */
export function RequirementsList({ lines, label = "What Stripe needs", compact, headingLevel = 3, className }: RequirementsListProps) {
  return (
    <ul aria-label={label} className={cn("divide-y divide-line", className)}>
      {lines.map((line) => (
        <li key={line.id} className="flex gap-3.5 py-4 first:pt-0 last:pb-0">
          <LineIcon line={line} />
          <div className="min-w-0 flex-1 text-sm">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
              {createElement(`h${headingLevel}`, { className: "max-w-prose min-w-0 font-medium text-ink" }, line.what)}
              {line.byWhen && <Badge tone={line.byWhen === "Now" ? "danger" : "warning"}>{line.byWhen}</Badge>}
            </div>
            <p className="mt-1 max-w-prose text-ink-muted">{line.why}</p>
            {!compact && (
              <dl className="mt-2.5 grid max-w-prose gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
                <dt className="text-ink-faint">Who acts</dt>
                <dd className="text-ink">{WHO[line.who]}</dd>
                <dt className="text-ink-faint max-sm:mt-1">Effect</dt>
                <dd className="text-ink">{line.consequence}</dd>
              </dl>
            )}
            <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-1">
              <StripeLink {...line.where} what={line.what} />
              {line.details.length > 0 && (
                <details className="group min-w-0 text-xs text-ink-faint">
                  <summary className="flex min-h-11 cursor-pointer items-center rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink sm:min-h-8.5">Details</summary>
                  <p className="pb-1 break-words">
                    Stripe calls it <code className="break-all">{line.details.join(", ")}</code>
                  </p>
                </details>
              )}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Stripe opens beside this page, so that coming back is one step. */
export function StripeLink({ url, label, what, variant = "secondary" }: RequirementLine["where"] & { what?: string; variant?: "primary" | "secondary" }) {
  return (
    <Button asChild size="sm" variant={variant}>
      <a href={url} target="_blank" rel="noreferrer">
        {label}
        {what && <span className="sr-only">: {what}</span>}
        <span className="sr-only"> (opens in a new tab)</span>
        <ExternalLink aria-hidden="true" />
      </a>
    </Button>
  );
}

function LineIcon({ line }: { line: RequirementLine }) {
  const Icon = line.tone === "final" ? CircleAlert : line.who === "stripe" ? Hourglass : TriangleAlert;
  const color = line.tone === "final" ? "text-danger" : line.who === "stripe" ? "text-info" : line.tone === "urgent" ? "text-warning" : "text-ink-faint";
  return <Icon aria-hidden="true" className={cn("mt-0.5 size-5 shrink-0", color)} />;
}
