/** The sandbox's own time: the real one plus an offset that a person or a test can move. */
export class SandboxClock {
  /** While something that fell due earlier is being done: the moment it fell due, in ms. */
  private moment: number | null = null;

  constructor(
    private readonly base: () => number,
    /** Whoever holds the state; it is looked up on every call because reset and import replace the state. */
    private readonly owner: { readonly state: { clockOffsetMs: number } },
  ) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.moment ?? this.base() + this.owner.state.clockOffsetMs;
  }

  /** Does what fell due at an earlier moment (ms) as if it were then: invoices and events of a long jump carry the days they belong to. */
  at<T>(ms: number, work: () => T): T {
    const before = this.moment;
    this.moment = ms;
    try {
      return work();
    } finally {
      this.moment = before;
    }
  }

  /** Real milliseconds since 1970: what moving the clock does not change. */
  real(): number {
    return this.base();
  }

  /** Seconds since 1970, Stripe's unit. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  advance(ms: number): void {
    this.owner.state.clockOffsetMs += ms;
  }

  set(ms: number): void {
    this.owner.state.clockOffsetMs = ms - this.base();
  }
}
