import { noteWords } from "~/domain/events/event-words";
import type { TimelineEntry } from "~/domain/orders/timeline.server";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { causeWords, historyWords } from "./order-words";

export type TimelineTone = "neutral" | "good" | "bad" | "quiet";

export interface TimelineLine {
  id: string;
  what: string;
  /** By whom, why, or what it means; "" for nothing. */
  detail: string;
  tone: TimelineTone;
  /** ISO 8601. */
  at: string;
  when: string;
}

/** An entry of an order's timeline for a person. */
export function timelineLine(entry: TimelineEntry): TimelineLine {
  return { id: entry.id, at: entry.at.toISOString(), when: formatMoment(entry.at), ...wordsOf(entry) };
}

function wordsOf(entry: TimelineEntry): { what: string; detail: string; tone: TimelineTone } {
  switch (entry.kind) {
    case "state":
      // Who gave it stands in the entry of the deed.
      return { what: historyWords(entry.subject, entry.to), detail: entry.cause === "given by hand" ? "" : causeWords(entry.cause), tone: STATE_TONES[`${entry.subject} ${entry.to}`] ?? "neutral" };
    case "session":
      return { what: `Checkout opened ${entry.uiMode.includes("embedded") ? "on your page" : "on Stripe’s page"}`, detail: `${SESSION_WORDS[entry.status] ?? entry.status}${entry.status === "open" ? ` until ${formatMoment(entry.expiresAt)}` : ""}`, tone: "quiet" };
    case "event":
      return { what: `Stripe sent ${entry.type}`, detail: `${EVENT_WORDS[entry.status]}${entry.note ? `. ${noteWords(entry.note)}` : ""}`, tone: entry.status === "dead" || entry.status === "failed" ? "bad" : "quiet" };
    case "mail":
      return { what: `${entry.name}: ${MAIL_WORDS[entry.toState] ?? entry.toState}`, detail: `to ${entry.to}${entry.toState === "failed" || entry.toState === "suppressed" ? `. ${entry.cause}` : ""}`, tone: BAD_MAIL.has(entry.toState) ? "bad" : entry.toState === "delivered" ? "good" : "quiet" };
    case "download":
      return { what: `Fetched ${entry.file}`, detail: entry.offer, tone: "neutral" };
    case "refund": {
      const amount = formatMoney(entry);
      if (!entry.settled) return { what: `Refund of ${amount} asked for`, detail: entry.by ? `by ${entry.by}` : "in Stripe’s Dashboard, or by Lectern", tone: "neutral" };
      return entry.status === "succeeded" ? { what: `${amount} went back to the buyer`, detail: "", tone: "neutral" } : { what: `Refund of ${amount} ${entry.status === "canceled" ? "was cancelled" : "failed"}`, detail: entry.failure ?? "", tone: "bad" };
    }
    case "dispute": {
      const amount = formatMoney(entry);
      if (!entry.closed) return { what: `The buyer’s bank disputes ${amount}`, detail: entry.dueBy ? `An answer counts until ${formatMoment(entry.dueBy)}` : "", tone: "bad" };
      return entry.status === "won" ? { what: `Dispute of ${amount} won`, detail: "The money came back", tone: "good" } : { what: `Dispute of ${amount} ${entry.status === "lost" ? "lost" : "closed"}`, detail: "", tone: entry.status === "lost" ? "bad" : "neutral" };
    }
    case "warning":
      return entry.closed ? { what: "Fraud warning closed", detail: entry.outcome ?? "", tone: "neutral" } : { what: "A bank warned of fraud", detail: "A refund may still avoid a dispute", tone: "bad" };
    case "invoice": {
      const amount = formatMoney(entry);
      const what = entry.reason === "subscription_cycle" ? "Renewal" : "Change of plan";
      if (entry.paid) return { what: `${what}: ${amount} paid`, detail: "", tone: "good" };
      return { what: `${what}: ${amount} ${entry.status === "open" ? "not paid yet" : "not paid"}`, detail: entry.failure ?? "", tone: "bad" };
    }
    case "note":
      return { what: `Note by ${entry.author}`, detail: entry.text, tone: "neutral" };
    case "deed":
      return { what: `${entry.actor} ${entry.summary}`, detail: "", tone: "neutral" };
  }
}

const STATE_TONES: Record<string, TimelineTone> = {
  "order paid": "good", "grant granted": "good", "grant restored": "good", "order failed": "bad", "order quarantined": "bad", "order refund refused": "bad", "grant revoked": "bad", "grant suspended": "bad",
};
const SESSION_WORDS: Record<string, string> = { open: "open", complete: "completed", expired: "ran out", creating: "being made" };
const EVENT_WORDS: Record<Extract<TimelineEntry, { kind: "event" }>["status"], string> = { received: "Waiting to be worked on", processing: "Being worked on", processed: "Worked on", ignored: "Without effect", failed: "Failed, is tried again", on_hold: "Waits until the account can be asked", dead: "Given up" };
const MAIL_WORDS: Record<string, string> = {
  pending: "written", sending: "being sent", sent: "sent", delivered: "delivered", bounced: "came back", complained: "marked as spam", failed: "not sent", suppressed: "kept back",
};
const BAD_MAIL: ReadonlySet<string> = new Set(["bounced", "complained", "failed", "suppressed"]);
