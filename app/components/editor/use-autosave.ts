import { useEffect, useRef, useState } from "react";
import { Autosaver, type SaveAnswer, type SaveState } from "./autosaver";
import type { DraftStore } from "./draft-store";

export type AutosaveOptions<Words, Theirs> = {
  version: number;
  read: () => Words;
  send: (words: Words, version: number, overwrite: boolean) => Promise<SaveAnswer<Theirs>>;
  drafts: DraftStore<Words>;
  onSaved: (words: Words, version: number) => void;
};

/** An Autosaver on this page: browser clock and storage, tried again when the connection is back, kept when the page goes out of sight. */
export function useAutosave<Words, Theirs>(options: AutosaveOptions<Words, Theirs>): { saver: Autosaver<Words, Theirs>; state: SaveState<Theirs> } {
  const [state, setState] = useState<SaveState<Theirs>>({ kind: "saved", savedAt: null });
  const latest = useRef(options);
  latest.current = options;
  const [saver] = useState(
    () =>
      new Autosaver<Words, Theirs>({
        version: options.version,
        read: () => latest.current.read(),
        send: async (words, version, overwrite) => {
          const answer = await latest.current.send(words, version, overwrite);
          if (answer.kind === "saved") latest.current.onSaved(words, answer.version);
          return answer;
        },
        keep: (draft) => latest.current.drafts.write(draft && { ...draft, typedAt: Date.now() }),
        wait: (milliseconds, then) => {
          const timer = setTimeout(then, milliseconds);
          return () => clearTimeout(timer);
        },
        onState: setState,
      }),
  );
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState !== "hidden") return;
      saver.keepNow();
      if (saver.current.kind === "unsaved") void saver.flush();
    };
    const back = () => saver.current.kind === "failed" && saver.current.why === "offline" && void saver.flush();
    const ask = (event: BeforeUnloadEvent) => {
      if (!saver.unsaved) return;
      saver.keepNow();
      event.preventDefault();
    };
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("online", back);
    window.addEventListener("beforeunload", ask);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("online", back);
      window.removeEventListener("beforeunload", ask);
      saver.stop();
    };
  }, [saver]);
  return { saver, state };
}
