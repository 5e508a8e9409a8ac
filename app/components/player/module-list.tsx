import { Link, useFetcher } from "@remix-run/react";
import { Check, ChevronDown, Lock } from "lucide-react";
import { useId, useState, type MouseEvent } from "react";
import { Spinner } from "~/components/ui/spinner";
import type { ShownLesson, ShownModule } from "~/domain/library/course-view.server";
import { cn } from "~/lib/cn";

export type ModuleListProps = {
  offerId: string;
  modules: ReadonlyArray<ShownModule>;
  /** The lesson one is in. */
  currentId: string | null;
  /** The lesson to go on with, on the course's own page. */
  markedId?: string | null;
  headingLevel?: 2 | 3;
  /** The page itself, for opening a module without JavaScript. */
  here: string;
  /** Done on this device, not yet known to the server. */
  doneHere?: string | null;
  /** After a lesson was chosen: a sheet closes. */
  onChoose?: (event: MouseEvent<HTMLAnchorElement>) => void;
};

/** The modules with how far one is in each, and the lessons of those that are open. A long course's others come when they are opened. */
export function ModuleList({ modules, ...rest }: ModuleListProps) {
  return modules.map((module) => <Module key={module.id} module={module} {...rest} />);
}

function Module({ module, offerId, currentId, markedId = null, headingLevel = 2, here, doneHere = null, onChoose }: Omit<ModuleListProps, "modules"> & { module: ShownModule }) {
  const id = useId();
  const fetcher = useFetcher<{ lessons: ShownLesson[] }>({ key: `module-${module.id}` });
  const lessons = module.lessons ?? fetcher.data?.lessons ?? null;
  const [open, setOpen] = useState(module.lessons !== null);
  const Heading = headingLevel === 2 ? "h2" : "h3";
  const shown = open && lessons !== null;
  const toggle = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !navigator.onLine) return;
    event.preventDefault();
    if (!lessons && fetcher.state === "idle") fetcher.load(`/library/${offerId}/modules/${module.id}`);
    setOpen(!open);
  };
  return (
    <section aria-labelledby={`${id}-title`} id={`module-${module.id}`} className="scroll-mt-20">
      <Heading id={`${id}-title`}>
        <Link
          to={`${here}?module=${module.id}#module-${module.id}`}
          aria-expanded={shown}
          aria-controls={shown ? `${id}-lessons` : undefined}
          onClick={toggle}
          preventScrollReset
          className="group flex min-h-11 items-center gap-2.5 rounded-md px-3 py-2 text-sm leading-snug font-semibold outline-offset-[-2px] hover:bg-line/60"
        >
          <span className="min-w-0 flex-1 break-words">{module.title}</span>
          {open && !lessons ? <Spinner /> : null}
          <span className="text-xs font-normal whitespace-nowrap text-ink-faint tabular-nums">
            {module.done} of {module.total}
            <span className="sr-only"> done</span>
          </span>
          <ChevronDown aria-hidden="true" className={cn("size-4 shrink-0 text-ink-faint transition-transform duration-150", shown && "rotate-180")} />
        </Link>
      </Heading>
      {shown && (
        <ol id={`${id}-lessons`} className="mb-3 space-y-px">
          {lessons.map((lesson) => (
            <li key={lesson.id}>
              <Row lesson={lesson} to={`/library/${offerId}/lessons/${lesson.id}`} current={lesson.id === currentId} marked={lesson.id === markedId} done={lesson.done || lesson.id === doneHere} onClick={onChoose} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Row({ lesson, to, current, marked, done, onClick }: { lesson: ShownLesson; to: string; current: boolean; marked: boolean; done: boolean; onClick: ModuleListProps["onChoose"] }) {
  const kind = lesson.medium === "video" ? "Video" : lesson.medium === "audio" ? "Audio" : null;
  return (
    <Link
      to={to}
      onClick={onClick}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex min-h-11 items-start gap-3 rounded-md px-3 py-2.5 text-sm leading-snug outline-offset-[-2px] transition-colors duration-150",
        current ? "bg-surface font-medium text-ink shadow-[inset_0_0_0_1px_var(--line)]" : "text-ink-muted hover:bg-line/60 hover:text-ink",
      )}
    >
      <Tick done={done} current={current || marked} locked={lesson.lock !== null} />
      <span className="min-w-0 flex-1 break-words">
        {lesson.title}
        {done && <span className="sr-only"> (done)</span>}
        {/* A date says something; that each waits for the one before it need not be read a hundred times. */}
        {lesson.lock && <span className={lesson.lockKind === "order" ? "sr-only" : "mt-0.5 block text-xs font-normal text-ink-faint"}> {lesson.lock}</span>}
      </span>
      {(kind || lesson.hasQuiz) && !lesson.lock && <span className="shrink-0 text-xs leading-5 font-normal text-ink-faint">{[kind, lesson.hasQuiz && "Quiz"].filter(Boolean).join(" · ")}</span>}
    </Link>
  );
}

/** Done, here, shut or open. */
export function Tick({ done, current, locked }: { done: boolean; current: boolean; locked: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "mt-px grid size-4.5 shrink-0 place-items-center rounded-full [&_svg]:size-3",
        done ? "bg-accent text-on-accent" : current ? "shadow-[inset_0_0_0_5px_var(--accent)]" : locked ? "text-ink-faint [&_svg]:size-3.5" : "shadow-[inset_0_0_0_1px_var(--line-strong)]",
      )}
    >
      {done ? <Check strokeWidth={3} /> : locked ? <Lock /> : null}
    </span>
  );
}
