import { Form, Link } from "@remix-run/react";
import { CircleCheck, CircleHelp, CircleX, TriangleAlert } from "lucide-react";
import { StripeLink } from "~/components/requirements-list";
import { Badge, type BadgeTone } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { SubmitButton } from "~/components/ui/submit-button";
import type { DoctorAction, DoctorLine, LineState } from "~/domain/doctor/line";

const STATES: Record<LineState, { word: string; tone: BadgeTone; icon: typeof CircleCheck; colour: string }> = {
  ok: { word: "Well", tone: "success", icon: CircleCheck, colour: "text-success" },
  attention: { word: "Look at this", tone: "warning", icon: TriangleAlert, colour: "text-warning" },
  problem: { word: "Wrong", tone: "danger", icon: CircleX, colour: "text-danger" },
  unknown: { word: "Not checked", tone: "neutral", icon: CircleHelp, colour: "text-ink-faint" },
};

/** One thing the doctor looked at: how it stands, what that means, what to do, and the button where we can do it. */
export function DoctorLineItem({ line, formAction }: { line: DoctorLine; formAction: string }) {
  const { word, tone, icon: Icon, colour } = STATES[line.state];
  return (
    <li className="flex gap-3.5 px-5 py-4 text-sm sm:px-6" data-line={line.id} data-state={line.state}>
      <Icon aria-hidden="true" className={`mt-px size-4.5 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <h4 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          {line.title}
          {line.state === "ok" ? <span className="sr-only">{word}</span> : <Badge tone={tone}>{word}</Badge>}
        </h4>
        <p className="mt-0.5 max-w-prose text-ink-muted">{line.meaning}</p>
        {line.todo && <p className="mt-1.5 max-w-prose text-ink">{line.todo}</p>}
        {line.values.length > 0 && (
          <dl className="mt-1.5 space-y-0.5 text-xs text-ink-faint">
            {line.values.map(({ label, value }) => (
              <div key={label} className="flex flex-wrap gap-x-2">
                <dt>{label}</dt>
                <dd className="min-w-0">
                  <code className="break-all text-ink-muted">{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {line.action && (
          <div className="mt-3">
            <Action action={line.action} formAction={formAction} quiet={line.state === "ok"} />
          </div>
        )}
      </div>
    </li>
  );
}

function Action({ action, formAction, quiet }: { action: DoctorAction; formAction: string; quiet: boolean }) {
  switch (action.kind) {
    case "do":
      return (
        <Form method="post" action={formAction}>
          <input type="hidden" name="accountId" value={action.accountId} />
          <SubmitButton name="intent" value={action.intent} variant={quiet ? "secondary" : "primary"} size="sm" pendingLabel="Asking Stripe…">
            {action.label}
          </SubmitButton>
        </Form>
      );
    case "go":
      return (
        <Button asChild variant="secondary" size="sm">
          <Link to={action.to}>{action.label}</Link>
        </Button>
      );
    case "stripe":
      return <StripeLink url={action.url} label={action.label} />;
  }
}
