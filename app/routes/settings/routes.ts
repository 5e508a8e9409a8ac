import { index, layout, prefix, route, type RouteConfigEntry } from "@remix-run/route-config";
import { settingsChildren } from "../auth/routes";
import { teamRoutes } from "./team-routes";

/** /settings: one frame with tabs; the store's and the person's own pages come from auth. */
export const settingsRoutes: RouteConfigEntry[] = [
  layout("routes/settings/layout.tsx", [
    ...settingsChildren,
    ...teamRoutes,
    route("settings/mail", "routes/settings/mail.tsx"),
    route("settings/mail/preview", "routes/settings/mail-preview.tsx"),
    ...prefix("settings/integrations", [
      index("routes/settings/integrations.tsx"),
      route("stripe", "routes/settings/integrations.stripe.tsx"),
      route("stripe/accounts/:accountId", "routes/settings/integrations.stripe.account.tsx"),
      route("stripe/disconnect/:accountId", "routes/settings/integrations.stripe.disconnect.tsx"),
      route("stripe/key", "routes/settings/integrations.stripe.key.tsx"),
      route("stripe/doctor", "routes/settings/integrations.stripe.doctor.tsx"),
    ]),
  ]),
  route("settings/integrations/stripe/create", "routes/settings/integrations.stripe.create.ts"),
  route("settings/integrations/stripe/onboarding/:accountId", "routes/settings/integrations.stripe.onboarding.ts"),
  route("settings/integrations/stripe/onboarded/:accountId", "routes/settings/integrations.stripe.onboarded.ts"),
  route("settings/integrations/stripe/callback", "routes/settings/integrations.stripe.callback.ts"),
  route("settings/integrations/stripe/pulse", "routes/settings/integrations.stripe.pulse.ts"),
  route("settings/integrations/stripe/open/:place", "routes/settings/integrations.stripe.open.ts"),
];
