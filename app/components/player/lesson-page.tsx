import { useFetcher, useLocation, useNavigate, useRevalidator } from "@remix-run/react";
import { Keyboard } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { PlayerModule } from "~/components/layout/player-lessons";
import { PlayerShell } from "~/components/layout/player-shell";
import { Button } from "~/components/ui/button";
import { Prose } from "~/components/ui/prose";
import { useHydrated } from "~/components/ui/use-hydrated";
import type { OutlineModule } from "~/domain/library/owned-offer.server";
import { CompleteForm } from "./complete-form";
import { LessonVideo, type VideoControls } from "./lesson-video";
import type { PlayerVideo } from "./player-video";
import { COLUMN, TEXT, type Reading } from "./reading";
import { ReadingSettings, useReading } from "./reading-settings";
import { ShortcutsHelp } from "./shortcuts-help";
import { UpNext } from "./up-next";
import { useProgressSaver } from "./use-progress-saver";
import { useShortcuts } from "./use-shortcuts";

export type LessonPageProps = {
  offer: { id: string; title: string; store: { name: string; slug: string; accentColor: string } };
  modules: OutlineModule[];
  doneIds: string[];
  progress: { done: number; total: number };
  lesson: { id: string; title: string; bodyHtml: string; module: string; number: number; completed: boolean; positionSeconds: number };
  video: PlayerVideo | null;
  previous: { id: string; title: string } | null;
  next: { id: string; title: string } | null;
  reading: Reading;
};

/** One lesson of a course that the person owns: watch, read, mark it done, go on. */
export function LessonPage({ offer, modules, doneIds, progress, lesson, video, previous, next, reading: saved }: LessonPageProps) {
  const reading = useReading(saved);
  const hydrated = useHydrated();
  const navigate = useNavigate();
  const location = useLocation();
  const revalidator = useRevalidator();
  const completing = useFetcher();
  const player = useRef<VideoControls>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [ended, setEnded] = useState(false);
  const here = lessonPath(offer.id, lesson.id);
  const note = useProgressSaver(offer.id, lesson.id);
  const linkTo = (place: { id: string; title: string } | null) => place && { title: place.title, to: lessonPath(offer.id, place.id) };
  const before = linkTo(previous);
  const after = linkTo(next);

  const complete = () => {
    if (!lesson.completed && completing.state === "idle") completing.submit({ intent: "complete", inPlace: "yes" }, { method: "post", action: here });
  };
  useArrival(lesson.id, () => setEnded(false));
  useShortcuts(reading.shortcuts, {
    k: () => player.current?.toggle(),
    j: () => player.current?.skip(-10),
    l: () => player.current?.skip(10),
    n: () => after && navigate(after.to),
    p: () => before && navigate(before.to),
    c: complete,
    o: () => document.querySelector<HTMLElement>("#lessons summary")?.click(),
    "?": () => setHelpOpen(true),
  });

  const help = hydrated && reading.shortcuts && (
    <Button variant="ghost" size="sm" onClick={() => setHelpOpen(true)} className="max-sm:hidden">
      <Keyboard aria-hidden="true" />
      Shortcuts
    </Button>
  );

  return (
    <>
      <PlayerShell
        store={offer.store}
        course={offer}
        modules={outline(offer.id, modules, doneIds, lesson.id)}
        progress={progress}
        position={`${lesson.module} · Lesson ${lesson.number} of ${progress.total}`}
        title={lesson.title}
        tools={<ReadingSettings reading={reading} action={here} onShowShortcuts={() => setHelpOpen(true)} />}
        columnClassName={COLUMN[reading.width]}
        media={
          video && (
            <LessonVideo
              key={lesson.id}
              ref={player}
              source={video}
              title={lesson.title}
              startAt={lesson.positionSeconds}
              autoPlay={cameOnItsOwn(location.state)}
              onPosition={note}
              onEnded={() => {
                complete();
                setEnded(true);
              }}
              onStale={() => revalidator.revalidate()}
              overlay={ended && after && <UpNext next={after} auto={reading.autoNext} onClose={() => setEnded(false)} />}
              tools={help}
            />
          )
        }
        footer={<CompleteForm action={here} completed={lesson.completed || completing.state !== "idle"} hasNext={next !== null} />}
        previous={before}
        next={after}
        back={{ label: "Course", to: `/library/${offer.id}` }}
      >
        {lesson.bodyHtml && <Prose html={lesson.bodyHtml} size="reading" face={reading.face} className={`max-w-none ${TEXT[reading.size]}`} />}
      </PlayerShell>
      <ShortcutsHelp open={helpOpen} onOpenChange={setHelpOpen} />
    </>
  );
}

function lessonPath(offerId: string, lessonId: string): string {
  return `/library/${offerId}/lessons/${lessonId}`;
}

function cameOnItsOwn(state: unknown): boolean {
  return typeof state === "object" && state !== null && "autoPlay" in state && state.autoPlay === true;
}

/** On another lesson inside the app, the focus goes to its beginning, as it would with a new page. */
function useArrival(lessonId: string, reset: () => void): void {
  const former = useRef(lessonId);
  useEffect(() => {
    if (former.current === lessonId) return;
    former.current = lessonId;
    reset();
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}

function outline(offerId: string, modules: OutlineModule[], doneIds: string[], currentId: string): PlayerModule[] {
  const done = new Set(doneIds);
  return modules.map((module) => ({
    id: module.id,
    title: module.title,
    lessons: module.lessons.map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      to: lessonPath(offerId, lesson.id),
      state: lesson.id === currentId ? ("current" as const) : done.has(lesson.id) ? ("done" as const) : ("open" as const),
      done: done.has(lesson.id),
      note: lesson.hasVideo ? "Video" : undefined,
    })),
  }));
}
