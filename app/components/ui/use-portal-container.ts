import { useHydrated } from "./use-hydrated";

/**
 * Where floating things are put: inside the page's <main>, so that they wear the store's accent around it and screen
 * readers find them in a landmark. Undefined (the body) on pages without one.
 */
export function usePortalContainer(): HTMLElement | undefined {
  return useHydrated() ? (document.getElementById("main") ?? undefined) : undefined;
}
