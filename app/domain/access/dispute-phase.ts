/** Where a dispute stands. `inquiry`: a bank's question, no money was taken; `dropped`: it ended without money having been taken. */
export type DisputePhase = "inquiry" | "open" | "won" | "lost" | "dropped";

/**
 * Stripe's word for a dispute as ours. A word we do not know yet counts as open: access waits rather than being lost or given.
 * https://docs.stripe.com/api/disputes/object#dispute_object-status
 */
export function phaseOf(status: string): DisputePhase {
  switch (status) {
    case "warning_needs_response":
    case "warning_under_review":
      return "inquiry";
    case "warning_closed":
    case "prevented":
      return "dropped";
    case "won":
      return "won";
    case "lost":
      return "lost";
    default:
      return "open";
  }
}

/** Whether it is decided. An appeal opens a decided one again. */
export function isClosed(phase: DisputePhase): boolean {
  return phase === "won" || phase === "lost" || phase === "dropped";
}

/** What all disputes of one sale together mean for access: lost ends it, an open one closes it meanwhile, a question does nothing. Pure. */
export function accessByDisputes(statuses: readonly string[]): "ended" | "suspended" | "open" {
  const phases = statuses.map(phaseOf);
  if (phases.includes("lost")) return "ended";
  return phases.includes("open") ? "suspended" : "open";
}
