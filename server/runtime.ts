/** What the server takes from the app; types only, so that nothing of the app is bundled a second time. */
export type Runtime = typeof import("../app/runtime.server");
