/** What the server said to a save, or why it said nothing. */
export type SaveAnswer<Theirs> =
  | { kind: "saved"; version: number; savedAt: string }
  /** Another window has saved since. */
  | { kind: "conflict"; theirs: Theirs }
  /** Something typed cannot be kept like this, in words. */
  | { kind: "refused"; words: string }
  /** Nobody answered, or only in part. */
  | { kind: "offline" | "signed_out" | "gone" };

export type SaveState<Theirs> =
  | { kind: "saved"; savedAt: string | null }
  | { kind: "unsaved" }
  | { kind: "saving" }
  /** It goes on trying by itself while it is offline; otherwise after the next change or when told to. */
  | { kind: "failed"; why: "offline" | "signed_out" | "gone" | "refused"; words: string | null }
  | { kind: "conflict"; theirs: Theirs };

export interface AutosaverParts<Words, Theirs> {
  version: number;
  read(): Words;
  send(words: Words, version: number, overwrite: boolean): Promise<SaveAnswer<Theirs>>;
  /** Keep what is not saved yet where it outlives the page; null: all is saved. */
  keep(draft: { words: Words; version: number } | null): void;
  /** Calls back after some milliseconds; answers how to call it off. */
  wait(milliseconds: number, then: () => void): () => void;
  onState(state: SaveState<Theirs>): void;
}

const QUIET = 1_500;
const KEEP_AFTER = 300;
const LONGEST = 10_000;
const AGAIN = [3_000, 8_000, 20_000, 30_000];

/**
 * Saves what is typed, a moment after the last key and every ten seconds while somebody goes on typing; one save at a time. What
 * is not saved is kept locally from the first pause on. Knows nothing of the page: everything it needs is handed in.
 */
export class Autosaver<Words, Theirs> {
  private state: SaveState<Theirs> = { kind: "saved", savedAt: null };
  private version: number;
  /** Counts changes, to know whether an answer speaks of all of them. */
  private changes = 0;
  private savedChanges = 0;
  private overwrite = false;
  private running: Promise<void> | null = null;
  private stopTimer = () => {};
  private stopKeep = () => {};
  private stopLongest: (() => void) | null = null;
  private failures = 0;

  constructor(private readonly parts: AutosaverParts<Words, Theirs>) {
    this.version = parts.version;
  }

  get unsaved(): boolean {
    return this.changes !== this.savedChanges;
  }

  get current(): SaveState<Theirs> {
    return this.state;
  }

  /** Something was typed. `overwrite`: it is meant to stand even if another window saved since. */
  changed({ overwrite = false } = {}): void {
    this.changes += 1;
    this.overwrite ||= overwrite;
    this.stopKeep();
    this.stopKeep = this.parts.wait(KEEP_AFTER, () => this.keepNow());
    // What another window saved waits for a decision; nothing is sent before it.
    if (this.state.kind === "conflict") return;
    if (this.state.kind !== "saving") this.become({ kind: "unsaved" });
    this.after(QUIET);
    this.stopLongest ??= this.parts.wait(LONGEST, () => void this.save());
  }

  /** Save now. True when everything typed is saved afterwards. */
  async flush(): Promise<boolean> {
    if (this.state.kind === "conflict") return false;
    this.keepNow();
    if (this.running) await this.running;
    if (this.unsaved) await this.save();
    return !this.unsaved;
  }

  /** Another window has saved: write mine over it. Theirs stands in the history afterwards. */
  async keepMine(): Promise<boolean> {
    if (this.state.kind !== "conflict") return false;
    this.overwrite = true;
    this.state = { kind: "unsaved" };
    return this.flush();
  }

  /** What is typed was given up or put elsewhere. */
  dropped(): void {
    this.stop();
    this.savedChanges = this.changes;
    this.parts.keep(null);
  }

  /** Write down what is not saved, at once: the page may be gone in a moment. */
  keepNow(): void {
    this.stopKeep();
    if (this.unsaved) this.parts.keep({ words: this.parts.read(), version: this.version });
  }

  stop(): void {
    this.stopTimer();
    this.stopKeep();
    this.stopLongest?.();
    this.stopLongest = null;
  }

  private after(milliseconds: number): void {
    this.stopTimer();
    this.stopTimer = this.parts.wait(milliseconds, () => void this.save());
  }

  private save(): Promise<void> {
    if (this.running) return this.running;
    if (!this.unsaved || this.state.kind === "conflict") return Promise.resolve();
    this.running = this.sendOnce().finally(() => (this.running = null));
    return this.running;
  }

  private async sendOnce(): Promise<void> {
    this.stopTimer();
    this.stopLongest?.();
    this.stopLongest = null;
    const upTo = this.changes;
    this.become({ kind: "saving" });
    const answer = await this.parts.send(this.parts.read(), this.version, this.overwrite);
    if (answer.kind === "saved") {
      this.version = answer.version;
      this.savedChanges = upTo;
      this.overwrite = false;
      this.failures = 0;
      if (!this.unsaved) {
        this.stopKeep();
        this.parts.keep(null);
        return this.become({ kind: "saved", savedAt: answer.savedAt });
      }
      this.become({ kind: "unsaved" });
      return this.after(QUIET);
    }
    this.keepNow();
    if (answer.kind === "conflict") return this.become({ kind: "conflict", theirs: answer.theirs });
    this.become({ kind: "failed", why: answer.kind, words: answer.kind === "refused" ? answer.words : null });
    if (answer.kind === "offline") {
      this.after(AGAIN[Math.min(this.failures, AGAIN.length - 1)] ?? 0);
      this.failures += 1;
    } else if (upTo !== this.changes) this.after(QUIET);
  }

  private become(state: SaveState<Theirs>): void {
    this.state = state;
    this.parts.onState(state);
  }
}
