import { CircleAlert, X } from "lucide-react";
import type { ImageOnItsWay } from "./use-image-upload";

/** Images on their way into the text, and those that were refused. */
export function ImageProgress({ images, onCancel }: { images: ImageOnItsWay[]; onCancel: (id: number) => void }) {
  if (images.length === 0) return null;
  return (
    <ul aria-label="Images on their way" className="divide-y divide-line border-t border-line text-sm">
      {images.map(({ id, name, share, waiting, problem }) => (
        <li key={id} role={problem === null ? undefined : "alert"} className="flex items-center gap-3 py-1 pr-1 pl-3">
          {problem === null ? (
            <>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-xs text-ink-faint tabular-nums">{waiting ? "Waiting for the connection" : share >= 1 ? "Saving…" : `${Math.round(share * 100)} %`}</span>
            </>
          ) : (
            <>
              <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-danger" />
              <span className="min-w-0 flex-1 break-words text-danger">{problem}</span>
            </>
          )}
          <button type="button" onClick={() => onCancel(id)} className="grid size-11 shrink-0 place-items-center rounded-sm text-ink-muted hover:bg-sunken hover:text-ink sm:size-8">
            <X aria-hidden="true" className="size-4" />
            <span className="sr-only">{problem === null ? `Cancel ${name}` : "Close this message"}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
