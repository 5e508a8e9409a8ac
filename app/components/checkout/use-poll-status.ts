import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";

/** Seconds between the questions. Together about two minutes; a payment that takes longer takes days. */
const WAITS = [2, 2, 3, 4, 6, 8, 10, 15, 20, 20, 30];

/** Asks `url` until the status differs from `status`, then loads the page's data again. Answers whether it still asks. */
export function usePollStatus(url: string, status: string, active: boolean): boolean {
  const { revalidate } = useRevalidator();
  const [asking, setAsking] = useState(active);

  useEffect(() => {
    setAsking(active);
    if (!active) return;
    let round = 0;
    let timer: ReturnType<typeof setTimeout>;
    const abort = new AbortController();
    const next = () => {
      const wait = WAITS[round];
      round += 1;
      if (wait === undefined) setAsking(false);
      else timer = setTimeout(() => void ask(), wait * 1000);
    };
    const ask = async () => {
      try {
        const response = await fetch(url, { signal: abort.signal, headers: { Accept: "application/json" } });
        const body = (await response.json()) as { status?: string };
        if (response.ok && body.status && body.status !== status) return revalidate();
      } catch {
        // Offline for a moment, or leaving the page: the next round asks again.
      }
      if (!abort.signal.aborted) next();
    };
    next();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [url, status, active, revalidate]);

  return asking;
}
