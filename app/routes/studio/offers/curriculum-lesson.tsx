import { Link } from "@remix-run/react";
import { useId } from "react";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/checkbox";
import { controlStyles } from "~/components/ui/control-styles";
import { cn } from "~/lib/cn";
import { useCurriculumPage } from "./curriculum-context";
import { Slot, useRowDrag } from "./curriculum-drag";
import { ChangeForm, DripFields } from "./curriculum-forms";
import { Glyph } from "./curriculum-glyphs";
import { OptionsLink, RowButton } from "./curriculum-row";
import { dripWords, type ShownLesson } from "./curriculum-view";

type LessonRowProps = { lesson: ShownLesson; moduleId: string; previous: string | null; first: boolean; last: boolean };

/** One lesson: its name leads to its own page; what the curriculum knows of it stands beside. */
export function LessonRow({ lesson, moduleId, previous, first, last }: LessonRowProps) {
  const { id, title, hasVideo, hasQuiz, isPreview } = lesson;
  const { offerId, editing } = useCurriculumPage();
  const { row, isDragging, handle } = useRowDrag({ kind: "lesson", id, title });
  const opens = dripWords(lesson);
  return (
    <li className="border-t border-line first:border-t-0">
      <Slot takes="lesson" moduleId={moduleId} after={previous} before={id} words={`Before ${title}`} />
      <div ref={row} className={cn("flex items-center gap-x-1 py-1 pr-2 pl-1.5", isDragging && "opacity-45")}>
        {handle}
        <Glyph name={hasVideo ? "video" : "text"} className="mr-1.5 hidden text-ink-faint noscript:ml-3 sm:block" />
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 py-1 noscript:pl-3 sm:noscript:pl-0">
          <Link to={`/studio/offers/${offerId}/lessons/${id}`} className="inline-flex min-h-9 min-w-0 items-center text-sm font-medium [overflow-wrap:anywhere] hover:underline hover:underline-offset-4 sm:min-h-6">
            {title}
          </Link>
          {(isPreview || hasQuiz || opens) && (
            <span className="flex flex-wrap gap-1.5 pb-1 sm:pb-0">
              {isPreview && <Badge tone="accent">Free preview</Badge>}
              {hasQuiz && <Badge tone="neutral">Quiz</Badge>}
              {opens && <Badge tone="info">{opens}</Badge>}
            </span>
          )}
          {hasVideo && <span className="sr-only">with video or audio</span>}
        </div>
        <div className="flex shrink-0 items-center">
          <RowButton glyph="up" change={`move-lesson ${id} up`} label={`Move lesson ${title} up`} off={first} />
          <RowButton glyph="down" change={`move-lesson ${id} down`} label={`Move lesson ${title} down`} off={last} />
          <OptionsLink id={id} moduleId={moduleId} label={`Options of lesson ${title}`} />
          <RowButton glyph="bin" change={`delete-lesson ${id}`} label={`Delete lesson ${title}`} always />
        </div>
      </div>
      {editing === id && <LessonOptions lesson={lesson} moduleId={moduleId} />}
    </li>
  );
}

/** What can be set without opening the lesson: its name, who sees it and when, and its module. */
function LessonOptions({ lesson, moduleId }: { lesson: ShownLesson; moduleId: string }) {
  const id = useId();
  const { edit, problem, curriculum } = useCurriculumPage();
  const refused = problem?.problem?.at === `save-lesson-${lesson.id}` ? problem.problem : undefined;
  const others = curriculum.modules.filter((module) => module.id !== moduleId);
  return (
    <div className="grid gap-6 border-t border-line bg-paper px-4 py-5 sm:px-5">
      <ChangeForm fields={{ intent: "save-lesson", lessonId: lesson.id }} className="grid gap-4" onDone={() => edit(null)}>
        <div className="space-y-1.5">
          <label htmlFor={id} className="block text-sm font-medium">
            Title of the lesson
          </label>
          <input
            id={id}
            name="title"
            required
            maxLength={120}
            defaultValue={refused ? refused.typed : lesson.title}
            autoComplete="off"
            aria-invalid={refused ? true : undefined}
            aria-describedby={refused ? `${id}-error` : undefined}
            className={cn(controlStyles, "h-11 sm:h-10")}
          />
        </div>
        <DripFields legend="Opens" drip={lesson} />
        <Checkbox name="preview" defaultChecked={lesson.isPreview} label="Free preview" description="Anybody can read and watch it on the offer’s page, before buying." />
        {refused && (
          <p id={`${id}-error`} className="text-sm text-danger">
            {refused.message}
          </p>
        )}
        <div className="flex flex-wrap gap-2.5">
          <Button type="submit" size="sm">
            Save
          </Button>
          <Button variant="ghost" size="sm" onClick={() => edit(null)} className="noscript:hidden">
            Close
          </Button>
        </div>
      </ChangeForm>
      {others.length > 0 && (
        <ChangeForm fields={{ intent: "place-lesson", lessonId: lesson.id, after: "", before: "" }} className="space-y-1.5 border-t border-line pt-4" onDone={() => edit(null)}>
          <label htmlFor={`${id}-module`} className="block text-sm font-medium">
            Move to the end of another module
          </label>
          <div className="flex flex-wrap gap-2.5">
            <select id={`${id}-module`} name="moduleId" className={cn(controlStyles, "h-11 w-auto min-w-0 flex-1 basis-44 sm:h-10")}>
              {others.map((module) => (
                <option key={module.id} value={module.id}>
                  {module.title}
                </option>
              ))}
            </select>
            <Button type="submit" variant="secondary">
              Move
            </Button>
          </div>
        </ChangeForm>
      )}
    </div>
  );
}
