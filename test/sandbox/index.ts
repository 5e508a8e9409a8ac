export { API_VERSION, PLATFORM_ACCOUNT } from "./engine/constants";
export type { AccountRecord, Delivery, Fault, Mail, State } from "./engine/state";
export { type SandboxKeys, sandboxKeys } from "./keys";
export { mswHandlers, REAL_BASES } from "./msw";
export { type Control, createSandbox, type PageRoute, type Sandbox, SandboxError, type SandboxOptions, type SandboxPageCall } from "./sandbox";
export { type SandboxServer, type SandboxServerOptions, startSandboxServer } from "./server";
