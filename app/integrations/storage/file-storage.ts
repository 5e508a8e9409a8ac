import type { Readable } from "node:stream";

/** Part of a file, both ends included, counted from 0 (as in an HTTP Range). */
export interface ByteRange {
  start: number;
  end?: number;
}

/**
 * Where files lie. Keys are ours (letters, digits, `_`, `-`, `/`), never what a person typed. Everything streams: memory
 * stays flat at any size.
 */
export interface FileStorage {
  /** Keep all of the stream under the key, or nothing of it: a failed or aborted write leaves no trace. Answers the bytes. */
  putStream(key: string, stream: Readable): Promise<number>;
  /** Throws when there is no such file. */
  getStream(key: string, range?: ByteRange): Promise<Readable>;
  /** Bytes, or null when there is no such file. */
  size(key: string): Promise<number | null>;
  exists(key: string): Promise<boolean>;
  /** No such file: nothing happens. */
  remove(key: string): Promise<void>;
}

/** The storage has no room left: the operator must act, the person can only come back later. */
export class StorageFullError extends Error {
  constructor(cause: unknown) {
    super("No room left for files", { cause });
    this.name = "StorageFullError";
  }
}

/** Refuses a key that could leave the folder; ours never do, so this is a bug when it throws. */
export function checkedKey(key: string): string {
  if (!/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/.test(key)) throw new Error("A storage key has characters that no key of ours has");
  return key;
}
