import { useCallback, useEffect, useState, type RefObject } from "react";

const KEY = "lectern-captions";

/** Captions of a video or audio: on or off as the person last chose on this device. For audio the lines are ours to show. */
export function useCaptions(player: RefObject<HTMLMediaElement>, has: boolean): { ready: boolean; on: boolean; lines: string[]; toggle: () => void } {
  const [ready, setReady] = useState(false);
  const [on, setOn] = useState(false);
  const [lines, setLines] = useState<string[]>([]);
  useEffect(() => {
    setReady(true);
    try {
      setOn(localStorage.getItem(KEY) === "on");
    } catch {
      // Storage may be closed to us; they are then off at first.
    }
  }, []);
  useEffect(() => {
    const track = has ? firstTrack(player.current) : null;
    if (!track) return;
    track.mode = on ? "showing" : "disabled";
    const show = () => setLines(Array.from(track.activeCues ?? []).flatMap((cue) => ("text" in cue && typeof cue.text === "string" ? [cue.text.replace(/<[^>]*>/g, "")] : [])));
    track.addEventListener("cuechange", show);
    return () => track.removeEventListener("cuechange", show);
  }, [player, has, on]);
  const toggle = useCallback(() => {
    if (!has) return;
    setOn((was) => {
      try {
        localStorage.setItem(KEY, was ? "off" : "on");
      } catch {
        // It then holds for this lesson only.
      }
      return !was;
    });
  }, [has]);
  return { ready, on, lines, toggle };
}

/** The lines of the moment, under an audio player. */
export function Captions({ lines }: { lines: readonly string[] }) {
  return <p className="min-h-16 px-4 pb-5 text-center text-base whitespace-pre-line sm:px-6">{lines.join("\n")}</p>;
}

function firstTrack(player: HTMLMediaElement | null): TextTrack | null {
  return player?.textTracks[0] ?? null;
}
