import { Check, CircleAlert, CloudOff, PencilLine } from "lucide-react";
import { Button } from "~/components/ui/button";
import { Spinner } from "~/components/ui/spinner";
import type { SaveState } from "./autosaver";

const LINE = "flex min-w-0 items-center gap-2 text-sm [&_svg]:size-4 [&_svg]:shrink-0";

/** Whether what is typed is saved, in a word or two. Only what went wrong is read out. */
export function SaveStatus({ state, conflictId, onRetry }: { state: SaveState<unknown>; conflictId: string; onRetry: () => void }) {
  switch (state.kind) {
    case "saved":
      return (
        <p className={`${LINE} text-ink-muted`}>
          <Check aria-hidden="true" />
          {state.savedAt === null ? "Saved" : `Saved at ${new Date(state.savedAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`}
        </p>
      );
    case "unsaved":
      return (
        <p className={`${LINE} text-ink-muted`}>
          <PencilLine aria-hidden="true" />
          Not saved yet
        </p>
      );
    case "saving":
      return (
        <p className={`${LINE} text-ink-muted`}>
          <Spinner />
          Saving…
        </p>
      );
    case "conflict":
      return (
        <p className={`${LINE} text-danger`}>
          <CircleAlert aria-hidden="true" />
          <span>
            Not saved:{" "}
            <a href={`#${conflictId}`} className="link-quiet">
              choose a text above
            </a>
          </span>
        </p>
      );
    case "failed":
      return (
        <div role="alert" className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
          <p className={`${LINE} text-danger`}>
            {state.why === "offline" ? <CloudOff aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
            <span>
              {WHY[state.why] ?? state.words}
              {state.why === "signed_out" && (
                <>
                  {" "}
                  <a href="/sign-in" target="_blank" rel="noopener" className="link-quiet">
                    Sign in
                  </a>{" "}
                  in another tab, then try again.
                </>
              )}
            </span>
          </p>
          {state.why !== "refused" && state.why !== "gone" && (
            <Button size="sm" variant="secondary" onClick={onRetry}>
              Try again
            </Button>
          )}
        </div>
      );
  }
}

const WHY: Record<"offline" | "signed_out" | "gone" | "refused", string | null> = {
  offline: "Not saved: no connection. What you type is kept in this browser until it is back.",
  signed_out: "Not saved: you were signed out. What you type is kept in this browser.",
  gone: "Not saved: this lesson is no longer there. What you typed is kept in this browser; copy it to another place.",
  refused: null,
};
