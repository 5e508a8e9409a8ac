import { defineConfig } from "vitest/config";
import tsconfigPaths from "vite-tsconfig-paths";
import { testEnvironment } from "./test/setup/environment";

// Global setups run in this process and read the same environment.
Object.assign(process.env, testEnvironment);

const shared = { plugins: [tsconfigPaths({ projects: ["./tsconfig.json"] })] };
const common = {
  environment: "node" as const,
  env: testEnvironment,
  restoreMocks: true,
  maxWorkers: 2,
};

// One worker runs many files without loading every package anew (isolate: false); the setups of these projects see to it that
// our own modules begin anew with each file.
const shareWorkers = { isolate: false };

// unit: pure and fast. flows: real loaders, actions and commands on a real database with the sandbox over MSW.
// flows-postgres: the same files, on a Postgres server. browser: a real Chromium against the built app.
export default defineConfig({
  ...shared,
  test: {
    projects: [
      { ...shared, test: { ...common, ...shareWorkers, setupFiles: ["test/setup/unit.ts"], name: "unit", include: ["app/**/*.test.{ts,tsx}", "emails/**/*.test.{ts,tsx}", "prisma/**/*.test.ts", "server/**/*.test.ts", "test/sandbox/**/*.test.ts"] } },
      {
        ...shared,
        test: {
          ...common,
          ...shareWorkers,
          name: "flows",
          include: ["test/flows/**/*.test.{ts,tsx}"],
          globalSetup: ["test/setup/global-flows.ts"],
          setupFiles: ["test/setup/flows.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          ...common,
          ...shareWorkers,
          name: "flows-postgres",
          include: ["test/flows/**/*.test.{ts,tsx}"],
          // About files alone: what they do is no other on another database.
          exclude: ["test/flows/download-stamp.test.ts", "test/flows/media-http.test.ts"],
          globalSetup: ["test/setup/global-postgres.ts"],
          setupFiles: ["test/setup/flows.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          ...common,
          name: "browser",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/setup/global-browser.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
