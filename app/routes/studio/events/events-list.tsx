import { Form, Link } from "@remix-run/react";
import { CalendarSync, Search } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { Button, buttonStyles } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { Input } from "~/components/ui/input";
import { Pagination } from "~/components/ui/pagination";
import { Pills } from "~/components/ui/pills";
import { SubmitButton } from "~/components/ui/submit-button";
import type { EventRow } from "./event-row.server";

export interface EventsListProps {
  /** The list's own address. */
  base: string;
  view: string;
  search: string;
  rows: EventRow[];
  newer: string | null;
  older: string | null;
  /** Where to come back to. */
  here: string;
  /** Whether each line says whose event it is. */
  showAccount?: boolean;
}

const VIEWS = [
  { view: "all", label: "All" },
  { view: "applied", label: "Applied" },
  { view: "waiting", label: "Waiting" },
  { view: "given_up", label: "Given up" },
  { view: "ignored", label: "Not for us" },
] as const;

const EMPTY: Record<string, { title: string; text: string }> = {
  all: { title: "No event yet", text: "Whenever something happens at Stripe, it tells Lectern; each message stands here with what came of it." },
  applied: { title: "Nothing was applied yet", text: "Messages that changed something here, or confirmed it, are listed here." },
  waiting: { title: "Nothing waits", text: "Messages stand here while they wait for their turn, for Stripe to answer, or for their account to be connected again." },
  given_up: { title: "Nothing was given up", text: "What could not be applied in ten hours of trying would stand here, to be processed again by hand." },
  ignored: { title: "Nothing was left aside", text: "Messages about things that other software sells on your account are kept here, without effect." },
};

/** Stripe's messages with what became of them, to be searched and processed again. Works without JavaScript. */
export function EventsList({ base, view, search, rows, newer, older, here, showAccount = false }: EventsListProps) {
  const to = (next: string) => {
    const params = new URLSearchParams({ ...(next === "all" ? {} : { show: next }), ...(search ? { q: search } : {}) });
    return params.size > 0 ? `${base}?${params}` : base;
  };
  return (
    <section aria-label="Events">
      <Form method="get" role="search" aria-label="Events" className="mb-5 flex flex-wrap gap-2" key={`${view} ${search}`}>
        {view !== "all" && <input type="hidden" name="show" value={view} />}
        <div className="min-w-0 flex-1 basis-56">
          <Input type="search" name="q" aria-label="Search events" defaultValue={search} placeholder="Event, order, payment, or type" maxLength={200} prefix={<Search aria-hidden="true" className="size-4" />} />
        </div>
        <Button type="submit" variant="secondary">
          Search
        </Button>
        {search && (
          <Link to={base} className={buttonStyles({ variant: "ghost" })}>
            Show all
          </Link>
        )}
      </Form>
      <Pills label="Which events" pills={VIEWS.map((item) => ({ to: to(item.view), label: item.label, here: item.view === view }))} className="mb-5" />
      {rows.length === 0 ? (
        <EmptyState icon={<CalendarSync aria-hidden="true" />} title={search ? "No event like that" : (EMPTY[view]?.title ?? "No event")}>
          {search ? "An id has to be whole: of the event (evt_…), the order (ord_…), the payment (pi_…) or the subscription (sub_…). Of a type a part is enough, such as “refund”." : EMPTY[view]?.text}
        </EmptyState>
      ) : (
        <Form method="post">
          <input type="hidden" name="back" value={here} />
          <Card
            flush
            as="div"
            footer={
              <>
                <SubmitButton variant="secondary" pendingLabel="Starting…" name="intent" value="replay">
                  Process the ticked ones again
                </SubmitButton>
                <p className="text-sm text-ink-faint">What they did stays done; what is true at Stripe now is applied.</p>
              </>
            }
          >
            <ul className="divide-y divide-line">
              {rows.map((row) => (
                <EventLine key={row.id} row={row} to={`${base}/${row.id}`} showAccount={showAccount} />
              ))}
            </ul>
          </Card>
        </Form>
      )}
      <Pagination newer={newer} older={older} label="Pages of events" />
    </section>
  );
}

function EventLine({ row, to, showAccount }: { row: EventRow; to: string; showAccount: boolean }) {
  return (
    <li className="flex gap-1 py-2 pr-5 pl-2 sm:gap-2 sm:pr-6 sm:pl-3">
      <label className="grid size-11 shrink-0 cursor-pointer place-items-center sm:size-10">
        <input type="checkbox" name="event" value={row.id} aria-label={`${row.title}, ${row.when}`} className="size-5 accent-(--accent)" />
      </label>
      <div className="min-w-0 flex-1 py-1.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <Link to={to} className="min-w-0 py-1 text-sm font-medium hover:underline hover:underline-offset-4 sm:py-0">
            {row.title}
          </Link>
          <Badge tone={row.state.tone}>{row.state.label}</Badge>
        </div>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-faint">
          <time dateTime={row.at}>{row.when}</time>
          <span className="font-mono break-all">{row.type}</span>
          {showAccount && <span className="font-mono break-all">{row.account ?? "platform"}</span>}
          {row.attempts > 1 && <span>{row.attempts} tries</span>}
          {row.byComparison && <span>found by comparing</span>}
        </p>
        {row.note && <p className="mt-1 line-clamp-2 text-sm text-ink-muted [overflow-wrap:anywhere]">{row.note}</p>}
      </div>
    </li>
  );
}
