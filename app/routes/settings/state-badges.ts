import type { BadgeTone } from "~/components/ui/badge";
import type { ConnectionState } from "~/domain/merchants/account-state";

/** How a connection stands, in a word or two. */
export const STATE_BADGES: Record<ConnectionState, { label: string; tone: BadgeTone }> = {
  ready: { label: "Ready", tone: "success" },
  soon: { label: "Works; needs you soon", tone: "warning" },
  needs_you: { label: "Needs you", tone: "warning" },
  under_review: { label: "Being checked by Stripe", tone: "info" },
  final: { label: "Closed by Stripe", tone: "danger" },
  disconnected: { label: "Disconnected", tone: "neutral" },
};
