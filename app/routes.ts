import { index, type RouteConfig } from "@remix-run/route-config";

export default [index("routes/storefront/home.tsx")] satisfies RouteConfig;
