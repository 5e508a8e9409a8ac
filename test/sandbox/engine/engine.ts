import type Stripe from "stripe";
import type { SandboxKeys } from "../keys";
import { SandboxClock } from "./clock";
import { API_VERSION, PLATFORM_ACCOUNT } from "./constants";
import { newId } from "./ids";
import { type AccountRecord, emptyDetails, emptyState, type State, upgraded } from "./state";
import { Store } from "./store";
import { type Bucket, emptyBucket, type StoredEvent, type TableName, type Tables } from "./tables";
import { ensureFixed } from "./webhook-endpoints";
import { type Deliver, WebhookSender } from "./webhooks";

export interface SandboxOptions {
  keys: SandboxKeys;
  /** Where this sandbox answers, e.g. http://127.0.0.1:4010: the base of the URLs of its checkout, onboarding and consent pages. */
  publicBase: string;
  /** Where webhooks go; an endpoint without a URL gets none. */
  webhookTargets?: { account?: string; connect?: string; resend?: string };
  /** OAuth redirect URIs that count as registered. Unset: any URI at the origin of the webhook targets. */
  redirectUris?: readonly string[];
  /** Folder for the state. Unset: memory only. */
  dataDir?: string;
  /** How a webhook leaves the sandbox; tests may hand it straight to the app. Default: fetch. */
  deliver?: Deliver;
  /** `auto` delivers at once and retries by itself; `manual` waits for `control.webhooks.flush()`. */
  delivery?: "auto" | "manual";
  /** Waits before the second, third … try, in ms. */
  retryDelaysMs?: readonly number[];
  /** Real time in ms since 1970; the movable clock adds its offset to it. */
  now?: () => number;
  /** Shown to the account holder on the consent page and in `account.application.*` events. */
  applicationName?: string;
}

export interface RequestLogEntry {
  id: string;
  at: number;
  service: "stripe" | "connect" | "resend";
  operation: string;
  account: string | null;
  idempotencyKey: string | null;
  /** Null when the answer was withheld on purpose (timeout, reset). */
  status: number | null;
  error: string | null;
}

interface Unit {
  undo: (() => void)[];
  /** `send`: whether the platform may know of it. */
  events: { event: StoredEvent; send: boolean }[];
}

const LOG_LENGTH = 500;

/** State, time and side effects of the sandbox. Operations and pages get it passed in; it knows nothing about them. */
export class Engine {
  state: State;
  readonly clock: SandboxClock;
  readonly webhooks: WebhookSender;
  readonly store: Store;
  /** The latest requests of the app, newest last. */
  readonly requests: RequestLogEntry[] = [];
  /** Idempotency keys whose first request is still being answered. */
  readonly inProgress = new Set<string>();
  /** The request being executed, named in the events it causes. */
  currentRequest: { id: string; idempotencyKey: string | null } | null = null;
  private readonly hooks: ((engine: Engine) => void)[] = [];
  private readonly hanging = new Set<() => void>();
  private ticking = false;
  /** Open while a transaction runs: how to take back what it kept, and the events it will send when it is through. */
  private unit: Unit | null = null;

  constructor(readonly options: SandboxOptions) {
    this.store = new Store(options.dataDir, () => this.state);
    const kept = this.store.load();
    this.state = kept ? upgraded(kept, options.keys.clientId) : emptyState();
    this.clock = new SandboxClock(options.now ?? Date.now, this);
    this.webhooks = new WebhookSender(this);
    this.ensurePlatform();
    ensureFixed(this);
  }

  get keys(): SandboxKeys {
    return this.options.keys;
  }

  get publicBase(): string {
    return this.options.publicBase.replace(/\/$/, "");
  }

  get applicationName(): string {
    return this.options.applicationName ?? "Lectern";
  }

  /** Call after every change of state. */
  touch(): void {
    this.store.touch();
  }

  bucket(account: string): Bucket {
    return (this.state.buckets[account] ??= emptyBucket());
  }

  account(id: string): AccountRecord | undefined {
    return Object.hasOwn(this.state.accounts, id) ? this.state.accounts[id] : undefined;
  }

  /** Keeps an object in its account's table and returns it. */
  save<N extends TableName>(account: string, table: N, object: Tables[N] & { id: string }): Tables[N] & { id: string } {
    const rows = this.bucket(account)[table] as Record<string, Tables[N]>;
    const before = Object.hasOwn(rows, object.id) ? rows[object.id] : undefined;
    this.onRollback(() => {
      if (before === undefined) delete rows[object.id];
      else rows[object.id] = before;
    });
    rows[object.id] = object;
    this.touch();
    return object;
  }

  /**
   * Runs one operation or action. When it throws, the objects it kept and the events it emitted are gone again; events leave only when it is through.
   * (Fields changed in place are taken back only where {@link guard} was called: check first, change then.)
   */
  transaction<T>(work: () => T): T {
    if (this.unit) return work();
    const unit: Unit = { undo: [], events: [] };
    this.unit = unit;
    try {
      const result = work();
      this.unit = null;
      for (const { event, send } of unit.events)
        event.pending_webhooks = this.webhooks.enqueueStripe(event.account ?? PLATFORM_ACCOUNT, event, send);
      return result;
    } catch (error) {
      for (const undo of unit.undo.reverse()) undo();
      throw error;
    } finally {
      this.unit = null;
    }
  }

  /** How to take something back, should the running transaction fail. */
  onRollback(undo: () => void): void {
    this.unit?.undo.push(undo);
  }

  /** Removes a kept object. */
  drop(account: string, table: TableName, id: string): void {
    const rows = this.bucket(account)[table] as Record<string, unknown>;
    const before = rows[id];
    if (before === undefined) return;
    this.onRollback(() => {
      rows[id] = before;
    });
    delete rows[id];
    this.touch();
  }

  /** Takes the fields of a kept object back, should the running transaction fail. Call before changing it in place. */
  guard(object: object): void {
    if (!this.unit) return;
    const before = structuredClone(object);
    this.onRollback(() => {
      for (const key of Object.keys(object)) delete (object as Record<string, unknown>)[key];
      Object.assign(object, before);
    });
  }

  find<N extends TableName>(account: string, table: N, id: string): Tables[N] | undefined {
    const rows = this.bucket(account)[table] as Record<string, Tables[N]>;
    return Object.hasOwn(rows, id) ? rows[id] : undefined;
  }

  /**
   * Records an event and sends it: to the account endpoint for the platform's own objects, to the connect endpoint for a connected account's, and to the
   * endpoints that the account made for itself.
   * @param extra.evenIfDisconnected only `account.application.deauthorized` still leaves an account that was just disconnected
   */
  emit(account: string, type: Stripe.Event["type"], object: object, extra: { previous?: object; evenIfDisconnected?: boolean } = {}): StoredEvent {
    const record = this.account(account);
    const platform = account === PLATFORM_ACCOUNT;
    const event: StoredEvent = {
      id: newId("evt"),
      object: "event",
      ...(platform ? {} : { account }),
      api_version: API_VERSION,
      created: this.clock.seconds(),
      data: {
        object: JSON.parse(JSON.stringify(object)) as Record<string, unknown>,
        ...(extra.previous ? { previous_attributes: JSON.parse(JSON.stringify(extra.previous)) as Record<string, unknown> } : {}),
      },
      livemode: false,
      pending_webhooks: 0,
      request: { id: this.currentRequest?.id ?? null, idempotency_key: this.currentRequest?.idempotencyKey ?? null },
      type,
    };
    return this.transaction(() => {
      this.save(account, "event", event);
      this.unit?.events.push({ event, send: platform || record?.connected === true || extra.evenIfDisconnected === true });
      return event;
    });
  }

  /** Registers work that time alone causes, such as sessions that expire. */
  onTick(hook: (engine: Engine) => void): void {
    this.hooks.push(hook);
  }

  /** Lets everything happen that is due at the clock's time. Called before every request and after every move of the clock. */
  tick(): void {
    if (this.ticking) return;
    this.ticking = true;
    try {
      this.transaction(() => {
        for (const hook of this.hooks) hook(this);
      });
    } finally {
      this.ticking = false;
    }
  }

  log(entry: Omit<RequestLogEntry, "at">): void {
    this.requests.push({ ...entry, at: this.clock.now() });
    if (this.requests.length > LOG_LENGTH) this.requests.shift();
  }

  /** Never answers, until the caller gives up or the sandbox closes. */
  hang(signal: AbortSignal): Promise<Response> {
    return new Promise((resolve) => {
      const release = () => {
        this.hanging.delete(release);
        resolve(Response.error());
      };
      this.hanging.add(release);
      signal.addEventListener("abort", release, { once: true });
    });
  }

  /** Replaces everything, e.g. by an exported state. */
  replaceState(state: State): void {
    this.state = upgraded(state, this.keys.clientId);
    this.inProgress.clear();
    this.requests.length = 0;
    this.ensurePlatform();
    ensureFixed(this);
    this.webhooks.reschedule();
    this.touch();
  }

  async close(): Promise<void> {
    // Each one takes itself off the list, which a Set allows while it is walked.
    for (const release of this.hanging) release();
    await this.webhooks.close();
    this.store.flush();
  }

  private ensurePlatform(): void {
    if (this.account(PLATFORM_ACCOUNT)) return;
    this.state.accounts[PLATFORM_ACCOUNT] = {
      account: {
        id: PLATFORM_ACCOUNT,
        object: "account",
        business_profile: {
          mcc: null,
          minority_owned_business_designation: null,
          name: this.applicationName,
          specified_commercial_transactions_act_url: null,
          support_address: null,
          support_email: null,
          support_phone: null,
          support_url: null,
          url: null,
        },
        charges_enabled: true,
        country: "US",
        created: this.clock.seconds(),
        default_currency: "usd",
        details_submitted: true,
        email: "platform@example.com",
        payouts_enabled: true,
        type: "standard",
      },
      kind: "platform",
      heldByAnotherPlatform: false,
      connected: false,
      connectedAt: null,
      hidesRequirements: false,
      taxActive: false,
      externalAccount: { id: newId("ba"), bankName: "STRIPE TEST BANK", last4: "6789", status: "new" },
      ...emptyDetails(),
    };
  }
}
