import { Button } from "~/components/ui/button";
import type { BinnedRow } from "./curriculum-context";

const SHOWN = 50;

/** What was deleted within the last month, each with the way back. */
export function BinList({ bin }: { bin: BinnedRow[] }) {
  if (bin.length === 0) return null;
  return (
    <details className="group mt-8 rounded-lg border border-line bg-surface">
      <summary className="flex min-h-12 items-center gap-2 rounded-lg px-5 text-sm font-medium text-ink-muted hover:text-ink">
        Recently deleted
        <span className="text-xs font-normal text-ink-faint tabular-nums">{bin.length > SHOWN ? `${SHOWN}+` : bin.length}</span>
      </summary>
      <p className="border-t border-line px-5 py-3 text-sm text-ink-muted">Kept for 30 days with all texts, files and progress, then removed for good. Nobody but you sees them.</p>
      <ul>
        {bin.slice(0, SHOWN).map(({ kind, id, title, deleted, lessonCount, moduleTitle }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2 pr-3 pl-5">
            <p className="min-w-0 flex-1 basis-40 text-sm">
              <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
              <span className="mt-0.5 block text-xs text-ink-faint [overflow-wrap:anywhere]">
                {kind === "module" ? `Module with ${lessonCount === 1 ? "1 lesson" : `${lessonCount} lessons`}` : `Lesson of ${moduleTitle}`}, deleted {deleted}
              </span>
            </p>
            <Button type="submit" form="rows" name="do" value={`restore-${kind} ${id}`} variant="secondary" size="sm">
              Restore
              <span className="sr-only"> {title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {bin.length > SHOWN && <p className="border-t border-line px-5 py-3 text-sm text-ink-muted">The newest {SHOWN} are listed. Restore some to see those deleted before them.</p>}
    </details>
  );
}
