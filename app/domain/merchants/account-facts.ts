import type Stripe from "stripe";

export type DisabledReason = Stripe.Account.Requirements.DisabledReason;
export type RequirementErrorCode = Stripe.Account.Requirements.Error.Code;
export type CapabilityName = keyof Stripe.Account.Capabilities;

/**
 * What the pure functions need to know of an account. A `ConnectedAccount` row is one; the JSON columns hold what
 * Stripe last answered and are read through the functions below, because an account connected by OAuth may lack them.
 */
export interface AccountFacts {
  /** How it was connected. */
  kind: "oauth" | "created" | "restricted_key";
  status: "connected" | "disconnected";
  livemode: boolean;
  country: string | null;
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  /** When Stripe was last read; null: not yet. */
  syncedAt: Date | null;
  capabilities: unknown;
  requirements: unknown;
  /** What Stripe has announced for later. */
  futureRequirements: unknown;
  /** The persons behind the account, as far as Stripe shows them. */
  people: unknown;
}

export interface RequirementError {
  code: string;
  requirement: string;
}

/** https://docs.stripe.com/api/accounts/object#account_object-requirements with every field present. */
export interface Requirements {
  currentlyDue: string[];
  pastDue: string[];
  pendingVerification: string[];
  errors: RequirementError[];
  /** Each: these fields may be given instead of those. */
  alternatives: { instead: string[]; of: string[] }[];
  disabledReason: string | null;
  /** UTC. */
  deadline: Date | null;
}

/** The stored requirements with empty lists for what Stripe left out. Never throws, whatever the column holds. */
export function requirementsOf(account: Pick<AccountFacts, "requirements">): Requirements {
  const stored = isRecord(account.requirements) ? account.requirements : {};
  const deadline = stored.current_deadline;
  return {
    currentlyDue: strings(stored.currently_due),
    pastDue: strings(stored.past_due),
    pendingVerification: strings(stored.pending_verification),
    errors: list(stored.errors).flatMap((entry) =>
      isRecord(entry) && typeof entry.code === "string" ? [{ code: entry.code, requirement: typeof entry.requirement === "string" ? entry.requirement : "" }] : [],
    ),
    alternatives: list(stored.alternatives).flatMap((entry) =>
      isRecord(entry) ? [{ instead: strings(entry.alternative_fields_due), of: strings(entry.original_fields_due) }] : [],
    ),
    disabledReason: typeof stored.disabled_reason === "string" ? stored.disabled_reason : null,
    deadline: typeof deadline === "number" ? new Date(deadline * 1000) : null,
  };
}

export type CapabilityStatus = "active" | "inactive" | "pending" | "unrequested";

/** What was asked for and how it stands, without those that were never requested. */
export function capabilitiesOf(account: Pick<AccountFacts, "capabilities">): { name: string; status: CapabilityStatus }[] {
  if (!isRecord(account.capabilities)) return [];
  return Object.entries(account.capabilities).flatMap(([name, status]) =>
    status === "active" || status === "inactive" || status === "pending" ? [{ name, status }] : [],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function strings(value: unknown): string[] {
  return list(value).filter((entry): entry is string => typeof entry === "string");
}
