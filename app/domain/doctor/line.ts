import type { Checked } from "./facts";

/** `unknown`: it could not be checked just now, which says nothing about how it is. */
export type LineState = "ok" | "attention" | "problem" | "unknown";

export type DoctorAction =
  /** Something we do ourselves; the page posts it. */
  | { kind: "do"; intent: "register_wallets" | "mend_endpoint"; accountId: string; label: string }
  /** A page of this site. */
  | { kind: "go"; to: string; label: string }
  /** A page of Stripe's. */
  | { kind: "stripe"; url: string; label: string };

/** One thing that was looked at. */
export interface DoctorLine {
  /** Stable. */
  id: string;
  state: LineState;
  /** What was looked at. */
  title: string;
  /** How it stands, and what that means. */
  meaning: string;
  /** What to do; null when there is nothing to do. */
  todo: string | null;
  action: DoctorAction | null;
  /** Exact values to compare with or to copy. */
  values: { label: string; value: string }[];
}

export interface DoctorSection {
  id: string;
  title: string;
  about: string;
  lines: DoctorLine[];
}

const RANK: Record<LineState, number> = { ok: 0, unknown: 1, attention: 2, problem: 3 };

/** The worse of two. */
export function worse(a: LineState, b: LineState): LineState {
  return RANK[a] >= RANK[b] ? a : b;
}

export function line(id: string, title: string, state: LineState, meaning: string, more: Partial<Pick<DoctorLine, "todo" | "action" | "values">> = {}): DoctorLine {
  return { id, title, state, meaning, todo: null, action: null, values: [], ...more };
}

/** Why something could not be looked at. */
export function notChecked(id: string, title: string, failure: Extract<Checked<unknown>, { ok: false }>["error"]): DoctorLine {
  switch (failure.kind) {
    case "unreachable":
      return line(id, title, "unknown", "This could not be checked: Stripe did not answer.", { todo: "Check again in a minute." });
    case "rate_limited":
    case "in_progress":
      return line(id, title, "unknown", "This could not be checked: Stripe is asked too often just now.", { todo: "Check again in a minute." });
    case "permission_missing":
      return line(id, title, "unknown", "This could not be checked: the account's key may not read it.", { todo: "See the permissions of the key below." });
    case "key_unreadable":
      return line(id, title, "unknown", "This could not be checked: the account's key cannot be read here any more.", { todo: "Give the key again." });
    case "access_lost":
      return line(id, title, "unknown", "This could not be checked: Stripe no longer lets this site into the account.");
    case "platform_misconfigured":
      return line(id, title, "unknown", "This could not be checked: Stripe does not take this site's own key.", { todo: "See the keys of this site above." });
    default:
      return line(id, title, "unknown", "This could not be checked: Stripe refused the question.", { todo: "Check again later; if it stays so, whoever runs this site finds the reason in its log." });
  }
}

/** "just now", "5 minutes ago", "3 days ago". */
export function ago(at: Date, now: Date): string {
  return inWords(Math.max(0, now.getTime() - at.getTime()) / 1000, (text) => `${text} ago`, "just now");
}

/** "40 seconds", "10 minutes", "3 days". */
export function lasting(seconds: number): string {
  return inWords(seconds, (text) => text, `${Math.round(seconds)} seconds`);
}

function inWords(seconds: number, say: (text: string) => string, little: string): string {
  if (seconds < 90) return little;
  if (seconds < 90 * 60) return say(count(seconds / 60, "minute"));
  if (seconds < 36 * 3600) return say(count(seconds / 3600, "hour"));
  return say(count(seconds / 86_400, "day"));
}

/** "1 day", "2 days". */
export function count(amount: number, thing: string): string {
  const whole = Math.round(amount);
  return `${whole} ${thing}${whole === 1 ? "" : "s"}`;
}
