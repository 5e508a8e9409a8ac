import type { BadgeTone } from "~/components/ui/badge";
import { now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";

export interface GrantFacts {
  grantedAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  suspendedAt: Date | null;
  revokedReason: string | null;
}

/** How a grant stands, for the store's side: a word for the badge, a line of facts, and whether it opens something. */
export function accessWords({ grantedAt, expiresAt, revokedAt, suspendedAt, revokedReason }: GrantFacts): { state: { label: string; tone: BadgeTone }; facts: string; live: boolean } {
  const since = `since ${formatDay(grantedAt)}`;
  if (revokedAt) return { state: { label: "Ended", tone: "neutral" }, facts: `ended ${formatDay(revokedAt)}${revokedReason ? `: ${revokedReason}` : ""}`, live: false };
  if (expiresAt && expiresAt <= now()) return { state: { label: "Ended", tone: "neutral" }, facts: `its time was over ${formatDay(expiresAt)}`, live: false };
  const until = expiresAt ? `until ${formatDay(expiresAt)}` : "for good";
  if (suspendedAt) return { state: { label: "On hold", tone: "warning" }, facts: `on hold since ${formatDay(suspendedAt)}, while a bank disputes the payment`, live: true };
  return { state: { label: "Open", tone: "success" }, facts: `${since}, ${until}`, live: true };
}
