import { route, type RouteConfig } from "@remix-run/route-config";

/** Balance and payouts: children of the studio's layout. */
export const studioPaymentRoutes = [
  route("studio/payments", "routes/studio/payments/page.tsx"),
  route("studio/payments/payouts/:payoutId", "routes/studio/payments/payout.tsx"),
] satisfies RouteConfig;

/** A payout's lines as a file: outside it. */
export const studioPaymentFiles = [route("studio/payments/payouts/:payoutId/lines.csv", "routes/studio/payments/payout-csv.ts")] satisfies RouteConfig;

export default studioPaymentRoutes;
