import { createHmac } from "node:crypto";
import type { Engine } from "./engine";
import { newId } from "./ids";
import type { Delivery } from "./state";
import type { StoredEvent } from "./tables";
import { endpointOf, ownView, targetsOf } from "./webhook-endpoints";

export type Deliver = (request: Request) => Promise<Response>;

/** Stripe waits minutes and hours; a person at a demo waits seconds. */
const DEFAULT_RETRY_DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000];
const ATTEMPT_TIMEOUT_MS = 20_000;
/** With `reorder` on, a burst is collected this long and then delivered backwards. */
const REORDER_WINDOW_MS = 500;
const KEPT_DELIVERIES = 3_000;
/** Deliveries under way at once. */
const CONCURRENCY = 60;

/** Signs and delivers webhooks, retries them, and misbehaves on request. Times here are real: signatures are checked against the real clock. */
export class WebhookSender {
  private timer: NodeJS.Timeout | null = null;
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly closing = new AbortController();

  constructor(private readonly engine: Engine) {}

  /** Queues a Stripe event for every endpoint that wants it; returns how many do. */
  enqueueStripe(owner: string, event: StoredEvent, toPlatform: boolean): number {
    const { platform, own } = targetsOf(this.engine, owner, event, toPlatform);
    const body = (shown: StoredEvent) => JSON.stringify({ ...shown, pending_webhooks: 1 }, null, 2);
    const common = { eventId: event.id, type: event.type, account: event.account ?? null };
    for (const target of platform) this.enqueue({ ...target, ...common, body: body(event) });
    for (const target of own) this.enqueue({ ...target, ...common, body: body(ownView(event)) });
    return platform.length + own.length;
  }

  /** Queues a mail event. */
  enqueueResend(eventId: string, type: string, body: string): void {
    const url = this.engine.options.webhookTargets?.resend;
    if (url) this.enqueue({ endpoint: "resend", url, eventId, type, account: null, body });
  }

  /** Sends what was kept back by `hold`, in the order asked for. */
  release(order: "fifo" | "lifo" | "shuffle" = "fifo"): number {
    const held = this.engine.state.deliveries.filter((delivery) => delivery.status === "held");
    const ranked =
      order === "shuffle"
        ? held
            .map((item) => ({ item, rank: Math.random() }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ item }) => item)
        : held;
    if (order === "lifo") ranked.reverse();
    const now = Date.now();
    for (const [index, delivery] of ranked.entries()) {
      delivery.status = "pending";
      // A millisecond apart keeps the order through the sort in `due`.
      delivery.nextAttemptAt = now - ranked.length + index;
    }
    this.changed();
    return ranked.length;
  }

  /**
   * Delivers an event once more to every endpoint that got it (or should have).
   * @returns the number of deliveries queued
   */
  redeliver(eventId: string, copies = 1): number {
    const first = new Map<string, Delivery>();
    for (const delivery of this.engine.state.deliveries)
      if (delivery.eventId === eventId && !first.has(delivery.endpoint)) first.set(delivery.endpoint, delivery);
    for (const original of first.values()) for (let copy = 0; copy < copies; copy += 1) this.push(original, "pending", Date.now());
    this.changed();
    return first.size * copies;
  }

  /** Tries everything that is due and waits for the answers; `retries: true` also brings failed ones forward, once each. */
  async flush(options: { retries?: boolean } = {}): Promise<void> {
    if (options.retries) for (const delivery of this.pending()) delivery.nextAttemptAt = Math.min(delivery.nextAttemptAt, Date.now());
    for (;;) {
      const started = this.pump(true);
      if (started.length === 0 && this.inFlight.size === 0) return;
      await Promise.all([...started, ...this.inFlight.values()]);
    }
  }

  reschedule(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.closing.signal.aborted || this.engine.options.delivery === "manual") return;
    // Full: whichever delivery ends next comes back here.
    if (this.inFlight.size >= CONCURRENCY) return;
    const next = Math.min(...this.pending().map((delivery) => delivery.nextAttemptAt));
    if (!Number.isFinite(next)) return;
    this.timer = setTimeout(
      () => {
        this.pump(false);
        this.reschedule();
      },
      Math.max(0, Math.min(next - Date.now(), 60_000)),
    );
    this.timer.unref();
  }

  async close(): Promise<void> {
    this.closing.abort();
    if (this.timer) clearTimeout(this.timer);
    await Promise.allSettled(this.inFlight.values());
  }

  private enqueue(what: Pick<Delivery, "endpoint" | "url" | "eventId" | "type" | "account" | "body">): void {
    const { mode, copies, delayMs } = this.engine.state.webhooks;
    const status = mode === "hold" ? "held" : mode === "drop" ? "dropped" : "pending";
    const wait = mode === "reorder" ? Math.max(delayMs, REORDER_WINDOW_MS) : delayMs;
    for (let copy = 0; copy < copies; copy += 1) this.push(what, status, Date.now() + wait);
    this.changed();
  }

  private push(what: Pick<Delivery, "endpoint" | "url" | "eventId" | "type" | "account" | "body">, status: Delivery["status"], nextAttemptAt: number): void {
    const { endpoint, url, eventId, type, account, body } = what;
    this.engine.state.sequence += 1;
    this.engine.state.deliveries.push({
      id: newId("whd"),
      sequence: this.engine.state.sequence,
      endpoint,
      url,
      eventId,
      type,
      account,
      body,
      status,
      nextAttemptAt,
      attempts: [],
    });
    const surplus = this.engine.state.deliveries.length - KEPT_DELIVERIES;
    if (surplus > 0)
      this.engine.state.deliveries = this.engine.state.deliveries.filter(
        (item, index) => index >= surplus || item.status === "pending" || item.status === "held",
      );
  }

  private changed(): void {
    this.engine.touch();
    this.reschedule();
  }

  private pending(): Delivery[] {
    return this.engine.state.deliveries.filter((delivery) => delivery.status === "pending" && !this.inFlight.has(delivery.id));
  }

  /** Starts every due delivery. A flush does not sit out the reorder window: whoever flushes says the burst is complete. */
  private pump(flushing: boolean): Promise<void>[] {
    const reorder = this.engine.state.webhooks.mode === "reorder";
    const now = Date.now() + (flushing && reorder ? REORDER_WINDOW_MS : 0);
    const due = this.pending().filter((delivery) => delivery.nextAttemptAt <= now);
    due.sort((a, b) => (reorder ? b.sequence - a.sequence : a.nextAttemptAt - b.nextAttemptAt || a.sequence - b.sequence));
    let previous = Promise.resolve();
    return due.slice(0, Math.max(0, CONCURRENCY - this.inFlight.size)).map((delivery) => {
      // Reordered ones go one after the other, else the order would be left to chance again.
      const run = reorder ? previous.then(() => this.attempt(delivery)) : this.attempt(delivery);
      previous = run;
      this.inFlight.set(delivery.id, run);
      return run.finally(() => {
        this.inFlight.delete(delivery.id);
        this.changed();
      });
    });
  }

  private async attempt(delivery: Delivery): Promise<void> {
    let status: number | null = null;
    let error: string | null = null;
    // Deleted or switched off since: Stripe stops trying.
    if (delivery.endpoint !== "resend" && endpointOf(this.engine, delivery.endpoint)?.status !== "enabled") {
      delivery.status = "dropped";
      return;
    }
    try {
      const response = await (this.engine.options.deliver ?? fetch)(this.request(delivery));
      status = response.status;
      await response.body?.cancel();
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause);
    }
    delivery.attempts.push({ at: Date.now(), status, error });
    const wait = (this.engine.options.retryDelaysMs ?? DEFAULT_RETRY_DELAYS_MS)[delivery.attempts.length - 1];
    if (status !== null && status >= 200 && status < 300) delivery.status = "delivered";
    else if (wait === undefined) delivery.status = "failed";
    else delivery.nextAttemptAt = Date.now() + wait;
  }

  private request(delivery: Delivery): Request {
    return new Request(delivery.url, {
      method: "POST",
      body: delivery.body,
      headers: { "content-type": "application/json; charset=utf-8", ...this.signature(delivery) },
      signal: AbortSignal.any([AbortSignal.timeout(ATTEMPT_TIMEOUT_MS), this.closing.signal]),
      redirect: "manual",
    });
  }

  private signature(delivery: Delivery): Record<string, string> {
    const seconds = Math.floor(Date.now() / 1000);
    const keys = this.engine.keys;
    if (delivery.endpoint === "resend") {
      const secret = Buffer.from(keys.resendWebhookSecret.replace(/^whsec_/, ""), "base64");
      const digest = createHmac("sha256", secret).update(`${delivery.eventId}.${seconds}.${delivery.body}`).digest("base64");
      return { "user-agent": "Svix-Webhooks/1.0 (sandbox)", "svix-id": delivery.eventId, "svix-timestamp": String(seconds), "svix-signature": `v1,${digest}` };
    }
    const secret = endpointOf(this.engine, delivery.endpoint)?.secret ?? "";
    const digest = createHmac("sha256", secret).update(`${seconds}.${delivery.body}`).digest("hex");
    return { "user-agent": "Stripe/1.0 (sandbox)", "stripe-signature": `t=${seconds},v1=${digest}` };
  }
}
