import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { NotebookPen } from "lucide-react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { NOTE_LIMIT, notesInCourse } from "~/domain/courses/notes.server";
import { formatDay } from "~/lib/dates";
import { requireCourse } from "./enrolment.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `My notes · ${data.offer.title}` : "My notes" }];

/** Everything a person wrote to themself in a course, in its order. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, offer } = await requireCourse(request, params.offerId);
  const { notes } = await notesInCourse(viewer.id, offer.id, { latest: null, characters: NOTE_LIMIT });
  return { offer: { id: offer.id, title: offer.title, accentColor: offer.store.accentColor }, notes: notes.map(({ updatedAt, ...note }) => ({ ...note, day: formatDay(updatedAt) })) };
}

export default function Notes() {
  const { offer, notes } = useLoaderData<typeof loader>();
  const home = `/library/${offer.id}`;
  return (
    <AccentScope accent={offer.accentColor}>
      <PageHeader title="My notes" breadcrumbs={<Breadcrumbs items={[{ label: "Library", to: "/library" }, { label: offer.title, to: home }]} />} />
      {notes.length === 0 ? (
        <EmptyState icon={<NotebookPen />} title="No notes yet">
          <p>Under every lesson there is room for what you want to remember. It is kept as you write, and stands here.</p>
        </EmptyState>
      ) : (
        <ul className="max-w-3xl divide-y divide-line border-y border-line">
          {notes.map((note) => (
            <li key={note.lessonId} className="py-6">
              <h2 className="text-base font-semibold break-words">
                <Link to={`${home}/lessons/${note.lessonId}#note`} className="link-quiet inline-flex min-h-11 items-center sm:min-h-0">
                  {note.lessonTitle}
                </Link>
              </h2>
              <p className="text-sm break-words text-ink-faint">
                {note.moduleTitle} · {note.day}
              </p>
              <p className="mt-2.5 break-words whitespace-pre-line">{note.text}</p>
            </li>
          ))}
        </ul>
      )}
    </AccentScope>
  );
}
