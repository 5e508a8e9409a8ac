import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { ScrollText } from "lucide-react";
import { requireStore } from "~/auth/guards.server";
import { Avatar } from "~/components/ui/avatar";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { LecternMark } from "~/components/layout/mark";
import { Pagination } from "~/components/ui/pagination";
import { Select } from "~/components/ui/select";
import { AUDIT_KINDS, auditKind } from "~/domain/audit/kinds";
import { actorName, auditTrail, trailPeople } from "~/domain/audit/trail.server";
import { formatDay, formatMoment } from "~/lib/dates";
import { subjectPath } from "./audit-words";

export const meta: MetaFunction = () => [{ title: "Who did what · Lectern" }];

const PAGE = "/settings/audit";

export async function loader({ request }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "audit.read");
  const asked = new URL(request.url).searchParams;
  const person = asked.get("person")?.slice(0, 64) || null;
  const kind = auditKind(asked.get("kind"));
  const [page, team] = await Promise.all([auditTrail(store.id, { person, kind, before: asked.get("before"), after: asked.get("after") }), trailPeople(store.id)]);
  const known = person === null || person === "lectern" || team.some((one) => one.id === person);
  const former = known ? null : await actorName(store.id, person);
  const address = (side: "before" | "after", cursor: string | null) => cursor && `${PAGE}?${new URLSearchParams({ ...(person ? { person } : {}), ...(kind ? { kind } : {}), [side]: cursor })}`;
  return {
    person,
    kind,
    people: [...team, ...(person && former ? [{ id: person, name: `${former} (left)` }] : [])],
    kinds: Object.entries(AUDIT_KINDS).map(([value, label]) => ({ value, label })),
    days: byDay(
      page.rows.map(({ id, actorId, actorName: name, summary, subjectType, subjectId, subjectName, at }) => ({
        id,
        actorId,
        name,
        summary,
        about: subjectName,
        path: subjectPath(subjectType, subjectId),
        at: at.toISOString(),
        moment: formatMoment(at),
        time: at.toISOString().slice(11, 16),
        day: formatDay(at),
      })),
    ),
    newer: address("after", page.newer),
    older: address("before", page.older),
  };
}

interface Line {
  id: string;
  actorId: string | null;
  name: string;
  summary: string;
  about: string | null;
  path: string | null;
  at: string;
  moment: string;
  /** UTC. */
  time: string;
  day: string;
}

function byDay(lines: Line[]): { day: string; lines: Line[] }[] {
  const days: { day: string; lines: Line[] }[] = [];
  for (const line of lines) {
    const last = days.at(-1);
    if (last?.day === line.day) last.lines.push(line);
    else days.push({ day: line.day, lines: [line] });
  }
  return days;
}

/** Who did what in the store, day by day. */
export default function Audit() {
  const { person, kind, people, kinds, days, newer, older } = useLoaderData<typeof loader>();
  const filtered = person !== null || kind !== null;
  return (
    <div className="max-w-3xl space-y-6">
      <h2 className="sr-only">Who did what</h2>
      <Form method="get" className="flex flex-wrap gap-2" key={`${person} ${kind}`}>
        <div className="min-w-0 flex-1 basis-40">
          <Select name="person" aria-label="Who" defaultValue={person ?? ""}>
            <option value="">Everybody</option>
            {people.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
            <option value="lectern">Lectern itself</option>
          </Select>
        </div>
        <div className="min-w-0 flex-1 basis-40">
          <Select name="kind" aria-label="About what" defaultValue={kind ?? ""}>
            <option value="">About everything</option>
            {kinds.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </Select>
        </div>
        <Button type="submit" variant="secondary">
          Show
        </Button>
      </Form>
      {days.length === 0 ? (
        <EmptyState icon={<ScrollText aria-hidden="true" />} title={filtered ? "Nothing like that" : "Nothing is written down yet"} headingLevel={3}>
          {filtered ? (
            <Link to={PAGE} className="link-quiet">
              Show everything
            </Link>
          ) : (
            "Whatever you or your team publish, refund, give, change or connect from now on stands here, with who did it and when."
          )}
        </EmptyState>
      ) : (
        days.map(({ day, lines }) => (
          <section key={lines[0]?.id} aria-label={day}>
            <h3 className="mb-2 text-sm font-medium text-ink-faint">{day}</h3>
            <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
              {lines.map((line) => (
                <Deed key={line.id} line={line} />
              ))}
            </ul>
          </section>
        ))
      )}
      {days.length > 0 && <p className="text-sm text-ink-faint">Times are UTC.</p>}
      <Pagination newer={newer} older={older} label="Pages of the list" />
    </div>
  );
}

function Deed({ line: { actorId, name, summary, about, path, at, moment, time } }: { line: Line }) {
  return (
    <li className="flex items-start gap-3.5 px-4 py-3.5 text-sm sm:px-5">
      {actorId ? <Avatar name={name} size="sm" /> : <LecternMark className="m-1 size-5 shrink-0 text-accent-ink" />}
      <p className="min-w-0 flex-1 pt-1 wrap-anywhere text-ink-muted">
        {actorId ? (
          <Link to={`${PAGE}?person=${actorId}`} className="font-medium text-ink hover:underline">
            {name}
          </Link>
        ) : (
          <span className="font-medium text-ink">{name}</span>
        )}{" "}
        {summary}
        {about && <span className="text-ink">{`: ${about}`}</span>}
        {path && (
          <>
            {" · "}
            <Link to={path} className="link-quiet text-ink">
              See it
            </Link>
          </>
        )}
      </p>
      <time dateTime={at} title={moment} className="shrink-0 pt-1 text-ink-faint tabular-nums">
        {time}
      </time>
    </li>
  );
}
