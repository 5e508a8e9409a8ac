import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and in the first render; true once JavaScript runs. For controls that are useless without it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(never, () => true, () => false);
}
