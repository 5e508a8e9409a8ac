import { route, type RouteConfig } from "@remix-run/route-config";

/** The studio's front page, its orders and its customers: children of the studio's layout. */
export const studioOrderRoutes = [
  route("studio", "routes/studio/home.tsx"),
  route("studio/orders", "routes/studio/orders.tsx"),
  route("studio/orders/:orderId", "routes/studio/orders.order.tsx"),
  route("studio/orders/:orderId/access", "routes/studio/order-access.tsx"),
  route("studio/orders/:orderId/refund", "routes/studio/orders.refund.tsx"),
  route("studio/customers", "routes/studio/customers/list.tsx"),
  route("studio/customers/give", "routes/studio/customers/give.tsx"),
  route("studio/customers/:customerId", "routes/studio/customers/customer.tsx"),
] satisfies RouteConfig;

export default studioOrderRoutes;
