import { index, route, type RouteConfig } from "@remix-run/route-config";

/** What anybody may see. */
export const storefrontRoutes = [
  index("routes/storefront/home.tsx"),
  route("s/:storeSlug", "routes/storefront/store.tsx"),
  route("s/:storeSlug/:offerSlug", "routes/storefront/offer.tsx"),
  route("s/:storeSlug/:offerSlug/wait", "routes/storefront/wait.tsx"),
  route("s/:storeSlug/:offerSlug/modules/:moduleId", "routes/storefront/module-lessons.ts"),
  route("s/:storeSlug/:offerSlug/preview/:lessonId", "routes/storefront/preview.tsx"),
] satisfies RouteConfig;

export default storefrontRoutes;
