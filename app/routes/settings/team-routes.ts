import { route, type RouteConfigEntry } from "@remix-run/route-config";

/** Who works in the store, and who did what there: children of the settings' layout. */
export const teamRoutes: RouteConfigEntry[] = [
  route("settings/team", "routes/settings/team.tsx"),
  route("settings/team/:memberId", "routes/settings/team-member.tsx"),
  route("settings/audit", "routes/settings/audit.tsx"),
];
