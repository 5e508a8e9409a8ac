import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

/** Ask the page's loader again every two seconds while something goes on in the background. */
export function useLookAgain(going: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!going || state !== "idle") return;
    const timer = setTimeout(revalidate, 2000);
    return () => clearTimeout(timer);
  }, [going, state, revalidate]);
}
