import { Link } from "@remix-run/react";
import { cn } from "~/lib/cn";
import { Button } from "~/components/ui/button";
import { useCurriculumPage } from "./curriculum-context";
import { Slot, useIntoModule, useRowDrag } from "./curriculum-drag";
import { ChangeForm, DripFields, TitleForm } from "./curriculum-forms";
import { Glyph } from "./curriculum-glyphs";
import { LessonRow } from "./curriculum-lesson";
import { OptionsLink, RowButton } from "./curriculum-row";
import type { ShownLesson, ShownModule } from "./curriculum-view";

type ModuleCardProps = {
  module: ShownModule;
  /** The module above it. */
  previous: string | null;
  /** Null: it is closed. */
  lessons: ShownLesson[] | null;
  first: boolean;
  last: boolean;
};

/** One module: its name and count, and when it is open its lessons. */
export function ModuleCard({ module, previous, lessons, first, last }: ModuleCardProps) {
  const { id, title, lessonCount } = module;
  const { editing } = useCurriculumPage();
  const open = lessons !== null;
  const { row, isDragging, handle } = useRowDrag({ kind: "module", id, title });
  const { into, isOver } = useIntoModule(id, title, !open);
  return (
    <li>
      <Slot takes="module" after={previous} before={id} words={`Before module ${title}`} />
      <section aria-labelledby={`title-${id}`} className={cn("min-w-0 rounded-lg border bg-surface", isOver ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]" : "border-line", isDragging && "opacity-45")}>
        <header
          ref={(node) => {
            row(node);
            into(node);
          }}
          className="flex items-center gap-x-1 py-1.5 pr-2 pl-1.5"
        >
          {handle}
          <h3 id={`title-${id}`} className="min-w-0 flex-1 font-semibold noscript:pl-3">
            <Link
              to={open ? "?module=" : `?module=${id}`}
              replace
              preventScrollReset
              prefetch="none"
              aria-expanded={open}
              className="flex min-h-11 min-w-0 items-center gap-2 rounded-sm pr-2"
            >
              <Glyph name="open" className={cn("size-4 text-ink-faint", open && "rotate-90")} />
              <span className="min-w-0 flex-1 sm:flex sm:items-center sm:gap-3">
                <span className="block min-w-0 flex-1 [overflow-wrap:anywhere]">{title}</span>
                <span className="block shrink-0 text-xs font-normal text-ink-faint tabular-nums">
                  {lessonCount.toLocaleString("en")} {lessonCount === 1 ? "lesson" : "lessons"}
                </span>
              </span>
            </Link>
          </h3>
          <div className="ml-auto flex items-center">
            <RowButton glyph="up" change={`move-module ${id} up`} label={`Move module ${title} up`} off={first} />
            <RowButton glyph="down" change={`move-module ${id} down`} label={`Move module ${title} down`} off={last} />
            <OptionsLink id={id} moduleId={id} label={`Options of module ${title}`} />
            <RowButton glyph="bin" change={`delete-module ${id}`} label={`Delete module ${title}`} always />
          </div>
        </header>
        {editing === id && <ModuleOptions module={module} />}
        {open && (
          <>
            {lessons.length > 0 && (
              <ol className="border-t border-line">
                {lessons.map((lesson, index) => (
                  <LessonRow
                    key={lesson.id}
                    lesson={lesson}
                    moduleId={id}
                    previous={lessons[index - 1]?.id ?? null}
                    // Over the edge of a module is the next one, so only the ends of the course are ends.
                    first={first && index === 0}
                    last={last && index === lessons.length - 1}
                  />
                ))}
              </ol>
            )}
            <Slot takes="lesson" moduleId={id} after={lessons.at(-1)?.id ?? null} before={null} words={`At the end of module ${title}`} />
            <div className="rounded-b-lg border-t border-line bg-paper px-4 py-3.5 sm:px-5">
              <TitleForm
                at={`add-lesson-${id}`}
                label={`New lesson in ${title}`}
                hideLabel
                placeholder="Title of a new lesson"
                submit="Add lesson"
                fields={{ intent: "add-lesson", moduleId: id }}
              />
            </div>
          </>
        )}
      </section>
    </li>
  );
}

/** A module's name, and one opening for all its lessons. */
function ModuleOptions({ module: { id, title, lessonCount } }: { module: ShownModule }) {
  const { edit, problem } = useCurriculumPage();
  const refused = problem?.problem?.at === `drip-module-${id}` ? problem.message : undefined;
  return (
    <div className="grid gap-6 border-t border-line bg-paper px-4 py-5 sm:px-5">
      <TitleForm at={`rename-module-${id}`} label="Title of the module" submit="Rename" value={title} fields={{ intent: "rename-module", moduleId: id }} onDone={() => edit(null)} />
      {lessonCount > 0 && (
        <ChangeForm fields={{ intent: "drip-module", moduleId: id }} className="space-y-3" onDone={() => edit(null)}>
          <DripFields legend="All its lessons open" drip={{ dripDays: null, dripAt: null }} />
          {refused && <p className="text-sm text-danger">{refused}</p>}
          <Button type="submit" variant="secondary" size="sm">
            Set for {lessonCount === 1 ? "its lesson" : `all ${lessonCount.toLocaleString("en")} lessons`}
          </Button>
        </ChangeForm>
      )}
    </div>
  );
}
