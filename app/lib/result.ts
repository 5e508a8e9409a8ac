/** Expected failures are values: a reason the caller must look at. What is unexpected throws. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

export function ok(): { ok: true; value: undefined };
export function ok<T>(value: T): { ok: true; value: T };
export function ok<T>(value?: T) {
  return { ok: true, value } as const;
}

export function fail<const E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
