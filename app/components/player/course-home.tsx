import { Link } from "@remix-run/react";
import { ArrowRight, Check, CirclePlay, Hourglass, RotateCcw } from "lucide-react";
import { AccentScope } from "~/components/ui/accent-scope";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { Progress } from "~/components/ui/progress";
import type { OutlineModule } from "~/domain/catalog/contents.server";
import type { CourseState } from "~/domain/courses/progress";
import { cn } from "~/lib/cn";
import { OwnedOfferHeader, SellerContact, type OwnedOfferView } from "./owned-offer-header";

/** A course as its owner finds it: one button that goes on, and everything there is. */
export function CourseHome({ offer, modules, state, doneIds }: { offer: OwnedOfferView; modules: OutlineModule[]; state: CourseState; doneIds: string[] }) {
  const done = new Set(doneIds);
  const resume = state.resumeLessonId;
  const resumeTitle = modules.flatMap((module) => module.lessons).find((lesson) => lesson.id === resume)?.title;
  return (
    <AccentScope accent={offer.store.accentColor}>
      <OwnedOfferHeader offer={offer}>
        {resume && (
          <>
            <Progress label="Course progress" value={state.done} max={state.total} text={state.finished ? `Finished, all ${state.total} lessons` : `${state.done} of ${state.total} lessons done`} className="max-w-sm" />
            <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
              <Button asChild size="lg" variant={state.finished ? "secondary" : "primary"} className="max-sm:w-full">
                <Link to={`/library/${offer.id}/lessons/${resume}`}>
                  {state.finished ? (
                    <>
                      <RotateCcw aria-hidden="true" />
                      From the beginning
                    </>
                  ) : (
                    <>
                      {state.begun ? "Continue" : "Start the course"}
                      <ArrowRight aria-hidden="true" />
                    </>
                  )}
                </Link>
              </Button>
              {state.begun && !state.finished && <p className="min-w-0 text-sm text-ink-muted">{resumeTitle}</p>}
            </div>
          </>
        )}
      </OwnedOfferHeader>
      <section aria-labelledby="outline" className="mt-14 max-w-3xl">
        <h2 id="outline" className="font-display text-2xl font-medium tracking-[-0.015em]">
          Lessons
        </h2>
        {modules.length === 0 ? (
          <EmptyState className="mt-6" headingLevel={3} icon={<Hourglass />} title="The first lesson is on its way">
            <p>{offer.store.name} has not put in any lessons yet. They will be here as soon as they are ready.</p>
          </EmptyState>
        ) : (
          modules.map((module) => (
            <section key={module.id} aria-labelledby={`m-${module.id}`} className="mt-8">
              <h3 id={`m-${module.id}`} className="mb-1 flex items-baseline justify-between gap-4 text-sm font-semibold">
                {module.title}
                <span className="text-xs font-normal whitespace-nowrap text-ink-faint tabular-nums">
                  {module.lessons.filter((lesson) => done.has(lesson.id)).length} of {module.lessons.length}
                </span>
              </h3>
              <ol className="divide-y divide-line border-y border-line">
                {module.lessons.map((lesson) => (
                  <li key={lesson.id}>
                    <Link to={`/library/${offer.id}/lessons/${lesson.id}`} className="group flex min-h-13 items-center gap-4 py-2.5 outline-offset-[-2px]">
                      <Tick done={done.has(lesson.id)} current={lesson.id === resume && state.begun && !state.finished} />
                      <span className="min-w-0 flex-1 group-hover:underline group-hover:decoration-1 group-hover:underline-offset-4">
                        {lesson.title}
                        {done.has(lesson.id) && <span className="sr-only"> (done)</span>}
                      </span>
                      {lesson.hasVideo && (
                        <span className="flex items-center gap-1.5 text-xs text-ink-faint">
                          <CirclePlay aria-hidden="true" className="size-4" />
                          Video
                        </span>
                      )}
                    </Link>
                  </li>
                ))}
              </ol>
            </section>
          ))
        )}
      </section>
      <SellerContact offer={offer} />
    </AccentScope>
  );
}

function Tick({ done, current }: { done: boolean; current: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid size-5.5 shrink-0 place-items-center rounded-full [&_svg]:size-3.5",
        done ? "bg-accent text-on-accent" : current ? "shadow-[inset_0_0_0_6px_var(--accent)]" : "shadow-[inset_0_0_0_1px_var(--line-strong)]",
      )}
    >
      {done && <Check strokeWidth={3} />}
    </span>
  );
}
