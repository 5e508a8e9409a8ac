import { expect, test } from "vitest";
import { sandboxKeys as startScriptKeys } from "../scripts/lib/demo-environment.mjs";
import { sandboxKeys } from "../test/sandbox/keys";
import { EnvironmentError, readEnvironment } from "./env.server";

const secrets = { SESSION_SECRET: "s".repeat(40), ENCRYPTION_KEY: Buffer.alloc(32).toString("base64") };
const live = {
  NODE_ENV: "production", APP_URL: "https://school.example", DATABASE_URL: "postgresql://db.example/lectern", ...secrets,
  STRIPE_SECRET_KEY: "sk_live_x", STRIPE_PUBLISHABLE_KEY: "pk_live_x", STRIPE_CLIENT_ID: "ca_x", STRIPE_WEBHOOK_SECRET: "whsec_a", STRIPE_CONNECT_WEBHOOK_SECRET: "whsec_b",
  RESEND_API_KEY: "re_x", RESEND_WEBHOOK_SECRET: "whsec_c", MAIL_FROM: "School <mail@school.example>",
};
const sandbox = {
  NODE_ENV: "production", APP_URL: "http://localhost:3000", SANDBOX_URL: "http://localhost:3001", ALLOW_EMBEDDED_DATABASE: "yes", ...secrets,
  STRIPE_SECRET_KEY: sandboxKeys.secretKey, STRIPE_PUBLISHABLE_KEY: sandboxKeys.publishableKey, STRIPE_CLIENT_ID: sandboxKeys.clientId, RESEND_API_KEY: sandboxKeys.resendApiKey,
};

function problems(source: Record<string, string>): string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.lines;
    throw error;
  }
}

test("production without anything names every missing variable in one list", () => {
  const lines = problems({ NODE_ENV: "production" }).join("\n");
  for (const name of Object.keys(live).filter((key) => key !== "NODE_ENV")) expect(lines).toContain(name);
});

test("a wrong value stands in the same list as the missing ones", () => {
  const lines = problems({ NODE_ENV: "production", PORT: "http", LOG_LEVEL: "loud" }).join("\n");
  for (const name of ["PORT", "LOG_LEVEL", "APP_URL", "STRIPE_SECRET_KEY", "DATABASE_URL"]) expect(lines).toContain(name);
});

test("a live key makes it production, whatever NODE_ENV says", () => {
  const unsaid = { ...live, NODE_ENV: "" };
  expect(readEnvironment(unsaid)).toMatchObject({ production: true });
  expect(problems({ ...unsaid, STRIPE_API_BASE: "http://localhost:3001" }).join("\n")).toMatch(/STRIPE_API_BASE must not be set/);
  expect(problems({ ...unsaid, STRIPE_WEBHOOK_SECRET: "" }).join("\n")).toMatch(/STRIPE_WEBHOOK_SECRET is not set/);
});

test("production with everything starts, in the mode of its keys, and knows no sandbox", () => {
  expect(readEnvironment(live)).toMatchObject({ production: true, sandboxUrl: null, stripe: { sandbox: false, livemode: true, apiBase: "https://api.stripe.com" } });
});

test.each([
  ["a sandbox address beside real keys", { ...live, SANDBOX_URL: "http://localhost:3001" }, /SANDBOX_URL must not be set/],
  ["another Stripe address beside real keys", { ...live, STRIPE_API_BASE: "http://localhost:3001" }, /STRIPE_API_BASE must not be set/],
  ["the sandbox's key without the sandbox", { ...live, STRIPE_SECRET_KEY: sandboxKeys.secretKey }, /works only beside the sandbox/],
  ["a sandbox on another machine", { ...sandbox, SANDBOX_URL: "https://sandbox.example" }, /works only beside the sandbox/],
  ["the sandbox under a public address", { ...sandbox, APP_URL: "https://school.example" }, /works only beside the sandbox/],
  ["keys of two modes", { ...live, STRIPE_PUBLISHABLE_KEY: "pk_test_x" }, /different modes/],
  ["plain http", { ...live, APP_URL: "http://school.example" }, /https/],
  ["no database server", { ...live, DATABASE_URL: "" }, /ALLOW_EMBEDDED_DATABASE/],
  ["a short secret", { ...live, SESSION_SECRET: "short" }, /at least 32/],
  ["a key that is not 32 bytes", { ...live, ENCRYPTION_KEY: "abc" }, /32 bytes/],
  ["a port that is no number", { ...live, PORT: "http" }, /PORT/],
])("refuses %s", (_what, source, line) => {
  expect(problems(source).join("\n")).toMatch(line);
});

test("the demo runs the production build beside the sandbox on this machine", () => {
  expect(readEnvironment(sandbox)).toMatchObject({ sandboxUrl: "http://localhost:3001", stripe: { sandbox: true, livemode: false, apiBase: "http://localhost:3001" } });
});

test("npm start hands out the sandbox's own keys", () => {
  expect(Object.values(startScriptKeys).sort()).toEqual(Object.values(sandboxKeys).sort());
});
