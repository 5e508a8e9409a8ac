import { Link } from "@remix-run/react";
import { ArrowLeft, ArrowRight, List } from "lucide-react";
import type { ReactNode } from "react";
import { AccentScope } from "~/components/ui/accent-scope";
import { buttonStyles } from "~/components/ui/button";
import { cn } from "~/lib/cn";
import { PlayerLessons, type PlayerModule } from "./player-lessons";

export type PlayerShellProps = {
  store: { name: string; slug: string; accentColor: string | null };
  course: { title: string };
  modules: ReadonlyArray<PlayerModule>;
  /** Null for a visitor watching a free lesson. */
  progress: { done: number; total: number } | null;
  /** Above the title: "Lesson 3 of 12" or the module's name. */
  position?: string;
  title: string;
  /** The video, wider than the text. */
  media?: ReactNode;
  children?: ReactNode;
  /** The form that marks the lesson done, or the offer for a visitor. */
  footer?: ReactNode;
  previous: { title: string; to: string } | null;
  next: { title: string; to: string } | null;
  /** Small controls in the top bar: reading settings. */
  tools?: ReactNode;
  /** Other widths than the usual for the text column. */
  columnClassName?: string;
  /** Where "back" leads; the library, or the offer page for a visitor. */
  back?: { label: string; to: string };
};

/**
 * One lesson, nothing else in the way. The list of lessons stands left on wide screens and folds away; on phones it
 * follows the lesson, one tap away. Nothing here needs JavaScript.
 */
export function PlayerShell({ store, course, modules, progress, position, title, media, children, footer, previous, next, tools, columnClassName, back = { label: "Library", to: "/library" } }: PlayerShellProps) {
  return (
    <AccentScope accent={store.accentColor} className="min-h-dvh">
      <header className="sticky top-0 z-30 border-b border-line bg-paper">
        <div className="flex h-14 items-center gap-2 px-1.5 pr-3 sm:grid sm:grid-cols-[1fr_auto_1fr] sm:gap-4 lg:pr-6">
          <Link to={back.to} className={buttonStyles({ variant: "ghost", size: "md", className: "justify-self-start px-3 sm:px-3" })}>
            <ArrowLeft aria-hidden="true" />
            <span className="max-sm:sr-only">{back.label}</span>
          </Link>
          <p className="min-w-0 flex-1 truncate text-sm font-medium sm:text-center">{course.title}</p>
          <div className="flex shrink-0 items-center gap-1 justify-self-end sm:gap-2">
            {progress && (
              <p className="mr-2 hidden text-sm whitespace-nowrap text-ink-faint tabular-nums lg:block">
                {progress.done} of {progress.total} done
              </p>
            )}
            {tools}
            <a href="#lessons" className={buttonStyles({ variant: "secondary", size: "md", className: "lg:hidden" })}>
              <List aria-hidden="true" />
              Lessons
            </a>
          </div>
        </div>
        {progress && (
          <div
            role="progressbar"
            aria-label={`Progress in ${course.title}`}
            aria-valuemin={0}
            aria-valuemax={progress.total}
            aria-valuenow={progress.done}
            aria-valuetext={`${progress.done} of ${progress.total} lessons done`}
            className="absolute inset-x-0 -bottom-px h-0.5"
          >
            <div className="h-full bg-accent transition-[width] duration-500" style={{ width: `${progress.total > 0 ? (progress.done / progress.total) * 100 : 0}%` }} />
          </div>
        )}
      </header>

      <div className="lg:flex">
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 scroll-mt-16">
          <article>
            {media && <div className="mx-auto w-full max-w-5xl sm:px-6 sm:pt-8">{media}</div>}
            <div className={cn("gutter mx-auto max-w-[46rem] pt-8 pb-14 sm:pt-12 sm:pb-20", columnClassName)}>
              {position && <p className="text-sm text-ink-faint">{position}</p>}
              <h1 className="mt-1.5 font-display text-4xl font-medium tracking-[-0.02em]">{title}</h1>
              {children && <div className="mt-7 sm:mt-9">{children}</div>}
              {footer && <div className="mt-12">{footer}</div>}
              <Neighbours previous={previous} next={next} />
            </div>
          </article>
        </main>
        <PlayerLessons courseTitle={course.title} modules={modules} progress={progress} store={store} />
      </div>
    </AccentScope>
  );
}

function Neighbours({ previous, next }: Pick<PlayerShellProps, "previous" | "next">) {
  if (!previous && !next) return null;
  const box = "group flex min-h-18 flex-col justify-center gap-0.5 rounded-lg border border-line px-5 py-3.5 transition-colors duration-150 hover:border-line-strong";
  return (
    <nav aria-label="Next and previous lesson" className="mt-12 grid gap-3 sm:grid-cols-2">
      {next && (
        <Link to={next.to} rel="next" className={`${box} sm:order-2 sm:col-start-2 sm:items-end sm:text-right`}>
          <span className="flex items-center gap-1.5 text-xs text-ink-faint">
            Next
            <ArrowRight aria-hidden="true" className="size-3.5" />
          </span>
          <span className="text-sm font-medium">{next.title}</span>
        </Link>
      )}
      {previous && (
        <Link to={previous.to} rel="prev" className={`${box} sm:order-1 sm:col-start-1 sm:row-start-1`}>
          <span className="flex items-center gap-1.5 text-xs text-ink-faint">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Previous
          </span>
          <span className="text-sm font-medium">{previous.title}</span>
        </Link>
      )}
    </nav>
  );
}
