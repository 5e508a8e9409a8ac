import type Stripe from "stripe";
import { type Bucket, emptyBucket, type StoredLineItem } from "./tables";

/**
 * Everything the sandbox knows, as plain JSON: it can be written to disk, exported and compared. Stripe objects are kept unexpanded (ids, not
 * objects) and in the shape the API answers; what Stripe never shows sits beside them in a record of our own.
 */
export interface State {
  version: 1;
  clockOffsetMs: number;
  /** How far the `Date` header of the answers is from real time: what a server with a wrong clock would see. */
  dateSkewSeconds: number;
  /** Grows with every event and delivery: the order in which things happened. */
  sequence: number;
  accounts: Record<string, AccountRecord>;
  users: Record<string, DashboardUser>;
  codes: Record<string, AuthorizationCode>;
  /** Keys of accounts other than the platform's, by the key itself. */
  apiKeys: Record<string, ApiKeyRecord>;
  accountLinks: Record<string, AccountLinkRecord>;
  buckets: Record<string, Bucket>;
  sessions: Record<string, SessionRecord>;
  subscriptions: Record<string, SubscriptionRecord>;
  idempotency: Record<string, SavedAnswer>;
  deliveries: Delivery[];
  webhooks: WebhookSettings;
  /** The addresses of the environment that were put into the platform's list of endpoints once. */
  fixedEndpoints: { account?: string; connect?: string };
  faults: Fault[];
  mail: MailState;
}

export interface AccountRecord {
  account: Stripe.Account;
  /** `platform` is our own account; `controlled` was created by us; `independent` has a life of its own and can only be connected by OAuth. */
  kind: "platform" | "controlled" | "independent";
  /** Controlled by somebody else's platform: Stripe's page refuses to connect it. */
  heldByAnotherPlatform: boolean;
  /** Connected by OAuth (or created by us) and not revoked since. */
  connected: boolean;
  connectedAt: number | null;
  /** Stripe may leave `requirements` and `capabilities` out of accounts connected by OAuth. */
  hidesRequirements: boolean;
  /** Stripe Tax is set up; without it `automatic_tax` is refused. */
  taxActive: boolean;
  /** Bank account shown as payout destination (only platform-controlled accounts reveal it). */
  externalAccount: { id: string; bankName: string; last4: string; status: "new" | "errored" };
  /** Who stands behind it: directors, owners, the representative. */
  people: PersonRecord[];
  /** Why a capability is off, where that differs from the account's own reason. */
  capabilityReasons: Record<string, string>;
  /** How buyers may pay, where it differs from what the country offers (`stripe/payment-methods.ts`). */
  methods: Record<string, { available?: boolean; on?: boolean }>;
  /** Why a wallet does not work on a host: by host name, then by method. */
  domainProblems: Record<string, Record<string, string>>;
  /** The bank can be paid at once. */
  instantPayouts: boolean;
  /** What becomes of a subscription when the last retry failed (Dashboard: manage failed payments). */
  afterRetries: "cancel" | "unpaid" | "past_due";
  /** Whether the portal's settings were saved in the Dashboard: without that there is no default configuration. */
  portalDefault: boolean;
}

export interface PersonRecord {
  id: string;
  created: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  roles: ("authorizer" | "director" | "executive" | "legal_guardian" | "owner" | "representative")[];
  title: string | null;
  percentOwnership: number | null;
  /** Stripe keeps the name from a platform that is not in control. */
  hidden: boolean;
}

/** What an account record has beside the account, when nothing is known yet. */
export function emptyDetails(): Pick<AccountRecord, "people" | "capabilityReasons" | "methods" | "domainProblems" | "instantPayouts" | "afterRetries" | "portalDefault"> {
  return { people: [], capabilityReasons: {}, methods: {}, domainProblems: {}, instantPayouts: false, afterRetries: "cancel", portalDefault: true };
}

/** A restricted key that an account's holder made in the Dashboard. */
export interface ApiKeyRecord {
  key: string;
  account: string;
  name: string;
  /** `rak_…` names; writing includes reading. `all` is every one there is. */
  permissions: string[] | "all";
  /** Taken away again from what `permissions` gives. */
  missing: string[];
  createdAt: number;
  /** Revoked or rolled: Stripe calls it expired. */
  revokedAt: number | null;
}

export interface DashboardUser {
  id: string;
  email: string;
  password: string;
  name: string;
  accounts: string[];
}

export interface AuthorizationCode {
  code: string;
  account: string;
  clientId: string;
  redirectUri: string;
  scope: string;
  livemode: boolean;
  createdAt: number;
  usedAt: number | null;
}

export interface AccountLinkRecord {
  token: string;
  account: string;
  type: string;
  refreshUrl: string;
  returnUrl: string;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** What a Checkout Session was created with and Stripe does not show on the object. */
export interface SessionRecord {
  account: string;
  /** The platform's client id when it made the session on a connected account; null when the account did so itself. */
  application: string | null;
  lineItems: StoredLineItem[];
  paymentIntentData: {
    applicationFeeAmount: number | null;
    metadata: Record<string, string>;
    description: string | null;
    receiptEmail: string | null;
    statementDescriptor: string | null;
    statementDescriptorSuffix: string | null;
    setupFutureUsage: string | null;
  };
  subscriptionData: {
    applicationFeePercent: number | null;
    trialPeriodDays: number | null;
    /** What the trial's end does where no method was given. */
    missingPaymentMethod?: string;
    metadata: Record<string, string>;
    description: string | null;
  };
  /** The coupon and promotion code that shape the totals now. */
  discount: { coupon: string; promotionCode: string | null } | null;
  /** Secret part of a payment that waits for the buyer's bank. */
  pendingAuthentication: { cardNumber: string } | null;
}

export interface SubscriptionRecord {
  account: string;
  paymentMethod: string | null;
  session: string | null;
  /** How the next renewals go. */
  renewals: "succeed" | "fail";
  /** So many of the next payments fail, whatever the card. */
  failNext?: number;
  /** The invoice whose payment is tried again at its `next_payment_attempt`. */
  retrying?: string | null;
  /** The period's end that `invoice.upcoming` was sent for, and the trial's end that was announced. */
  announced?: { upcoming?: number; trialEnd?: number };
  discount: { coupon: string; promotionCode: string | null } | null;
}

export interface SavedAnswer {
  fingerprint: string;
  endpoint: string;
  status: number;
  body: string;
  requestId: string;
  createdAt: number;
}

export interface Delivery {
  id: string;
  sequence: number;
  /** `account`, `connect`, `resend`, or the id of a webhook endpoint created through the API. */
  endpoint: string;
  url: string;
  eventId: string;
  type: string;
  account: string | null;
  /** The exact body, so that a redelivery is the same bytes. */
  body: string;
  status: "pending" | "held" | "delivered" | "failed" | "dropped";
  /** Real time in ms: when the next try is due. */
  nextAttemptAt: number;
  attempts: { at: number; status: number | null; error: string | null }[];
}

export interface WebhookSettings {
  mode: "normal" | "hold" | "drop" | "reorder";
  /** Copies of each event, delivered together. 1 is normal. */
  copies: number;
  delayMs: number;
}

export type FaultEffect = "error_500" | "error_503" | "rate_limited" | "quota_exceeded" | "timeout" | "connection_reset" | "delay";

export interface Fault {
  id: string;
  service: "stripe" | "connect" | "resend";
  /** Operation name such as `checkout.sessions.create`; `*` is any, `checkout.*` a family. */
  operation: string;
  effect: FaultEffect;
  /** `before`: the call never took effect. `after`: it did, and only the answer is lost. */
  when: "before" | "after";
  remaining: number;
  delayMs: number;
}

export type MailEventType =
  | "email.sent"
  | "email.delivered"
  | "email.delivery_delayed"
  | "email.complained"
  | "email.bounced"
  | "email.opened"
  | "email.clicked"
  | "email.failed"
  | "email.suppressed";

export interface Mail {
  id: string;
  messageId: string;
  createdAt: string;
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  attachments: { filename: string | null; contentType: string | null; content: string | null; path: string | null; contentId: string | null }[];
  scheduledAt: string | null;
  idempotencyKey: string | null;
  lastEvent: string;
  events: { type: MailEventType; at: string }[];
}

export interface MailState {
  mails: Mail[];
  idempotency: Record<string, { fingerprint: string; status: number; body: string; createdAt: number }>;
  /** Sender domains that count as verified; empty means every domain does. */
  verifiedDomains: string[];
  /** Addresses that no longer get mail after a bounce or complaint. */
  suppressed: string[];
  /** Requests per second before 429; null means no limit is enforced. */
  rateLimit: number | null;
  /** Whether `email.sent` and `email.delivered` follow by themselves. */
  autoDeliver: boolean;
}

/** A state as an older sandbox wrote it, with what has been added since. */
export function upgraded(state: State, clientId: string): State {
  const full: State = { ...emptyState(), ...state };
  for (const [account, bucket] of Object.entries(full.buckets)) full.buckets[account] = { ...emptyBucket(), ...bucket };
  for (const [id, record] of Object.entries(full.accounts))
    full.accounts[id] = { ...emptyDetails(), ...record, externalAccount: { ...record.externalAccount, status: record.externalAccount.status ?? "new" } };
  for (const session of Object.values(full.sessions)) if (session.application === undefined) session.application = clientId;
  return full;
}

export function emptyState(): State {
  return {
    version: 1,
    clockOffsetMs: 0,
    dateSkewSeconds: 0,
    sequence: 0,
    accounts: {},
    users: {},
    codes: {},
    apiKeys: {},
    accountLinks: {},
    buckets: {},
    sessions: {},
    subscriptions: {},
    idempotency: {},
    deliveries: [],
    webhooks: { mode: "normal", copies: 1, delayMs: 0 },
    fixedEndpoints: {},
    faults: [],
    mail: { mails: [], idempotency: {}, verifiedDomains: [], suppressed: [], rateLimit: null, autoDeliver: true },
  };
}
