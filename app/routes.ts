import { route, type RouteConfig } from "@remix-run/route-config";
import { authRoutes } from "./routes/auth/routes";
import { checkoutRoutes } from "./routes/checkout/routes";
import { libraryRoutes } from "./routes/library/routes";
import { operatorRoutes } from "./routes/operator/routes";
import { settingsRoutes } from "./routes/settings/routes";
import { storefrontRoutes } from "./routes/storefront/routes";
import { studioRoutes } from "./routes/studio/routes";

/** Every address there is, grouped by audience. Webhooks and health are answered by server/ before they get here. */
export default [
  ...storefrontRoutes,
  ...checkoutRoutes,
  ...libraryRoutes,
  ...studioRoutes,
  ...settingsRoutes,
  ...authRoutes,
  ...operatorRoutes,
  route("files/:fileId", "routes/resources/files.tsx"),
  route("theme", "routes/resources/theme.ts"),
  route("mail/stop/:token", "routes/resources/mail-stop.tsx"),
  route("api/licenses/:call", "routes/api/licenses.ts"),
] satisfies RouteConfig;
