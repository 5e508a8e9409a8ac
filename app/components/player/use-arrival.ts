import { useEffect, useRef } from "react";

/** On another lesson inside the app, the focus goes to its beginning, as it would with a new page. */
export function useArrival(lessonId: string, reset: () => void): void {
  const former = useRef(lessonId);
  useEffect(() => {
    if (former.current === lessonId) return;
    former.current = lessonId;
    reset();
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}
