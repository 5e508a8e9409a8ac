/**
 * The one clock. Everything that asks for the time asks here, so that tests and the demo seed can stand at another moment.
 * All times are UTC instants.
 */
let read: () => number = () => Date.now();

/** The present instant. */
export function now(): Date {
  return new Date(read());
}

/** Replace the clock (tests, seed). Returns a function that puts the former one back. */
export function setClock(source: () => number): () => void {
  const former = read;
  read = source;
  return () => {
    read = former;
  };
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `from` (default: now) moved by some milliseconds. */
export function later(milliseconds: number, from: Date = now()): Date {
  return new Date(from.getTime() + milliseconds);
}
