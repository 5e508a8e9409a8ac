import { useLocation, useNavigate, useRevalidator } from "@remix-run/react";
import { Keyboard } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent, type MouseEvent } from "react";
import { PlayerShell } from "~/components/layout/player-shell";
import { Button } from "~/components/ui/button";
import { Prose } from "~/components/ui/prose";
import { useHydrated } from "~/components/ui/use-hydrated";
import type { ShownModule } from "~/domain/library/course-view.server";
import type { StudentQuiz } from "~/domain/courses/take-quiz.server";
import { Attachments, type Attachment } from "./attachments";
import { CompleteForm, ThumbButton } from "./complete-form";
import { LessonNote } from "./lesson-note";
import { LessonVideo, type VideoControls } from "./lesson-video";
import { ListSheet } from "./list-sheet";
import { ModuleList } from "./module-list";
import { OfflineNotice } from "./offline-notice";
import type { PlayerVideo } from "./player-video";
import { Quiz } from "./quiz";
import { COLUMN, TEXT, type Reading } from "./reading";
import { ReadingSettings, useReading } from "./reading-settings";
import { ShortcutsHelp } from "./shortcuts-help";
import { UpNext } from "./up-next";
import { useArrival } from "./use-arrival";
import { useShortcuts } from "./use-shortcuts";
import { useWaiting } from "./use-waiting";

export type PlayerBase = {
  viewerId: string;
  offer: { id: string; title: string; store: { name: string; slug: string; accentColor: string; supportEmail: string } };
  modules: ShownModule[];
  progress: { done: number; total: number };
  lesson: { id: string; title: string; number: number; done: boolean; moduleId: string; module: string };
  previous: { id: string; title: string; lock: string | null } | null;
  next: { id: string; title: string; lock: string | null } | null;
  reading: Reading;
};

export type LessonPageProps = PlayerBase & {
  bodyHtml: string;
  positionSeconds: number;
  video: PlayerVideo | null;
  attachments: Attachment[];
  quiz: StudentQuiz | null;
  note: { text: string; updatedAt: number };
  noteLimit: number;
  /** Where the last lesson leads. */
  finishPath: string;
  answer: LessonAnswer | undefined;
};

/** What the server says to a form it could not take. */
export type LessonAnswer = { noteTooLong?: string; unanswered?: string[]; answers?: Record<string, string[]> };

/** One lesson of a course that the person owns: watch, read, write, answer, mark it done, go on. */
export function LessonPage(props: LessonPageProps) {
  const { offer, lesson, quiz, video, next, previous, progress, finishPath, answer } = props;
  const reading = useReading(props.reading);
  const hydrated = useHydrated();
  const navigate = useNavigate();
  const location = useLocation();
  const revalidator = useRevalidator();
  const player = useRef<VideoControls>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [listOpen, setListOpen] = useState(false);
  const [ended, setEnded] = useState(false);
  const [busy, setBusy] = useState(false);
  const [marked, setMarked] = useState<{ lesson: string; done: boolean } | null>(null);
  const saver = useWaiting(props.viewerId, offer.id, lesson.id);
  const here = lessonPath(offer.id, lesson.id);
  const before = linkTo(offer.id, previous);
  const after = linkTo(offer.id, next);
  const quizOpen = quiz !== null && !quiz.passed && !lesson.done;
  // What was marked without a network counts here at once.
  const markedHere = marked?.lesson === lesson.id ? marked.done : saver.waiting?.completed?.done;
  const done = quizOpen ? false : (markedHere ?? lesson.done);
  const doneCount = progress.done + (done === lesson.done ? 0 : done ? 1 : -1);
  const last = doneCount + (done ? 0 : 1) === progress.total;

  /** Kept on the device first, so that it is never lost; true when the server has it. */
  const mark = async (completed: boolean): Promise<boolean> => {
    setBusy(true);
    setMarked({ lesson: lesson.id, done: completed });
    const outcome = await saver.save({ completed });
    setBusy(false);
    return outcome === "sent";
  };
  const finish = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || !(await mark(true))) return;
    navigate(last ? finishPath : after ? after.to : `/library/${offer.id}`);
  };
  const stayOffline = (event: MouseEvent<HTMLAnchorElement>) => {
    // A page that cannot come would only show an error; this one is still good.
    if (!navigator.onLine) event.preventDefault();
    else setListOpen(false);
  };
  const goTo = (path: string | undefined) => {
    if (path && navigator.onLine) navigate(path);
  };
  const openList = () => {
    if (window.matchMedia("(min-width: 64rem)").matches) return showSideList();
    setListOpen(true);
  };

  // A mark that waited for the network has arrived: what it opens is asked for.
  const waits = saver.waiting?.completed !== undefined;
  const waited = useRef(false);
  useEffect(() => {
    if (waited.current && !waits) revalidator.revalidate();
    waited.current = waits;
  }, [waits, revalidator]);
  useArrival(lesson.id, () => setEnded(false));
  useShortcuts(reading.shortcuts, {
    k: () => player.current?.toggle(),
    j: () => player.current?.skip(-10),
    l: () => player.current?.skip(10),
    n: () => goTo(after?.to),
    p: () => goTo(before?.to),
    d: () => (quizOpen ? focusOn("quiz-title") : done ? undefined : void mark(true)),
    c: () => player.current?.captions(),
    m: () => focusOn("note-text"),
    "/": openList,
    o: () => document.querySelector<HTMLElement>("#lessons summary")?.click(),
    "?": () => setHelpOpen(true),
  });

  const list = <ModuleList key={lesson.moduleId} offerId={offer.id} modules={props.modules} currentId={lesson.id} here={here} doneHere={done ? lesson.id : null} onChoose={stayOffline} />;
  const help = hydrated && reading.shortcuts && (
    <Button variant="ghost" size="sm" onClick={() => setHelpOpen(true)} className="max-sm:hidden">
      <Keyboard aria-hidden="true" />
      Shortcuts
    </Button>
  );
  const completion = { action: here, done, busy, quizOpen, next: after, last, finishPath, homePath: `/library/${offer.id}`, onDone: finish, onUndo: (event: FormEvent) => (event.preventDefault(), void mark(false)) };

  return (
    <>
      <PlayerShell
        store={offer.store}
        course={offer}
        list={list}
        progress={{ done: doneCount, total: progress.total }}
        position={`${lesson.module} · Lesson ${lesson.number} of ${progress.total}`}
        title={lesson.title}
        notice={<OfflineNotice offline={hydrated && saver.offline} />}
        tools={<ReadingSettings reading={reading} action={here} onShowShortcuts={() => setHelpOpen(true)} />}
        columnClassName={COLUMN[reading.width]}
        media={
          video && (
            <LessonVideo
              key={lesson.id}
              ref={player}
              source={video}
              title={lesson.title}
              startAt={saver.waiting?.position?.seconds ?? props.positionSeconds}
              autoPlay={cameOnItsOwn(location.state)}
              onPosition={saver.position}
              onEnded={() => {
                if (!quizOpen && !done) void mark(true);
                setEnded(true);
              }}
              onStale={() => revalidator.revalidate()}
              overlay={ended && after && !after.lock && !quizOpen && <UpNext next={after} auto={reading.autoNext} onClose={() => setEnded(false)} />}
              tools={help}
            />
          )
        }
        previous={before}
        next={after}
        thumb={<ThumbButton {...completion} onGo={stayOffline} />}
        onList={(event) => {
          event.preventDefault();
          setListOpen(true);
        }}
        onGo={stayOffline}
        back={{ label: "Course", to: `/library/${offer.id}` }}
      >
        {props.bodyHtml && (
          <div className="mt-7 sm:mt-9">
            <Prose html={props.bodyHtml} size="reading" face={reading.face} className={`max-w-none ${TEXT[reading.size]}`} />
          </div>
        )}
        <Attachments files={props.attachments} />
        {quiz && <Quiz key={lesson.id} quiz={quiz} action={here} unanswered={answer?.unanswered ?? []} answers={answer?.answers ?? null} store={offer.store} offerTitle={offer.title} />}
        <CompleteForm {...completion} onGo={stayOffline} />
        <LessonNote key={`note-${lesson.id}`} action={here} note={props.note} limit={props.noteLimit} tooLong={answer?.noteTooLong ?? null} saver={saver} />
      </PlayerShell>
      <ListSheet open={listOpen} onOpenChange={setListOpen} title={offer.title} progress={{ done: doneCount, total: progress.total }}>
        {list}
      </ListSheet>
      <ShortcutsHelp open={helpOpen} onOpenChange={setHelpOpen} />
    </>
  );
}

export function lessonPath(offerId: string, lessonId: string): string {
  return `/library/${offerId}/lessons/${lessonId}`;
}

export function linkTo(offerId: string, place: { id: string; title: string; lock: string | null } | null) {
  return place && { title: place.title, lock: place.lock, to: lessonPath(offerId, place.id) };
}

function cameOnItsOwn(state: unknown): boolean {
  return typeof state === "object" && state !== null && "autoPlay" in state && state.autoPlay === true;
}

function focusOn(id: string): void {
  const found = document.getElementById(id);
  found?.focus();
  found?.scrollIntoView({ block: "center" });
}

/** Unfolds the list of wide screens and goes to the lesson one is in. */
function showSideList(): void {
  const details = document.querySelector<HTMLDetailsElement>("#lessons details");
  if (details) details.open = true;
  document.querySelector<HTMLElement>('#lessons [aria-current="page"]')?.focus();
}
