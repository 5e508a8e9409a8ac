import { useEffect, useRef, type RefObject } from "react";

/**
 * Files that were chosen before the scripts of the page ran: the input holds them, and its change event came when nobody
 * listened. `take` gets them once, as soon as there is one; what is chosen later comes by the input's own event.
 */
export function useEarlyFiles(input: RefObject<HTMLInputElement>, take: ((files: File[]) => void) | undefined): void {
  const given = useRef(false);
  const latest = useRef(take);
  latest.current = take;
  const listening = take !== undefined;
  useEffect(() => {
    const early = Array.from(input.current?.files ?? []);
    if (!listening || given.current || early.length === 0) return;
    given.current = true;
    latest.current?.(early);
  }, [input, listening]);
}
