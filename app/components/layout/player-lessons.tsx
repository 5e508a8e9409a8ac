import { Link } from "@remix-run/react";
import { Check, List, Lock, PanelLeft } from "lucide-react";
import { cn } from "~/lib/cn";
import { ThemeToggle } from "./theme-toggle";

export type PlayerLesson = {
  id: string;
  title: string;
  to: string;
  /** current wins over done for the row's look; give `done` as well to keep its tick. */
  state: "done" | "current" | "open" | "locked";
  done?: boolean;
  /** "12 min", "Reading", "Free". */
  note?: string | undefined;
};
export type PlayerModule = { id: string; title: string; lessons: ReadonlyArray<PlayerLesson> };

type PlayerLessonsProps = {
  courseTitle: string;
  store: { name: string; slug: string };
  modules: ReadonlyArray<PlayerModule>;
  progress: { done: number; total: number } | null;
};

/** Every lesson of the course. A <details>, so that it folds to a strip on wide screens without JavaScript. */
export function PlayerLessons({ courseTitle, store, modules, progress }: PlayerLessonsProps) {
  return (
    <aside
      id="lessons"
      aria-label="Lessons"
      className="scroll-mt-14 border-t border-line bg-sunken lg:order-first lg:w-[21rem] lg:shrink-0 lg:border-t-0 lg:border-r lg:has-[details:not([open])]:w-14"
    >
      <details open className="group lg:sticky lg:top-14 lg:max-h-[calc(100dvh-3.5rem)] lg:overflow-y-auto">
        <summary className="flex min-h-13 items-center gap-3 px-5 text-sm font-medium outline-offset-[-3px] lg:px-4.5 lg:hover:text-ink">
          <List aria-hidden="true" className="size-4.5 shrink-0 text-ink-faint lg:hidden" />
          <PanelLeft aria-hidden="true" className="hidden size-4.5 shrink-0 text-ink-faint lg:block" />
          <span className="lg:group-[:not([open])]:sr-only">Lessons</span>
          {progress && (
            <span className="ml-auto text-xs font-normal text-ink-faint tabular-nums lg:hidden">
              {progress.done} of {progress.total} done
            </span>
          )}
        </summary>
        <div className="px-2 pt-2 pb-8 sm:px-5 lg:px-1.5 lg:pt-3">
          <nav aria-label={courseTitle} className="space-y-6">
            {modules.map((module) => (
              <section key={module.id} aria-labelledby={`module-${module.id}`}>
                <h2 id={`module-${module.id}`} className="eyebrow mb-1.5 px-3">
                  {module.title}
                </h2>
                <ol className="space-y-px">
                  {module.lessons.map((lesson) => (
                    <li key={lesson.id}>
                      <LessonRow lesson={lesson} />
                    </li>
                  ))}
                </ol>
              </section>
            ))}
          </nav>
          <div className="mt-10 flex flex-wrap items-center justify-between gap-3 px-3 text-xs text-ink-faint">
            <Link to={`/s/${store.slug}`} className="inline-flex min-h-11 items-center hover:text-ink hover:underline hover:underline-offset-4">
              {store.name}
            </Link>
            <ThemeToggle />
          </div>
        </div>
      </details>
    </aside>
  );
}

function LessonRow({ lesson }: { lesson: PlayerLesson }) {
  const current = lesson.state === "current";
  const done = lesson.done ?? lesson.state === "done";
  return (
    <Link
      to={lesson.to}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex min-h-11 items-start gap-3 rounded-md px-3 py-2.5 text-sm leading-snug transition-colors duration-150",
        current ? "bg-surface font-medium text-ink shadow-[inset_0_0_0_1px_var(--line)]" : "text-ink-muted hover:bg-line/60 hover:text-ink",
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          "mt-px grid size-4.5 shrink-0 place-items-center rounded-full [&_svg]:size-3",
          done ? "bg-accent text-on-accent" : current ? "shadow-[inset_0_0_0_5px_var(--accent)]" : lesson.state === "locked" ? "text-ink-faint" : "shadow-[inset_0_0_0_1px_var(--line-strong)]",
        )}
      >
        {done ? <Check strokeWidth={3} /> : lesson.state === "locked" ? <Lock /> : null}
      </span>
      <span className="min-w-0 flex-1">
        {lesson.title}
        {done && <span className="sr-only"> (done)</span>}
        {lesson.state === "locked" && <span className="sr-only"> (part of the course)</span>}
      </span>
      {lesson.note && <span className="shrink-0 text-xs leading-5 font-normal text-ink-faint tabular-nums">{lesson.note}</span>}
    </Link>
  );
}
