import { route, type RouteConfigEntry } from "@remix-run/route-config";

/** Getting in and out, and the form of a new store. */
export const authRoutes: RouteConfigEntry[] = [
  route("sign-in", "routes/auth/sign-in.tsx"),
  route("sign-up", "routes/auth/sign-up.tsx"),
  route("auth/sign-out", "routes/auth/sign-out.ts"),
  route("auth/link/:token", "routes/auth/link.tsx"),
  route("auth/verify/:token", "routes/auth/verify.tsx"),
  route("auth/forgot", "routes/auth/forgot.tsx"),
  route("auth/reset/:token", "routes/auth/reset.tsx"),
  route("auth/change-email/:token", "routes/auth/change-email.tsx"),
  route("auth/mend-address/:token", "routes/auth/mend-address.tsx"),
  route("auth/merge/:token", "routes/auth/merge.tsx"),
  route("auth/join-team/:token", "routes/auth/join-team.tsx"),
  route("auth/restore-email/:token", "routes/auth/restore-email.tsx"),
  route("settings/account/export", "routes/settings/account-export.ts"),
  route("settings/account/leave", "routes/settings/leave-team.ts"),
  route("studio/new", "routes/studio/new-store.tsx"),
  route("studio/new/slug", "routes/studio/store-slug.ts"),
  route("studio/switch", "routes/studio/switch.ts"),
  route("settings/store/logo", "routes/settings/store-logo.ts"),
];

/** Pages inside the settings layout (which has no path of its own). */
export const settingsChildren: RouteConfigEntry[] = [
  route("settings/store", "routes/settings/store.tsx"),
  route("settings/account", "routes/settings/account.tsx"),
  route("settings/account/delete", "routes/settings/account-delete.tsx"),
];
