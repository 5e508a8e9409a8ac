import { useBlocker } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";

/** On the way to another page what is typed is saved first; only when that fails is anybody asked. */
export function LeaveGuard({ unsaved, save }: { unsaved: () => boolean; save: () => Promise<boolean> }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && unsaved());
  const [asking, setAsking] = useState(false);
  const latest = useRef({ save, blocker });
  latest.current = { save, blocker };
  useEffect(() => {
    if (blocker.state !== "blocked") return setAsking(false);
    latest.current.save().then(
      (saved) => (saved ? latest.current.blocker.proceed?.() : setAsking(true)),
      () => setAsking(true),
    );
  }, [blocker.state]);
  const stay = () => blocker.reset?.();
  return (
    <Dialog
      open={asking}
      onOpenChange={(open) => !open && stay()}
      title="Leave without saving?"
      description="What you typed could not be saved. It is kept in this browser and offered to you when you open this lesson again."
    >
      <div className="flex flex-col gap-2.5 sm:flex-row-reverse">
        <Button onClick={stay}>Keep editing</Button>
        <Button variant="secondary" onClick={() => blocker.proceed?.()}>
          Leave without saving
        </Button>
      </div>
    </Dialog>
  );
}
