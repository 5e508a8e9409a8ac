import { route, type RouteConfig } from "@remix-run/route-config";

/** The store's figures: a page inside the studio's layout. */
export const studioFigureRoutes = [route("studio/figures", "routes/studio/figures/page.tsx")] satisfies RouteConfig;

/** The tables behind its charts as files: outside it. */
export const studioFigureFiles = [route("studio/figures/csv/:table", "routes/studio/figures/csv.ts")] satisfies RouteConfig;

export default studioFigureRoutes;
