import type { EventStatus } from "~/generated/prisma/enums";

/** What each type of event tells, in a few words. A type that is not here is shown by its own name. */
const TYPES: Readonly<Record<string, string>> = {
  "account.updated": "The account changed",
  "account.application.authorized": "The account was connected",
  "account.application.deauthorized": "The account was disconnected",
  "account.external_account.created": "A bank account was added",
  "account.external_account.updated": "A bank account changed",
  "capability.updated": "What the account may do changed",
  "charge.dispute.closed": "A dispute was decided",
  "charge.dispute.created": "A payment was disputed",
  "charge.dispute.funds_reinstated": "Disputed money came back",
  "charge.dispute.funds_withdrawn": "Disputed money was taken",
  "charge.dispute.updated": "A dispute changed",
  "charge.refunded": "Money went back to a buyer",
  "checkout.session.async_payment_failed": "A delayed payment failed",
  "checkout.session.async_payment_succeeded": "A delayed payment arrived",
  "checkout.session.completed": "A checkout was completed",
  "checkout.session.expired": "A checkout ran out",
  "customer.subscription.created": "A membership began",
  "customer.subscription.deleted": "A membership ended",
  "customer.subscription.paused": "A membership was paused",
  "customer.subscription.resumed": "A membership was taken up again",
  "customer.subscription.trial_will_end": "A trial ends soon",
  "customer.subscription.updated": "A membership changed",
  "customer.updated": "A customer’s details changed",
  "invoice.finalization_failed": "An invoice could not be made",
  "invoice.finalized": "An invoice was made",
  "invoice.marked_uncollectible": "An invoice was given up",
  "invoice.paid": "An invoice was paid",
  "invoice.payment_action_required": "A bank wants a payment confirmed",
  "invoice.payment_failed": "A renewal failed",
  "invoice.upcoming": "A renewal is near",
  "invoice.voided": "An invoice was withdrawn",
  "payment_intent.payment_failed": "A payment was declined",
  "payment_intent.succeeded": "A payment succeeded",
  "payout.canceled": "A payout was cancelled",
  "payout.created": "A payout was sent",
  "payout.failed": "A payout failed",
  "payout.paid": "A payout should have arrived",
  "payout.updated": "A payout changed",
  "person.updated": "A person behind the account changed",
  "radar.early_fraud_warning.created": "A bank warns of fraud",
  "radar.early_fraud_warning.updated": "A bank’s warning changed",
  "refund.created": "A refund was made",
  "refund.failed": "A refund failed",
  "refund.updated": "A refund changed",
};

export function eventTitle(type: string): string {
  return TYPES[type] ?? type;
}

export const EVENT_STATES: Readonly<Record<EventStatus, { label: string; tone: "neutral" | "success" | "warning" | "danger" | "info" }>> = {
  received: { label: "Waiting its turn", tone: "info" },
  processing: { label: "Being applied", tone: "info" },
  processed: { label: "Applied", tone: "success" },
  ignored: { label: "Not for us", tone: "neutral" },
  failed: { label: "Tried again soon", tone: "warning" },
  on_hold: { label: "Waits for the account", tone: "warning" },
  dead: { label: "Given up", tone: "danger" },
};

/** By which way an event came. */
export function endpointWords(endpoint: string): string {
  switch (endpoint) {
    case "connect":
      return "By webhook, through the platform";
    case "account":
      return "By webhook, about the platform’s own account";
    case "own":
      return "By webhook, through the account’s own endpoint";
    case "reconciliation":
      return "Found when comparing with Stripe: no webhook brought it";
    default:
      return endpoint;
  }
}

const SUBJECTS: Readonly<Record<string, string>> = { order: "Order", grant: "Access", connection: "Connection", email: "Mail", offer: "Offer", sales: "Sales", key: "Key", subscription: "Membership", license: "Licence key", post: "Post", person: "Person", refund: "Refund", dispute: "Dispute", fraud_warning: "Fraud warning" };

/** "Order: pending → paid" of a change an event has made. */
export function changeWords({ subjectType, fromState, toState }: { subjectType: string; fromState: string | null; toState: string }): string {
  const plain = (state: string) => state.replaceAll("_", " ");
  return `${SUBJECTS[subjectType] ?? subjectType}: ${fromState ? `${plain(fromState)} → ` : ""}${plain(toState)}`;
}

const OF_ORDER = /^Order ord_\w+ is (\w+)\.$/;

/** What an event's note says to a person: the order it brought up to date is named by its link, not by its id. */
export function noteWords(note: string | null): string | null {
  const status = OF_ORDER.exec(note ?? "")?.[1];
  return status === undefined ? note : `The order is ${ORDER_STATES[status] ?? status.replaceAll("_", " ")}.`;
}

const ORDER_STATES: Record<string, string> = { pending: "not paid yet", processing: "paid by a method that takes days", failed: "not paid: the delayed payment did not arrive", expired: "abandoned", partially_refunded: "partly refunded", quarantined: "set aside for a look" };
