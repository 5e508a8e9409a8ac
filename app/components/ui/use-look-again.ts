import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY_MS = 2500;

/** While something goes on elsewhere (a job), the page looks again by itself. Without scripts a page gives a plain link instead. */
export function useLookAgain(wanted: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!wanted) return;
    const timer = setInterval(revalidate, EVERY_MS);
    return () => clearInterval(timer);
  }, [wanted, revalidate]);
}
