import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { createAccountLink } from "~/integrations/stripe/onboarding.server";
import { MINUTE, now } from "~/lib/clock";
import { log } from "~/log.server";
import { connectionState } from "./account-state";
import { STRIPE_SETTINGS } from "./begin-connect.server";
import { placeUrl, type DashboardPlace } from "./dashboard-url.server";
import { markDisconnected } from "./disconnect-account.server";

/** Links one account is given within ten minutes: many more than a person clicks, few enough for a loop of a browser. */
const LINKS = 20;
const WINDOW_MS = 10 * MINUTE;

/** Our address that mints a fresh link; what mails, pages and Stripe's own "this link has expired" lead to. */
export function onboardingPath(accountId: string, returnTo: string | null = null): string {
  return `${STRIPE_SETTINGS}/onboarding/${accountId}${returnTo && returnTo !== STRIPE_SETTINGS ? `?returnTo=${encodeURIComponent(returnTo)}` : ""}`;
}

export type LinkRefusal = "too_many" | "unreachable" | "access_lost";

/**
 * Where the creator goes to tell Stripe what it wants: for an account we made, a fresh page of Stripe's forms, made at this
 * moment; for any other, its own Dashboard. Nothing is stored and nothing lasts, so a GET may do it.
 * @param returnTo local path to come back to afterwards
 */
export async function mintOnboarding(account: ConnectedAccount, returnTo: string | null): Promise<{ url: string } | { refusal: LinkRefusal }> {
  if (account.kind !== "created") return { url: placeUrl(account, "verification") };
  if (!mayMint(account.id)) return { refusal: "too_many" };
  const query = returnTo ? `?returnTo=${encodeURIComponent(returnTo)}` : "";
  const link = await createAccountLink(account.stripeAccountId, {
    refreshUrl: `${env.appUrl}${onboardingPath(account.id, returnTo)}`,
    returnUrl: `${env.appUrl}${STRIPE_SETTINGS}/onboarded/${account.id}${query}`,
  });
  if (link.ok) return { url: link.value };
  log.warn({ accountId: account.id, stripe: link.error }, "Stripe gave no onboarding link");
  if (link.error.kind === "access_lost") {
    await markDisconnected(account.stripeAccountId, { cause: "Stripe gave no onboarding link" });
    return { refusal: "access_lost" };
  }
  // An account whose forms we may not open has its own Dashboard.
  return link.error.kind === "refused" ? { url: placeUrl(account, "verification") } : { refusal: "unreachable" };
}

/** What Stripe's forms for an account we made ask for themselves; the rest is found in its Dashboard only. */
const IN_THE_FORMS: readonly DashboardPlace[] = ["verification", "business", "bank"];

/** Where a requirement of this account is met: our minting address, or a page of its own Dashboard. */
export function whereToAct(account: ConnectedAccount, place: DashboardPlace): string {
  const state = connectionState(account);
  const open = !account.detailsSubmitted || state === "needs_you" || state === "soon";
  return account.kind === "created" && account.status === "connected" && open && IN_THE_FORMS.includes(place) ? onboardingPath(account.id) : placeUrl(account, place);
}

const minted = new Map<string, { count: number; since: number }>();

function mayMint(accountId: string): boolean {
  const at = now().getTime();
  const entry = minted.get(accountId);
  if (!entry || at - entry.since > WINDOW_MS) {
    if (minted.size > 5_000) minted.clear();
    minted.set(accountId, { count: 1, since: at });
    return true;
  }
  entry.count += 1;
  return entry.count <= LINKS;
}
