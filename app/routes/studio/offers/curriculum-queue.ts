import type { ChangeAnswer, ChangeFields } from "./curriculum-view";

/** What sending a change came to. `failed`: it may or may not have arrived, and can be sent again. */
export type Sent = ChangeAnswer | { done: "unknown"; message: string };

export interface Change {
  number: number;
  fields: ChangeFields;
  state: "waiting" | "saved" | "failed";
}

export interface QueueState {
  /** Changes that are shown on top of what the server sent last. */
  changes: readonly Change[];
  /** Why nothing more is sent until `retry`; null: all is well. */
  failure: string | null;
}

/**
 * The page's changes on their way to the server: one after the other, in the order they were made, so that the last one
 * wins. A change that could not be sent stops the line, keeps its place and what it shows, and goes out again on `retry`.
 * One that was saved stays shown until the server's own list has come anew, one that was refused goes at once.
 */
export class ChangeQueue {
  #state: QueueState = { changes: [], failure: null };
  #listeners = new Set<() => void>();
  #answers = new Map<number, (answer: ChangeAnswer) => void>();
  #last = 0;
  #sending = false;

  #settled: () => void = () => {};

  constructor(private readonly send: (fields: ChangeFields) => Promise<Sent>) {}

  read = (): QueueState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told each time there is nothing left to send. Answers how to be told no more. */
  onSettled(listener: () => void): () => void {
    this.#settled = listener;
    return () => {
      if (this.#settled === listener) this.#settled = () => {};
    };
  }

  /** Show a change and send it; answers once the server has. */
  push(fields: ChangeFields): Promise<ChangeAnswer> {
    const number = (this.#last += 1);
    this.#set({ ...this.#state, changes: [...this.#state.changes, { number, fields, state: "waiting" }] });
    const answer = new Promise<ChangeAnswer>((resolve) => this.#answers.set(number, resolve));
    void this.#run();
    return answer;
  }

  /** Send again what could not be sent. */
  retry(): void {
    this.#set({ failure: null, changes: this.#state.changes.map((change) => (change.state === "failed" ? { ...change, state: "waiting" } : change)) });
    void this.#run();
  }

  /** A mark to be handed to `reloaded` when the list that is asked for now has come. */
  mark(): number {
    return Math.max(0, ...this.#state.changes.flatMap((change) => (change.state === "saved" ? change.number : [])));
  }

  /** The server's list holds what was saved up to the mark. */
  reloaded(mark: number): void {
    const changes = this.#state.changes.filter((change) => change.state !== "saved" || change.number > mark);
    if (changes.length !== this.#state.changes.length) this.#set({ ...this.#state, changes });
  }

  async #run(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (;;) {
        const next = this.#state.failure === null ? this.#state.changes.find((change) => change.state === "waiting") : undefined;
        if (!next) break;
        const sent = await this.send(next.fields);
        if (sent.done === "unknown") {
          this.#set({ failure: sent.message, changes: this.#with(next.number, "failed") });
          return;
        }
        this.#set({ ...this.#state, changes: sent.done ? this.#with(next.number, "saved") : this.#state.changes.filter((change) => change.number !== next.number) });
        this.#answers.get(next.number)?.(sent);
        this.#answers.delete(next.number);
      }
    } finally {
      this.#sending = false;
    }
    this.#settled();
  }

  #with(number: number, state: Change["state"]): Change[] {
    return this.#state.changes.map((change) => (change.number === number ? { ...change, state } : change));
  }

  #set(state: QueueState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
