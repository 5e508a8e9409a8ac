import { Link } from "@remix-run/react";
import { ArrowRight, Award, Hourglass, Lock, RotateCcw } from "lucide-react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { Progress } from "~/components/ui/progress";
import type { ShownModule } from "~/domain/library/course-view.server";
import { ModuleList } from "./module-list";
import { OwnedOfferHeader, SellerContact, type OwnedOfferView } from "./owned-offer-header";

export type CourseHomeProps = {
  offer: OwnedOfferView;
  modules: ShownModule[];
  standing: { done: number; total: number; begun: boolean; finished: boolean };
  /** Where to go on; `lock`: why that is not open yet. */
  resume: { id: string; title: string; lock: string | null } | null;
  notes: { items: NoteItem[]; total: number };
  /** Null: the course gives none. */
  certificate: "ready" | "issued" | "later" | null;
};

export type NoteItem = { lessonId: string; lessonTitle: string; text: string };

/** A course as its owner finds it: one button that goes on, how far one is, one's notes, and everything there is. */
export function CourseHome({ offer, modules, standing, resume, notes, certificate }: CourseHomeProps) {
  const here = `/library/${offer.id}`;
  return (
    <AccentScope accent={offer.store.accentColor}>
      <OwnedOfferHeader offer={offer}>
        {resume && (
          <>
            <Progress
              label="Course progress"
              value={standing.done}
              max={standing.total}
              text={standing.finished ? `Finished, all ${standing.total} lessons` : `${standing.done} of ${standing.total} lessons done`}
              className="max-w-sm"
            />
            <GoOn here={here} standing={standing} resume={resume} />
            <CertificateLine here={here} certificate={certificate} />
          </>
        )}
      </OwnedOfferHeader>
      <div className="mt-14 grid gap-x-16 gap-y-14 lg:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
        <section aria-labelledby="outline" className="min-w-0">
          <h2 id="outline" className="font-display text-2xl font-medium tracking-[-0.015em]">
            Lessons
          </h2>
          {modules.length === 0 ? (
            <EmptyState className="mt-6" headingLevel={3} icon={<Hourglass />} title="The first lesson is on its way">
              <p>{offer.store.name} has not put in any lessons yet. They will be here as soon as they are ready.</p>
            </EmptyState>
          ) : (
            <div className="-mx-3 mt-4 space-y-1">
              <ModuleList offerId={offer.id} modules={modules} currentId={null} markedId={standing.begun && !standing.finished ? (resume?.id ?? null) : null} here={here} headingLevel={3} />
            </div>
          )}
        </section>
        {notes.total > 0 && <Notes here={here} notes={notes} />}
      </div>
      <SellerContact offer={offer} />
    </AccentScope>
  );
}

function GoOn({ here, standing, resume }: { here: string; standing: CourseHomeProps["standing"]; resume: NonNullable<CourseHomeProps["resume"]> }) {
  const to = `${here}/lessons/${resume.id}`;
  if (resume.lock && !standing.finished) {
    return (
      <p className="mt-6 flex items-start gap-2.5 text-ink-muted">
        <Lock aria-hidden="true" className="mt-1 size-4 shrink-0" />
        <span className="min-w-0">
          <span className="block text-ink">You are up to date.</span>
          <Link to={to} className="link-quiet break-words">
            {resume.title}
          </Link>
          : {resume.lock.charAt(0).toLowerCase() + resume.lock.slice(1)}.
        </span>
      </p>
    );
  }
  return (
    <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
      <Button asChild size="lg" variant={standing.finished ? "secondary" : "primary"} className="max-sm:w-full">
        <Link to={to}>
          {standing.finished ? (
            <>
              <RotateCcw aria-hidden="true" />
              From the beginning
            </>
          ) : (
            <>
              {standing.begun ? "Continue where you stopped" : "Start the course"}
              <ArrowRight aria-hidden="true" />
            </>
          )}
        </Link>
      </Button>
      {standing.begun && !standing.finished && <p className="min-w-0 text-sm break-words text-ink-muted">{resume.title}</p>}
    </div>
  );
}

function CertificateLine({ here, certificate }: { here: string; certificate: CourseHomeProps["certificate"] }) {
  if (certificate === null) return null;
  return (
    <p className="mt-5 flex items-center gap-2.5 text-sm text-ink-muted">
      <Award aria-hidden="true" className="size-5 shrink-0 text-accent-ink" strokeWidth={1.5} />
      {certificate === "later" ? (
        "Finish every lesson and you get a certificate."
      ) : (
        <Link to={`${here}/certificate`} className="link-quiet inline-flex min-h-11 items-center font-medium text-ink">
          {certificate === "ready" ? "You have finished: get your certificate" : "Your certificate"}
        </Link>
      )}
    </p>
  );
}

function Notes({ here, notes }: { here: string; notes: CourseHomeProps["notes"] }) {
  return (
    <section aria-labelledby="notes" className="min-w-0">
      <h2 id="notes" className="font-display text-2xl font-medium tracking-[-0.015em]">
        My notes
      </h2>
      <ul className="mt-4 divide-y divide-line border-y border-line">
        {notes.items.map((note) => (
          <li key={note.lessonId}>
            <Link to={`${here}/lessons/${note.lessonId}#note`} className="group block py-3.5 outline-offset-[-2px]">
              <span className="block text-sm font-medium break-words group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">{note.lessonTitle}</span>
              <span className="mt-0.5 line-clamp-3 text-sm break-words whitespace-pre-line text-ink-muted">{note.text}</span>
            </Link>
          </li>
        ))}
      </ul>
      {notes.total > notes.items.length && (
        <Link to={`${here}/notes`} className="link-quiet mt-2 inline-flex min-h-11 items-center text-sm">
          All {notes.total} notes
        </Link>
      )}
    </section>
  );
}
