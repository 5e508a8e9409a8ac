import { route, type RouteConfig } from "@remix-run/route-config";

/** Stripe's messages and what does not agree: children of the studio's layout. */
export const studioEventRoutes = [
  route("studio/events", "routes/studio/events/list.tsx"),
  route("studio/events/findings", "routes/studio/events/findings.tsx"),
  route("studio/events/:eventId", "routes/studio/events/event.tsx"),
] satisfies RouteConfig;

export default studioEventRoutes;
