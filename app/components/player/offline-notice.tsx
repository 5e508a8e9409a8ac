import { CloudOff } from "lucide-react";

/** Quiet, and always there for a screen reader to notice the change. */
export function OfflineNotice({ offline }: { offline: boolean }) {
  return (
    <div role="status" className={offline ? "border-b border-line bg-sunken" : ""}>
      {offline && (
        <p className="gutter mx-auto flex min-h-11 items-center gap-2.5 py-2 text-sm text-ink-muted">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          You are offline: your progress is kept and sent later.
        </p>
      )}
    </div>
  );
}
