import { Link, useNavigate } from "@remix-run/react";
import { CalendarClock, ListOrdered } from "lucide-react";
import { useState } from "react";
import { PlayerShell } from "~/components/layout/player-shell";
import { buttonStyles } from "~/components/ui/button";
import { lessonPath, linkTo, type PlayerBase } from "./lesson-page";
import { ListSheet } from "./list-sheet";
import { ModuleList } from "./module-list";
import { COLUMN } from "./reading";
import { useArrival } from "./use-arrival";
import { useShortcuts } from "./use-shortcuts";

export type LockedLessonProps = PlayerBase & { opens: { kind: "drip"; text: string; at: string } | { kind: "order" } };

/** A lesson that is not open yet: when it will be, and what can be done meanwhile. */
export function LockedLesson({ offer, modules, progress, lesson, previous, next, reading, opens }: LockedLessonProps) {
  const [listOpen, setListOpen] = useState(false);
  const navigate = useNavigate();
  const before = linkTo(offer.id, previous);
  const after = linkTo(offer.id, next);
  const home = `/library/${offer.id}`;
  useArrival(lesson.id, () => setListOpen(false));
  useShortcuts(reading.shortcuts, { n: () => after && navigate(after.to), p: () => before && navigate(before.to), "/": () => setListOpen(true) });
  const list = <ModuleList key={lesson.moduleId} offerId={offer.id} modules={modules} currentId={lesson.id} here={lessonPath(offer.id, lesson.id)} onChoose={() => setListOpen(false)} />;
  const goOn = (
    <Link to={home} className={buttonStyles({ size: "lg" })}>
      Go on where I am
    </Link>
  );
  return (
    <>
      <PlayerShell
        store={offer.store}
        course={offer}
        list={list}
        progress={progress}
        position={`${lesson.module} · Lesson ${lesson.number} of ${progress.total}`}
        title={lesson.title}
        columnClassName={COLUMN[reading.width]}
        previous={before}
        next={after}
        thumb={goOn}
        onList={(event) => {
          event.preventDefault();
          setListOpen(true);
        }}
        back={{ label: "Course", to: home }}
      >
        <div className="mt-8 rounded-xl bg-sunken p-6 sm:p-9">
          {opens.kind === "drip" ? <CalendarClock aria-hidden="true" className="size-7 text-accent-ink" strokeWidth={1.5} /> : <ListOrdered aria-hidden="true" className="size-7 text-accent-ink" strokeWidth={1.5} />}
          <p className="mt-4 font-display text-2xl font-medium tracking-[-0.015em]">
            {opens.kind === "drip" ? (
              <>
                This lesson opens on <time dateTime={opens.at}>{opens.text}</time>.
              </>
            ) : (
              "This lesson opens after the one before it."
            )}
          </p>
          <p className="mt-2 max-w-prose text-ink-muted">
            {opens.kind === "drip" ? "Nothing to do until then: it will be here, and what you have done is kept." : "This course is taken in order. Finish the lessons before this one, and it opens by itself."}
          </p>
          <div className="mt-6 max-lg:hidden">{goOn}</div>
        </div>
      </PlayerShell>
      <ListSheet open={listOpen} onOpenChange={setListOpen} title={offer.title} progress={progress}>
        {list}
      </ListSheet>
    </>
  );
}
