import { useBlocker } from "@remix-run/react";
import { useEffect, useState, type FormEvent } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";

/**
 * For a form in which somebody writes at length: asks before what is not saved yet is lost. Spread `watch` on the form, after
 * its own properties, and render `guard` beside it. `refused`: the last save was not taken.
 */
export function useUnsavedGuard(form: { onSubmit: (event: FormEvent<HTMLFormElement>) => void }, refused: boolean) {
  const [unsaved, setUnsaved] = useState(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (refused) setUnsaved(true);
  }, [refused]);
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
  const stay = () => blocker.reset?.();
  return {
    watch: {
      onInput: () => setUnsaved(true),
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        form.onSubmit(event);
        // On its way to the server, unless the form's own check has stopped it.
        if (!event.defaultPrevented) setUnsaved(false);
      },
    },
    guard: (
      <Dialog open={blocker.state === "blocked"} onOpenChange={(open) => !open && stay()} title="Leave without saving?" description="What you changed on this page is not saved yet.">
        <div className="flex flex-col gap-2.5 sm:flex-row-reverse">
          <Button onClick={stay}>Keep editing</Button>
          <Button variant="secondary" onClick={() => blocker.proceed?.()}>
            Leave without saving
          </Button>
        </div>
      </Dialog>
    ),
  };
}
