import type { TestProject } from "vitest/node";
import { startDemoWorld } from "./demo-world";

declare module "vitest" {
  interface ProvidedContext {
    world: { url: string; sandboxUrl: string };
  }
}

/** One running demo for all browser tests; LECTERN_WORLD="<app url> <sandbox url>" uses one that already runs. */
export default async function setup(project: TestProject) {
  const [url, sandboxUrl] = process.env.LECTERN_WORLD?.split(" ") ?? [];
  if (url && sandboxUrl) return project.provide("world", { url, sandboxUrl });
  const world = await startDemoWorld();
  project.provide("world", { url: world.url, sandboxUrl: world.sandboxUrl });
  return () => world.stop();
}
