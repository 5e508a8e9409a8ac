import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { State } from "./state";

const DEBOUNCE_MS = 100;

/** Keeps the state in `<dir>/state.json`: written beside, synced, then renamed over, so a crash leaves the old file or the new one. */
export class Store {
  private timer: NodeJS.Timeout | null = null;
  private readonly file: string | null;

  constructor(
    dir: string | undefined,
    private readonly current: () => State,
  ) {
    this.file = dir ? join(dir, "state.json") : null;
    if (dir) mkdirSync(dir, { recursive: true });
  }

  /** @throws {Error} when the file is there but is not a state of this version: losing it silently would be worse */
  load(): State | null {
    if (!this.file || !existsSync(this.file)) return null;
    const state = JSON.parse(readFileSync(this.file, "utf8")) as State;
    if (state.version !== 1) throw new Error(`${this.file} was written by another version of the sandbox; remove it to start afresh.`);
    return state;
  }

  /** Something changed: write soon, together with whatever else changes until then. */
  touch(): void {
    if (!this.file || this.timer) return;
    this.timer = setTimeout(() => this.flush(), DEBOUNCE_MS);
    this.timer.unref();
  }

  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.file) return;
    const next = `${this.file}.${process.pid}.tmp`;
    writeFileSync(next, JSON.stringify(this.current()));
    const handle = openSync(next, "r+");
    fsyncSync(handle);
    closeSync(handle);
    renameSync(next, this.file);
  }
}
