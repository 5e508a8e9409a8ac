import { createContext, useContext } from "react";

/**
 * The Content-Security-Policy nonce of this response. entry.server provides it; in the browser it stays empty, which
 * is also what browsers answer when asked for a nonce attribute, so hydration finds what it expects.
 */
export const NonceContext = createContext("");

export function useNonce(): string {
  return useContext(NonceContext);
}
