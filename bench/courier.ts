import Stripe from "stripe";
import type { StoredEvent } from "../test/sandbox/engine/tables";
import { sandboxKeys } from "../test/sandbox/keys";

/** Of a hundred events so many are never delivered, and so many more come a second and a third time. */
const DROPPED = 0.05;
const TWICE = 0.3;
const THRICE = 0.1;
/** Each delivery waits at random up to this long, which also mixes their order. */
const DELAY_MS = 8_000;
const AT_ONCE = 24;

/**
 * Carries Stripe's webhooks in the worst way allowed: twice, late, in any order, some never. What is not answered with 2xx is
 * sent again, as Stripe does.
 */
export class Courier {
  readonly seen = { events: 0, dropped: 0, deliveries: 0, retried: 0 };
  private readonly signer = new Stripe(sandboxKeys.secretKey);
  private readonly waiting: { at: number; body: string }[] = [];
  private flying = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly targets: readonly string[]) {
    this.timer = setInterval(() => this.pump(), 20);
  }

  /** Takes one event of a connected account. */
  take(event: StoredEvent): void {
    this.seen.events += 1;
    if (Math.random() < DROPPED) {
      this.seen.dropped += 1;
      return;
    }
    const body = JSON.stringify(event);
    const dice = Math.random();
    const copies = dice < THRICE ? 3 : dice < THRICE + TWICE ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.waiting.push({ at: Date.now() + Math.random() * DELAY_MS, body });
  }

  /** Nothing is on its way any more. */
  get idle(): boolean {
    return this.waiting.length === 0 && this.flying === 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private pump(): void {
    const now = Date.now();
    for (let index = this.waiting.length - 1; index >= 0 && this.flying < AT_ONCE; index -= 1) {
      const parcel = this.waiting[index];
      if (!parcel || parcel.at > now) continue;
      this.waiting[index] = this.waiting.at(-1) ?? parcel;
      this.waiting.pop();
      this.flying += 1;
      void this.deliver(parcel.body).finally(() => (this.flying -= 1));
    }
  }

  private async deliver(body: string): Promise<void> {
    const url = this.targets[Math.floor(Math.random() * this.targets.length)] ?? "";
    const signature = this.signer.webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret });
    const taken = await fetch(`${url}/webhooks/stripe/connect`, { method: "POST", body, headers: { "content-type": "application/json", "stripe-signature": signature } }).then(
      (response) => response.ok,
      () => false,
    );
    this.seen.deliveries += 1;
    if (taken) return;
    this.seen.retried += 1;
    this.waiting.push({ at: Date.now() + 1_000 + Math.random() * 3_000, body });
  }
}
