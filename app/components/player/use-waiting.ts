import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { News, Waiting } from "./waiting";
import { waitingStore, type Outcome } from "./waiting-store";

/** Between two sends while a video plays. */
const EVERY = 10_000;

export interface Saver {
  /** Keep news about this lesson, on this device at once. */
  keep(news: Omit<News, "offer" | "lesson" | "at">): void;
  /** Keep and send. */
  save(news: Omit<News, "offer" | "lesson" | "at">): Promise<Outcome>;
  /** The video is at this second. `now`: do not wait (paused, jumped). */
  position(seconds: number, now: boolean): void;
  /** What waits about this lesson. */
  waiting: Waiting | undefined;
  offline: boolean;
}

/**
 * Keeps how far a person is in a lesson, and what they write: on the device at once, at the server now and then, when it
 * matters, when the network is back, and by a beacon when the page is left. Opening a lesson counts as having been there.
 */
export function useWaiting(user: string, offer: string, lesson: string): Saver {
  const store = useMemo(() => waitingStore(user), [user]);
  const [seen, setSeen] = useState<{ waiting: Waiting | undefined; offline: boolean }>({ waiting: undefined, offline: false });
  const sentAt = useRef(0);

  const keep = useCallback((news: Omit<News, "offer" | "lesson" | "at">) => store.add({ ...news, offer, lesson, at: Date.now() }), [store, offer, lesson]);
  const send = useCallback(() => {
    sentAt.current = Date.now();
    return store.send();
  }, [store]);

  useEffect(() => {
    const look = () => setSeen({ waiting: store.read()[lesson], offline: store.isOffline() });
    const stop = store.watch(look);
    keep({});
    void send().then(look);
    const hide = () => {
      if (document.visibilityState === "hidden") store.leave();
    };
    const leave = () => store.leave();
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("pagehide", leave);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("pagehide", leave);
      // On to another lesson inside the app.
      void send();
    };
  }, [store, lesson, keep, send]);

  const save = useCallback(
    (news: Omit<News, "offer" | "lesson" | "at">) => {
      keep(news);
      return send();
    },
    [keep, send],
  );
  const position = useCallback(
    (seconds: number, now: boolean) => {
      keep({ positionSeconds: seconds });
      if (now || Date.now() - sentAt.current >= EVERY) void send();
    },
    [keep, send],
  );
  return { keep, save, position, ...seen };
}
