import { layout, route, type RouteConfig } from "@remix-run/route-config";

/** The whole installation, for who runs it (OPERATOR_EMAILS). */
export const operatorRoutes = [
  layout("routes/operator/layout.tsx", [
    route("operator", "routes/operator/home.tsx"),
    route("operator/events", "routes/operator/events.tsx"),
    route("operator/events/:eventId", "routes/operator/event.tsx"),
  ]),
] satisfies RouteConfig;

export default operatorRoutes;
