/** The sandbox's own time: the real one plus an offset that a person or a test can move. */
export class SandboxClock {
  constructor(
    private readonly base: () => number,
    /** Whoever holds the state; it is looked up on every call because reset and import replace the state. */
    private readonly owner: { readonly state: { clockOffsetMs: number } },
  ) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.base() + this.owner.state.clockOffsetMs;
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
