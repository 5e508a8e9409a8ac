// The environment of the demo: sandbox keys, and secrets that are made once and kept in the data folder so that a restart
// signs nobody out.
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Kept the same as test/sandbox/keys.ts by a test. */
export const sandboxKeys = {
  STRIPE_SECRET_KEY: "sk_test_sandbox_platform_not_a_real_key",
  STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox_platform_not_a_real_key",
  STRIPE_CLIENT_ID: "ca_sandbox_platform",
  STRIPE_WEBHOOK_SECRET: "whsec_sandbox_account_endpoint",
  STRIPE_CONNECT_WEBHOOK_SECRET: "whsec_sandbox_connect_endpoint",
  RESEND_API_KEY: "re_sandbox_not_a_real_key",
  RESEND_WEBHOOK_SECRET: "whsec_bGVjdGVybiBzYW5kYm94IG1haWxib3g=",
};

/** Whether to run beside the sandbox: nobody gave keys of Stripe's and nobody said production. */
export function wantsSandbox(env) {
  return !env.STRIPE_SECRET_KEY && env.NODE_ENV !== "production";
}

export function demoEnvironment(env, { port, sandboxPort, dataDir }) {
  return {
    // React renders several times faster in its production build; the sandbox is allowed beside it on this machine only.
    NODE_ENV: "production",
    PORT: String(port),
    APP_URL: env.APP_URL ?? `http://localhost:${port}`,
    DATA_DIR: dataDir,
    SANDBOX_URL: `http://localhost:${sandboxPort}`,
    SANDBOX_PORT: String(sandboxPort),
    ALLOW_EMBEDDED_DATABASE: "yes",
    LOG_LEVEL: env.LOG_LEVEL ?? "warn",
    MAIL_FROM: env.MAIL_FROM ?? "Lectern <mail@lectern.example>",
    ...sandboxKeys,
    ...keptSecrets(dataDir),
  };
}

function keptSecrets(dataDir) {
  const file = join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const secrets = { SESSION_SECRET: randomBytes(32).toString("base64"), ENCRYPTION_KEY: randomBytes(32).toString("base64") };
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
