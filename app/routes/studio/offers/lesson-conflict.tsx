import { useState } from "react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Prose } from "~/components/ui/prose";
import { useHydrated } from "~/components/ui/use-hydrated";
import { formatMoment } from "~/lib/dates";
import type { Theirs } from "./lesson-words";

type Props = {
  theirs: Theirs;
  /** With JavaScript; without, the buttons submit the form around this. */
  onMine: () => Promise<boolean>;
  onTheirs: () => Promise<boolean>;
};

/** Two windows, one lesson: both texts, and both ways out. */
export function LessonConflict({ theirs, onMine, onTheirs }: Props) {
  const hydrated = useHydrated();
  const [failed, setFailed] = useState(false);
  const run = (way: () => Promise<boolean>) => async () => setFailed(!(await way()));
  return (
    <div id="lesson-conflict" className="scroll-mt-4">
      <Banner tone="urgent" live={hydrated} title="This lesson was changed in another window">
        <p>
          It was saved there on {formatMoment(theirs.savedAt)}. Your text is not saved yet. Whichever you choose, the other one goes into the history, so nothing is lost.
        </p>
        <div className="flex flex-wrap gap-2.5 py-1">
          <Button size="sm" {...(hydrated ? { onClick: run(onMine) } : { type: "submit", name: "intent", value: "lesson-mine" })}>
            Keep my text
          </Button>
          <Button size="sm" variant="secondary" {...(hydrated ? { onClick: run(onTheirs) } : { type: "submit", name: "intent", value: "lesson-theirs" })}>
            Take the other text
          </Button>
        </div>
        {failed && <p className="font-medium text-danger">That did not work. Check the connection and try again.</p>}
        <details>
          <summary className="inline-flex min-h-11 items-center rounded-sm font-medium sm:min-h-6">Show the other text</summary>
          {/* Without the focus the keyboard could not scroll it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className="mt-2 max-h-80 overflow-y-auto rounded-md border border-line bg-surface p-4" tabIndex={0} role="group" aria-label="The other text">
            <p className="font-display text-lg font-medium break-words">{theirs.words.title}</p>
            <Prose html={theirs.words.body} className="mt-3" />
          </div>
        </details>
      </Banner>
    </div>
  );
}
