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
  /** Why no sale is begun although Stripe says it may: "refused", a right the account's own key lacks, "key_unreadable". */
  salesBlocked?: string | null;
}

/** What is wrong with the account's own key so that nothing can be sold: which right it lacks, or that it cannot be read. */
export function keyTrouble({ status, salesBlocked }: Pick<AccountFacts, "status" | "salesBlocked">): { unreadable: true } | { unreadable: false; permission: string } | null {
  if (status === "disconnected" || !salesBlocked) return null;
  if (salesBlocked === KEY_UNREADABLE) return { unreadable: true };
  return salesBlocked.startsWith("rak_") ? { unreadable: false, permission: salesBlocked } : null;
}

export const KEY_UNREADABLE = "key_unreadable";

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
  return requirementsIn(account.requirements);
}

/**
 * What Stripe has announced, in the same shape: `deadline` is the day from which it asks for `currentlyDue`. Never throws.
 * https://docs.stripe.com/connect/handle-verification-updates
 */
export function futureRequirementsOf(account: Pick<AccountFacts, "futureRequirements">): Requirements {
  return requirementsIn(account.futureRequirements);
}

function requirementsIn(column: unknown): Requirements {
  const stored = isRecord(column) ? column : {};
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
    disabledReason: typeof stored.disabled_reason === "string" && stored.disabled_reason !== "" ? stored.disabled_reason : null,
    deadline: instant(stored.current_deadline),
  };
}

export type CapabilityStatus = "active" | "inactive" | "pending" | "unrequested";

export interface CapabilityFacts {
  /** Stripe's name. */
  name: string;
  status: "active" | "inactive" | "pending";
  /** Why it is off, in Stripe's code; null when it is on or Stripe does not say. */
  reason: string | null;
  /** Keys this capability waits for; null when they were not read of the capability itself. */
  due: string[] | null;
}

/**
 * What was asked for and how it stands, without those that were never requested. The column holds a status a capability, or
 * for one that is not active the object `{status, requirements: {disabled_reason, currently_due, past_due}}`.
 */
export function capabilitiesOf(account: Pick<AccountFacts, "capabilities">): CapabilityFacts[] {
  if (!isRecord(account.capabilities)) return [];
  return Object.entries(account.capabilities).flatMap(([name, value]) => {
    const status = isRecord(value) ? value.status : value;
    if (status !== "active" && status !== "inactive" && status !== "pending") return [];
    const own = isRecord(value) && isRecord(value.requirements) ? value.requirements : null;
    const asked = requirementsIn(own);
    return [{ name, status, reason: status === "active" ? null : asked.disabledReason, due: own && [...asked.pastDue, ...asked.currentlyDue] }];
  });
}

export const ROLES = ["representative", "director", "executive", "owner", "legal_guardian", "authorizer"] as const;
export type Role = (typeof ROLES)[number];

/** Somebody behind the account, as far as Stripe shows them to us. */
export interface Person {
  /** person_… */
  id: string;
  name: string | null;
  /** In the order they are read out. */
  roles: Role[];
  /** e.g. "Head of studio" */
  title: string | null;
}

/** The stored people. Never throws; an entry without an id names nobody and is left out. */
export function peopleOf(account: Pick<AccountFacts, "people">): Person[] {
  return list(account.people).flatMap((entry) => {
    if (!isRecord(entry) || typeof entry.id !== "string" || entry.id === "") return [];
    const roles = strings(entry.roles);
    return [{ id: entry.id, name: oneLine(entry.name), roles: ROLES.filter((role) => roles.includes(role)), title: oneLine(entry.title) }];
  });
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

/** A text on one line and of a sensible length, or null for none. */
function oneLine(value: unknown): string | null {
  return typeof value === "string" ? value.replaceAll(/\s+/g, " ").trim().slice(0, 120) || null : null;
}

/** Unix seconds; what no date can hold is no date. */
function instant(value: unknown): Date | null {
  if (typeof value !== "number") return null;
  const at = new Date(value * 1000);
  return Number.isNaN(at.getTime()) ? null : at;
}
