import { Form, Link } from "@remix-run/react";
import { ArrowRight, Check, CircleCheck, Lock } from "lucide-react";
import type { FormEvent, MouseEvent, ReactNode } from "react";
import type { PlayerNeighbour } from "~/components/layout/player-shell";
import { Button, buttonStyles } from "~/components/ui/button";

const FORM = "complete";

export type CompletionProps = {
  action: string;
  done: boolean;
  busy: boolean;
  /** The lesson ends with questions that are not passed: they finish it. */
  quizOpen: boolean;
  next: PlayerNeighbour | null;
  /** Nothing else is left in the course. */
  last: boolean;
  finishPath: string;
  homePath: string;
  onDone: (event: FormEvent<HTMLFormElement>) => void;
  onUndo: (event: FormEvent<HTMLFormElement>) => void;
  onGo: (event: MouseEvent<HTMLAnchorElement>) => void;
};

/** Marks the lesson done and goes on; or takes the mark back. Works without JavaScript. */
export function CompleteForm({ action, done, busy, quizOpen, next, last, finishPath, onDone, onUndo, onGo }: CompletionProps) {
  if (quizOpen) return null;
  if (done) {
    return (
      <div className="mt-12 flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line pt-6 text-sm">
        <p role="status" className="flex items-center gap-2 font-medium text-accent-ink">
          <CircleCheck aria-hidden="true" className="size-5" />
          You have done this lesson.
        </p>
        {last && (
          <Link to={finishPath} onClick={onGo} className="link-quiet inline-flex min-h-11 items-center font-medium text-ink">
            It was the last one: see where you stand
          </Link>
        )}
        <Form method="post" action={action} preventScrollReset onSubmit={onUndo}>
          <input type="hidden" name="intent" value="undo" />
          <Button type="submit" variant="link" size="sm" pending={busy} pendingLabel="Taking it back…">
            Not done after all
          </Button>
        </Form>
      </div>
    );
  }
  return (
    <Form id={FORM} method="post" action={action} onSubmit={onDone} className="mt-12 border-t border-line pt-6 max-lg:hidden">
      <input type="hidden" name="intent" value="complete" />
      <Button type="submit" size="lg" pending={busy} pendingLabel="One moment…">
        <DoneLabel next={next} last={last} />
      </Button>
    </Form>
  );
}

function DoneLabel({ next, last, short }: Pick<CompletionProps, "next" | "last"> & { short?: boolean }): ReactNode {
  return next && !next.lock && !last ? (
    <>
      {short ? "Done, next" : "Done, next lesson"}
      <ArrowRight aria-hidden="true" />
    </>
  ) : (
    <>
      <Check aria-hidden="true" />
      Done
    </>
  );
}

/** The one thing to do next, where the thumb is. */
export function ThumbButton({ done, busy, quizOpen, next, last, finishPath, homePath, onGo }: CompletionProps) {
  if (quizOpen) {
    return (
      <a href="#quiz" className={buttonStyles({ size: "lg" })}>
        Questions
      </a>
    );
  }
  if (!done) {
    return (
      <Button type="submit" form={FORM} size="lg" pending={busy} pendingLabel="One moment…" className="px-3 whitespace-nowrap">
        <DoneLabel next={next} last={last} short />
      </Button>
    );
  }
  if (last || !next) {
    return (
      <Link to={last ? finishPath : homePath} onClick={onGo} className={buttonStyles({ size: "lg" })}>
        {last ? "Finish" : "To the course"}
      </Link>
    );
  }
  return (
    <Link to={next.to} onClick={onGo} className={buttonStyles({ size: "lg", variant: next.lock ? "secondary" : "primary" })}>
      {next.lock ? <Lock aria-hidden="true" /> : null}
      Next
      <ArrowRight aria-hidden="true" />
    </Link>
  );
}
