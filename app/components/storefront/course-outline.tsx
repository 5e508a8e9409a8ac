import { Link } from "@remix-run/react";
import { ChevronDown, CirclePlay, FileText } from "lucide-react";

export type CourseOutlineProps = {
  modules: ReadonlyArray<{ id: string; title: string; lessons: ReadonlyArray<{ id: string; title: string; isPreview: boolean; hasVideo: boolean }> }>;
  /** Where free lessons open: `${previewBase}/${lessonId}`. */
  previewBase: string;
};

/** How many modules stand open at first; a long course should not push the rest of the page away. */
const OPEN_AT_FIRST = 2;

/** What is taught, in order. Free lessons are links. Modules fold without JavaScript. */
export function CourseOutline({ modules, previewBase }: CourseOutlineProps) {
  const shown = modules.filter((module) => module.lessons.length > 0);
  return (
    <ol className="divide-y divide-line border-y border-line">
      {shown.map((module, index) => (
        <li key={module.id}>
          <details open={index < OPEN_AT_FIRST} className="group">
            <summary className="flex min-h-14 items-center gap-4 rounded-sm py-3">
              <span className="w-6 shrink-0 text-sm text-ink-faint tabular-nums">{index + 1}</span>
              <span className="min-w-0 flex-1 font-medium">{module.title}</span>
              <span className="shrink-0 text-sm text-ink-faint tabular-nums">
                {module.lessons.length} {module.lessons.length === 1 ? "lesson" : "lessons"}
              </span>
              <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint transition-transform duration-150 group-open:rotate-180" />
            </summary>
            <ul className="pb-4 pl-10">
              {module.lessons.map((lesson) => (
                <li key={lesson.id} className="flex min-h-11 items-center gap-3 text-sm text-ink-muted sm:min-h-9">
                  {lesson.hasVideo ? <CirclePlay aria-hidden="true" className="size-4 shrink-0 text-ink-faint" /> : <FileText aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />}
                  {lesson.isPreview ? (
                    <Link to={`${previewBase}/${lesson.id}`} className="flex min-h-11 flex-1 items-center justify-between gap-4 text-ink sm:min-h-9">
                      <span className="link-quiet">{lesson.title}</span>
                      <span className="shrink-0 rounded-full bg-accent-soft px-2.5 py-0.5 text-xs font-medium text-accent-ink">Free preview</span>
                    </Link>
                  ) : (
                    <span className="min-w-0 flex-1">{lesson.title}</span>
                  )}
                  <span className="sr-only">{lesson.hasVideo ? "with video" : ""}</span>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ol>
  );
}
