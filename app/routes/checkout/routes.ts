import { route, type RouteConfig } from "@remix-run/route-config";

/** From the buy button to the open door. Every address with an order's id is for its buyer alone. */
export const checkoutRoutes = [
  route("checkout/start", "routes/checkout/start.tsx"),
  route("checkout/:orderId", "routes/checkout/pay.tsx"),
  route("checkout/:orderId/return", "routes/checkout/return.tsx"),
  route("checkout/:orderId/status", "routes/checkout/status.ts"),
  route("checkout/:orderId/claim", "routes/checkout/claim.tsx"),
] satisfies RouteConfig;

export default checkoutRoutes;
