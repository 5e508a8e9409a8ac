import { Form, Link } from "@remix-run/react";
import { Film, FileText, Pencil, Trash2 } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import { ConfirmButton } from "~/components/ui/confirm-button";
import type { OutlineLesson, OutlineModule } from "~/domain/courses/queries.server";
import { Confirmed } from "./confirmed";
import type { CurriculumAnswer } from "./curriculum-edit.server";
import { RenameForm } from "./rename-form";
import { ReorderButtons } from "./reorder-buttons";

type ModuleCardProps = { offerId: string; module: OutlineModule; first: boolean; last: boolean; problem: CurriculumAnswer["problem"] };

/** One module with its lessons. */
export function ModuleCard({ offerId, module, first, last, problem }: ModuleCardProps) {
  const { id, title, lessons } = module;
  const renaming = problem?.at === `rename-module-${id}` ? problem : undefined;
  const adding = problem?.at === `add-lesson-${id}` ? problem : undefined;
  return (
    <section aria-labelledby={`title-${id}`} className="min-w-0 overflow-clip rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 pr-2 pl-5">
        <h3 id={`title-${id}`} className="min-w-0 flex-1 basis-48 py-1.5 font-semibold break-words">
          {title}
        </h3>
        <div className="-ml-2 flex items-center">
          <ReorderButtons name={`module ${title}`} id={id} intent="move-module" field="moduleId" first={first} last={last} />
          <Form method="post" preventScrollReset>
            <input type="hidden" name="moduleId" value={id} />
            <Confirmed />
            <ConfirmButton
              variant="ghost"
              size="icon"
              className="text-ink-faint"
              name="intent"
              value="delete-module"
              pendingLabel=""
              title={`Delete “${title}”?`}
              description={
                lessons.length === 0
                  ? "It has no lessons yet."
                  : `${lessons.length === 1 ? "Its lesson goes" : `Its ${lessons.length} lessons go`} with it, text and videos too, also for those who bought the course. This cannot be undone.`
              }
              confirmLabel="Delete module"
            >
              <Trash2 aria-hidden="true" />
              <span className="sr-only">Delete module {title}</span>
            </ConfirmButton>
          </Form>
        </div>
      </header>
      {lessons.length > 0 && (
        <ol className="divide-y divide-line border-t border-line">
          {lessons.map((lesson, index) => (
            <LessonRow
              key={lesson.id}
              offerId={offerId}
              lesson={lesson}
              // Over the edge of a module is the next one, so only the ends of the course are ends.
              first={first && index === 0}
              last={last && index === lessons.length - 1}
            />
          ))}
        </ol>
      )}
      <div className="grid gap-4 border-t border-line bg-paper px-5 py-4">
        <RenameForm
          key={`${lessons.length}`}
          label={`New lesson in ${title}`}
          hideLabel
          placeholder="Title of a new lesson"
          submit="Add lesson"
          fields={{ intent: "add-lesson", moduleId: id }}
          value={adding?.typed ?? ""}
          problem={adding?.message}
        />
        <details className="group text-sm" open={renaming !== undefined || undefined}>
          <summary className="inline-flex min-h-11 items-center gap-2 rounded-sm text-ink-muted hover:text-ink sm:min-h-6">
            <Pencil aria-hidden="true" className="size-4" />
            Rename this module
          </summary>
          <div className="pt-3">
            <RenameForm
              label={`Title of the module ${title}`}
              hideLabel
              submit="Rename"
              fields={{ intent: "rename-module", moduleId: id }}
              value={renaming?.typed ?? title}
              problem={renaming?.message}
            />
          </div>
        </details>
      </div>
    </section>
  );
}

function LessonRow({ offerId, lesson, first, last }: { offerId: string; lesson: OutlineLesson; first: boolean; last: boolean }) {
  const { id, title, hasVideo, isPreview } = lesson;
  const Icon = hasVideo ? Film : FileText;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-1.5 pr-2 pl-5 sm:flex-nowrap">
      <Icon aria-hidden="true" className="hidden size-4.5 shrink-0 text-ink-faint sm:block" />
      <div className="flex min-w-0 flex-1 basis-44 flex-wrap items-center gap-x-3 gap-y-1 py-1">
        <Link to={`/studio/offers/${offerId}/lessons/${id}`} className="inline-flex min-h-11 min-w-0 items-center text-sm font-medium break-words hover:underline hover:underline-offset-4 sm:min-h-6">
          {title}
        </Link>
        {isPreview && <Badge tone="accent">Free preview</Badge>}
        {hasVideo && <span className="sr-only">with video</span>}
      </div>
      <div className="-ml-2 flex items-center">
        <ReorderButtons name={`lesson ${title}`} id={id} intent="move-lesson" field="lessonId" first={first} last={last} />
        <Form method="post" preventScrollReset>
          <input type="hidden" name="lessonId" value={id} />
          <Confirmed />
          <ConfirmButton
            variant="ghost"
            size="icon"
            className="text-ink-faint"
            name="intent"
            value="delete-lesson"
            pendingLabel=""
            title={`Delete “${title}”?`}
            description="Its text and its video go with it, also for those who bought the course. This cannot be undone."
            confirmLabel="Delete lesson"
          >
            <Trash2 aria-hidden="true" />
            <span className="sr-only">Delete lesson {title}</span>
          </ConfirmButton>
        </Form>
      </div>
    </li>
  );
}
