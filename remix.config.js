/**
 * Remix's own options, in one place; vite.config.ts hands them to the Remix plugin.
 * `v3_singleFetch` and `v3_lazyRouteDiscovery` stay off on purpose: docs/decisions/0002-remix.md.
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
export default {
  appDirectory: "app",
  ignoredRouteFiles: ["**/*"],
  serverModuleFormat: "esm",
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_routeConfig: true,
    v3_singleFetch: false,
    v3_lazyRouteDiscovery: false,
  },
};
