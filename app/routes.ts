import { index, type RouteConfig } from "@remix-run/route-config";
import { authRoutes } from "./routes/auth/routes";
import { libraryRoutes } from "./routes/library/routes";

export default [index("routes/storefront/home.tsx"), ...authRoutes, ...libraryRoutes] satisfies RouteConfig;
