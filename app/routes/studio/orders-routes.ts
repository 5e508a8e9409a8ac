import { route, type RouteConfig } from "@remix-run/route-config";

/** The studio's front page and its orders: children of the studio's layout. */
export const studioOrderRoutes = [
  route("studio", "routes/studio/home.tsx"),
  route("studio/orders", "routes/studio/orders.tsx"),
  route("studio/orders/:orderId", "routes/studio/orders.order.tsx"),
] satisfies RouteConfig;

export default studioOrderRoutes;
