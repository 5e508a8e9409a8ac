import { env } from "~/env.server";
import type { Place } from "./requirement-keys";

/** Where a creator looks after their money, beside the places where requirements are met. */
export type MoneyPlace = "payouts" | "balance" | "disputes";
export type DashboardPlace = Place | MoneyPlace;

const PATHS: Record<Exclude<DashboardPlace, "support">, string> = {
  verification: "account/status",
  business: "settings/public",
  bank: "settings/payouts",
  payment_methods: "settings/payment_methods",
  payouts: "payouts",
  balance: "balance/overview",
  disputes: "disputes",
};
const SUPPORT = "https://support.stripe.com/contact";

/** A page of an account's own Stripe Dashboard. The account stands in the address, so that a person with several sees the right one. */
export function dashboardUrl(account: { stripeAccountId: string; livemode: boolean }, path: string): string {
  return `${env.stripe.dashboardBase}/${account.stripeAccountId}${account.livemode ? "" : "/test"}/${path}`;
}

/** A page of the Dashboard of whichever account is signed in there: for one we do not know yet. */
export function ownDashboardUrl(livemode: boolean, path: string): string {
  return `${env.stripe.dashboardBase}${livemode ? "" : "/test"}/${path}`;
}

/** Where a requirement is met or money is seen. The sandbox has no support desk, so its own status page stands in for it. */
export function placeUrl(account: { stripeAccountId: string; livemode: boolean }, place: DashboardPlace): string {
  if (place === "support") return env.stripe.sandbox ? dashboardUrl(account, PATHS.verification) : SUPPORT;
  return dashboardUrl(account, PATHS[place]);
}

export function isPlace(name: string | undefined): name is DashboardPlace {
  return name === "support" || (name !== undefined && Object.hasOwn(PATHS, name));
}
