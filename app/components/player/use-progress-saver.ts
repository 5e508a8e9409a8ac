import { useCallback, useEffect, useRef } from "react";

const ADDRESS = "/library/progress";
/** Between two notes while a video plays. */
const EVERY = 10_000;

/**
 * Keeps how far a person is in a lesson: now and then while playing, at once when it matters (`now`), and by a beacon when
 * the page is left, which the browser delivers even as the tab closes. Opening a lesson counts as having been there.
 */
export function useProgressSaver(offerId: string, lessonId: string) {
  const state = useRef({ position: null as number | null, sentPosition: null as number | null, sentAt: 0, refused: false });

  const body = useCallback(
    (position: number | null) => {
      const form = new URLSearchParams({ offer: offerId, lesson: lessonId });
      if (position !== null) form.set("position", String(Math.floor(position)));
      return form;
    },
    [offerId, lessonId],
  );

  const send = useCallback(async () => {
    const { position, refused } = state.current;
    if (refused) return;
    state.current.sentAt = Date.now();
    try {
      const answer = await fetch(ADDRESS, { method: "POST", body: body(position), keepalive: true });
      if (answer.ok) state.current.sentPosition = position;
      // Signed out, or the access has ended: asking again every few seconds would not change it.
      else if (answer.status < 500 && answer.status !== 429) state.current.refused = true;
    } catch {
      // Offline: the next note carries the newer position anyway.
    }
  }, [body]);

  useEffect(() => {
    state.current = { position: null, sentPosition: null, sentAt: 0, refused: false };
    void send();
    const leave = () => {
      const { position, sentPosition, refused } = state.current;
      if (refused || position === null || position === sentPosition) return;
      state.current.sentPosition = position;
      navigator.sendBeacon(ADDRESS, body(position));
    };
    const hide = () => {
      if (document.visibilityState === "hidden") leave();
    };
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("pagehide", leave);
      // On to another lesson inside the app.
      leave();
    };
  }, [body, send]);

  /** The video is at this second. `now`: do not wait (paused, jumped). */
  return useCallback(
    (seconds: number, now = false) => {
      state.current.position = Math.floor(seconds);
      if (now ? state.current.position !== state.current.sentPosition : Date.now() - state.current.sentAt >= EVERY) void send();
    },
    [send],
  );
}
