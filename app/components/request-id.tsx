import { createContext, useContext } from "react";

/**
 * The id of the request that made this page; entry.server provides it. Null in the browser, which knows
 * nothing of request ids.
 */
export const RequestIdContext = createContext<string | null>(null);

export function useRequestId(): string | null {
  return useContext(RequestIdContext);
}
