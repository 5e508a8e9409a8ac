import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxKeys } from "../sandbox/keys";

/** What unit and flow tests run with. The sandbox answers through MSW at SANDBOX_URL. */
export const testEnvironment: Record<string, string> = {
  NODE_ENV: "test",
  TZ: "UTC",
  // Uploaded files of the tests; the database has its own place.
  DATA_DIR: join(tmpdir(), `lectern-tests-${process.pid}`),
  APP_URL: "http://localhost:3000",
  SANDBOX_URL: "http://localhost:3001",
  SESSION_SECRET: "a session secret that is only for the tests",
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  STRIPE_SECRET_KEY: sandboxKeys.secretKey,
  STRIPE_PUBLISHABLE_KEY: sandboxKeys.publishableKey,
  STRIPE_CLIENT_ID: sandboxKeys.clientId,
  STRIPE_WEBHOOK_SECRET: sandboxKeys.accountWebhookSecret,
  STRIPE_CONNECT_WEBHOOK_SECRET: sandboxKeys.connectWebhookSecret,
  RESEND_API_KEY: sandboxKeys.resendApiKey,
  RESEND_WEBHOOK_SECRET: sandboxKeys.resendWebhookSecret,
};
