import { Dialog } from "~/components/ui/dialog";
import { SHORTCUTS } from "./use-shortcuts";

/** The keys the player knows, and how to turn them off. */
export function ShortcutsHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" description="They rest while you write. You can turn them off in the reading settings, under the letters at the top.">
      <dl className="divide-y divide-line text-sm">
        {SHORTCUTS.map((shortcut) => (
          <div key={shortcut.key} className="flex items-center gap-4 py-2">
            <dt className="w-9 shrink-0">
              <kbd className="grid h-7 min-w-7 place-items-center rounded-xs border border-edge bg-sunken px-1.5 font-mono text-sm">{shortcut.key}</kbd>
            </dt>
            <dd className="flex-1">{shortcut.does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
