import { Link, useFetcher, useSearchParams } from "@remix-run/react";
import { ChevronDown, CirclePlay, FileText } from "lucide-react";

type Lesson = { id: string; title: string; isPreview: boolean; hasVideo: boolean };
type Module = { id: string; title: string; lessonCount: number; lessons: ReadonlyArray<Lesson> | null };

export type CourseOutlineProps = {
  modules: ReadonlyArray<Module>;
  /** `/s/<store>/<offer>`: free lessons open at `/preview/<lesson>` below it, a module's lessons at `/modules/<module>`. */
  offerPath: string;
};

/** What is taught, in order. Free lessons are links. The lessons of a module are fetched when it is opened; without JavaScript a link brings them. */
export function CourseOutline({ modules, offerPath }: CourseOutlineProps) {
  const [query] = useSearchParams();
  const asked = query.get("module");
  return (
    <ol className="divide-y divide-line border-y border-line">
      {modules.map((module, index) => (
        <li key={module.id} id={module.id}>
          <ModuleFold module={module} number={index + 1} open={asked === null ? index === 0 : asked === module.id} offerPath={offerPath} />
        </li>
      ))}
    </ol>
  );
}

function ModuleFold({ module, number, open, offerPath }: { module: Module; number: number; open: boolean; offerPath: string }) {
  const fetcher = useFetcher<{ lessons: Lesson[] }>();
  const lessons = fetcher.data?.lessons ?? module.lessons;
  const missing = module.lessonCount - (lessons?.length ?? 0);
  const address = `${offerPath}/modules/${module.id}`;
  const fetch = () => {
    if (fetcher.state === "idle" && !fetcher.data) fetcher.load(address);
  };
  return (
    <details open={open} className="group" onToggle={(event) => event.currentTarget.open && !lessons && fetch()}>
      <summary className="flex min-h-14 items-center gap-4 rounded-sm py-3">
        <span className="w-6 shrink-0 text-sm text-ink-faint tabular-nums">{number}</span>
        <span className="min-w-0 flex-1 font-medium break-words">{module.title}</span>
        <span className="shrink-0 text-sm text-ink-faint tabular-nums">
          {module.lessonCount} {module.lessonCount === 1 ? "lesson" : "lessons"}
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint transition-transform duration-150 group-open:rotate-180" />
      </summary>
      {lessons && <Lessons lessons={lessons} offerPath={offerPath} />}
      {missing > 0 && (
        <p className="pb-4 pl-10 text-sm" aria-live="polite">
          {fetcher.state === "loading" ? (
            <span className="text-ink-faint">Fetching the lessons…</span>
          ) : (
            <Link
              to={`${offerPath}?module=${module.id}#${module.id}`}
              preventScrollReset
              onClick={(event) => {
                event.preventDefault();
                fetch();
              }}
              className="link-quiet inline-block py-2.5 text-ink sm:py-1"
            >
              {lessons ? `Show all ${module.lessonCount} lessons` : "Show the lessons"}
            </Link>
          )}
        </p>
      )}
    </details>
  );
}

function Lessons({ lessons, offerPath }: { lessons: ReadonlyArray<Lesson>; offerPath: string }) {
  return (
    <ul className="pb-4 pl-10">
      {lessons.map((lesson) => (
        <li key={lesson.id} className="flex min-h-11 items-center gap-3 text-sm text-ink-muted sm:min-h-9">
          {lesson.hasVideo ? <CirclePlay aria-hidden="true" className="size-4 shrink-0 text-ink-faint" /> : <FileText aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />}
          {lesson.isPreview ? (
            <Link to={`${offerPath}/preview/${lesson.id}`} className="flex min-h-11 flex-1 items-center justify-between gap-4 text-ink sm:min-h-9">
              <span className="link-quiet min-w-0 break-words">{lesson.title}</span>
              <span className="shrink-0 rounded-full bg-accent-soft px-2.5 py-0.5 text-xs font-medium text-accent-ink">Free preview</span>
            </Link>
          ) : (
            <span className="min-w-0 flex-1 break-words">{lesson.title}</span>
          )}
          <span className="sr-only">{lesson.hasVideo ? "with video" : ""}</span>
        </li>
      ))}
    </ul>
  );
}
