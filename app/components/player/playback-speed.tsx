import { useEffect, useState } from "react";
import { useHydrated } from "~/components/ui/use-hydrated";

const KEY = "lectern-playback-speed";
const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];

/** The speed this person last chose on this device. */
export function savedSpeed(): number {
  try {
    const saved = Number(localStorage.getItem(KEY));
    return SPEEDS.includes(saved) ? saved : 1;
  } catch {
    // Storage may be closed to us.
    return 1;
  }
}

/** How fast the video plays, kept on this device. */
export function PlaybackSpeed({ onChange }: { onChange: (rate: number) => void }) {
  const hydrated = useHydrated();
  const [speed, setSpeed] = useState(1);
  useEffect(() => setSpeed(savedSpeed()), []);
  if (!hydrated) return null;
  return (
    <label className="flex items-center gap-2">
      Speed
      <select
        value={speed}
        onChange={(event) => {
          const next = Number(event.target.value);
          setSpeed(next);
          onChange(next);
          try {
            localStorage.setItem(KEY, String(next));
          } catch {
            // It then holds for this lesson only.
          }
        }}
        className="min-h-11 rounded-sm border border-transparent bg-transparent px-1.5 text-sm font-medium text-ink hover:border-edge sm:min-h-8"
      >
        {SPEEDS.map((choice) => (
          <option key={choice} value={choice} className="bg-raised">
            {choice}×
          </option>
        ))}
      </select>
    </label>
  );
}
