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
  /** Bytes there is room for; null: as many as one likes. */
  room(): Promise<number | null>;

  /** Begin a file that comes in pieces. Answers the handle by which the storage knows it until it is whole. */
  beginPieces(key: string): Promise<string>;
  /**
   * Keep one piece, whole or not at all: BrokenPieceError when the stream ends or fails before `bytes` are there. A piece sent
   * again replaces the former. Answers its tag, which `finishPieces` wants.
   */
  putPiece(unfinished: Unfinished, piece: Piece): Promise<string>;
  /** All pieces are here: the file appears under its key, whole. Asked again, nothing happens. */
  finishPieces(unfinished: Unfinished, tags: string[]): Promise<void>;
  /** Forget a file that was not finished, with its bytes. Asked again, nothing happens. */
  dropPieces(unfinished: Unfinished): Promise<void>;
}

/** A file on its way: the key it will have, and its handle until then. */
export interface Unfinished {
  key: string;
  handle: string;
}

export interface Piece {
  /** From 0. All but the last have the same size. */
  number: number;
  /** Where in the file it begins. */
  offset: number;
  bytes: number;
  stream: Readable;
}

/** A piece did not come whole; nothing of it was kept, and it can be sent again. */
export class BrokenPieceError extends Error {
  constructor(cause?: unknown) {
    super("A piece of a file did not come whole", { cause });
    this.name = "BrokenPieceError";
  }
}

/** The storage does not know (any more) the unfinished file: it must be sent from the beginning. */
export class LostPiecesError extends Error {
  constructor(cause?: unknown) {
    super("The storage does not know this unfinished file", { cause });
    this.name = "LostPiecesError";
  }
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
