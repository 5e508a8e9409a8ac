import { Link } from "@remix-run/react";
import { ArrowLeft, ArrowRight, List, Lock, PanelLeft } from "lucide-react";
import { useEffect, type MouseEvent, type ReactNode } from "react";
import { AccentScope } from "~/components/ui/accent-scope";
import { buttonStyles } from "~/components/ui/button";
import { cn } from "~/lib/cn";
import { ThemeToggle } from "./theme-toggle";

export type PlayerNeighbour = { title: string; to: string; /** Why it is not open yet. */ lock: string | null };

export type PlayerShellProps = {
  store: { name: string; slug: string; accentColor: string | null };
  course: { title: string };
  /** The lessons, for the side of wide screens and below the lesson on phones. */
  list: ReactNode;
  progress: { done: number; total: number };
  /** Above the title: "Lesson 3 of 12". */
  position: string;
  title: string;
  /** Under the top bar: that one is offline. */
  notice?: ReactNode;
  /** The video, wider than the text. */
  media?: ReactNode;
  children?: ReactNode;
  previous: PlayerNeighbour | null;
  next: PlayerNeighbour | null;
  /** Small controls in the top bar: reading settings. */
  tools?: ReactNode;
  /** The bar at the bottom of phones, beside the button that opens the list. */
  thumb: ReactNode;
  /** Opens the list as a sheet; without JavaScript the link jumps to it. */
  onList: (event: MouseEvent<HTMLAnchorElement>) => void;
  /** Before a link to another lesson is followed. */
  onGo?: ((event: MouseEvent<HTMLAnchorElement>) => void) | undefined;
  columnClassName?: string;
  back: { label: string; to: string };
};

/**
 * One lesson, nothing else in the way. The list of lessons stands left on wide screens and folds away; on phones it is a sheet
 * from below, and everything one needs is within the thumb's reach. Nothing here needs JavaScript.
 */
export function PlayerShell({ store, course, list, progress, position, title, notice, media, children, previous, next, tools, thumb, onList, onGo, columnClassName, back }: PlayerShellProps) {
  const share = progress.total > 0 ? (progress.done / progress.total) * 100 : 0;
  return (
    <AccentScope accent={store.accentColor} className="min-h-dvh max-lg:pb-[calc(4.5rem+env(safe-area-inset-bottom))]">
      <header className="sticky top-0 z-30 border-b border-line bg-paper">
        <div className="flex h-14 items-center gap-2 px-1.5 pr-3 sm:grid sm:grid-cols-[1fr_auto_1fr] sm:gap-4 lg:pr-6">
          <Link to={back.to} className={buttonStyles({ variant: "ghost", size: "md", className: "justify-self-start px-3 sm:px-3" })}>
            <ArrowLeft aria-hidden="true" />
            <span className="max-sm:sr-only">{back.label}</span>
          </Link>
          <p className="min-w-0 flex-1 truncate text-sm font-medium sm:text-center">{course.title}</p>
          <div className="flex shrink-0 items-center gap-1 justify-self-end sm:gap-2">
            <p className="mr-2 hidden text-sm whitespace-nowrap text-ink-faint tabular-nums lg:block">
              {progress.done} of {progress.total} done
            </p>
            {tools}
          </div>
        </div>
        <div role="progressbar" aria-label={`Progress in ${course.title}`} aria-valuemin={0} aria-valuemax={progress.total} aria-valuenow={progress.done} aria-valuetext={`${progress.done} of ${progress.total} lessons done`} className="absolute inset-x-0 -bottom-px h-0.5">
          <div className="h-full bg-accent transition-[width] duration-500" style={{ width: `${share}%` }} />
        </div>
      </header>
      {notice}

      <div className="lg:flex">
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 scroll-mt-16">
          <article>
            {media && <div className="mx-auto w-full max-w-5xl sm:px-6 sm:pt-8">{media}</div>}
            <div className={cn("gutter mx-auto max-w-[46rem] pt-8 pb-14 sm:pt-12 sm:pb-20", columnClassName)}>
              <p className="text-sm break-words text-ink-faint">{position}</p>
              <h1 className="mt-1.5 font-display text-4xl font-medium tracking-[-0.02em] break-words">{title}</h1>
              {children}
              <Neighbours previous={previous} next={next} onGo={onGo} />
            </div>
          </article>
        </main>
        <SideList label={course.title} progress={progress} store={store}>
          {list}
        </SideList>
      </div>

      <section aria-label="Go on" className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden">
        <div className="gutter flex h-18 items-center gap-2.5">
          <a href="#lessons" onClick={onList} className={buttonStyles({ variant: "secondary", size: "lg", className: "px-4" })}>
            <List aria-hidden="true" />
            Lessons
          </a>
          <div className="min-w-0 flex-1 [&>*]:w-full">{thumb}</div>
        </div>
      </section>
    </AccentScope>
  );
}

/** A <details>, so that it folds to a strip on wide screens without JavaScript. */
function SideList({ label, progress, store, children }: { label: string; progress: PlayerShellProps["progress"]; store: PlayerShellProps["store"]; children: ReactNode }) {
  // In a long list the lesson one is in comes into sight, without moving the page.
  useEffect(() => {
    const box = document.querySelector<HTMLElement>("#lessons details");
    const current = box?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!box || !current || box.scrollHeight <= box.clientHeight) return;
    box.scrollTop += current.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }, []);
  return (
    <aside id="lessons" aria-label="Lessons" className="scroll-mt-14 border-t border-line bg-sunken lg:order-first lg:w-[21rem] lg:shrink-0 lg:border-t-0 lg:border-r lg:has-[details:not([open])]:w-14">
      <details open className="group lg:sticky lg:top-14 lg:max-h-[calc(100dvh-3.5rem)] lg:overflow-y-auto">
        <summary className="flex min-h-13 items-center gap-3 px-5 text-sm font-medium outline-offset-[-3px] lg:px-4.5 lg:hover:text-ink">
          <List aria-hidden="true" className="size-4.5 shrink-0 text-ink-faint lg:hidden" />
          <PanelLeft aria-hidden="true" className="hidden size-4.5 shrink-0 text-ink-faint lg:block" />
          <span className="lg:group-[:not([open])]:sr-only">Lessons</span>
          <span className="ml-auto text-xs font-normal text-ink-faint tabular-nums lg:hidden">
            {progress.done} of {progress.total} done
          </span>
        </summary>
        <div className="px-2 pt-1 pb-8 sm:px-5 lg:px-1.5">
          <nav aria-label={label} className="space-y-1">
            {children}
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

function Neighbours({ previous, next, onGo }: Pick<PlayerShellProps, "previous" | "next" | "onGo">) {
  if (!previous && !next) return null;
  const box = "group flex min-h-18 min-w-0 flex-col justify-center gap-0.5 rounded-lg border border-line px-5 py-3.5 transition-colors duration-150 hover:border-line-strong";
  return (
    <nav aria-label="Next and previous lesson" className="mt-12 grid gap-3 sm:grid-cols-2">
      {next && (
        <Link to={next.to} rel="next" onClick={onGo} className={`${box} sm:order-2 sm:col-start-2 sm:items-end sm:text-right`}>
          <span className="flex items-center gap-1.5 text-xs text-ink-faint">
            {next.lock ? <Lock aria-hidden="true" className="size-3" /> : null}
            Next
            <ArrowRight aria-hidden="true" className="size-3.5" />
          </span>
          <span className="max-w-full text-sm font-medium break-words">{next.title}</span>
          {next.lock && <span className="text-xs text-ink-faint">{next.lock}</span>}
        </Link>
      )}
      {previous && (
        <Link to={previous.to} rel="prev" onClick={onGo} className={`${box} sm:order-1 sm:col-start-1 sm:row-start-1`}>
          <span className="flex items-center gap-1.5 text-xs text-ink-faint">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Previous
          </span>
          <span className="max-w-full text-sm font-medium break-words">{previous.title}</span>
        </Link>
      )}
    </nav>
  );
}
