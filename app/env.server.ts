import { resolve } from "node:path";
import { z } from "zod";

/**
 * The environment, read once. Names are a contract (README). Development has defaults for everything; production names
 * every missing variable in one list and does not start.
 */
const text = z.string().trim().optional().transform((value) => value || undefined);
const address = text.pipe(z.url({ protocol: /^https?$/, error: "must be an http(s) address" }).transform((value) => value.replace(/\/+$/, "")).optional());

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).catch("development"),
  APP_URL: address,
  PORT: z.coerce.number({ error: "must be a number" }).int().min(1).max(65535).default(3000),
  DATA_DIR: text,
  DATABASE_URL: text,
  ALLOW_EMBEDDED_DATABASE: text,
  SESSION_SECRET: text,
  ENCRYPTION_KEY: text,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  STRIPE_SECRET_KEY: text,
  STRIPE_PUBLISHABLE_KEY: text,
  STRIPE_CLIENT_ID: text,
  STRIPE_WEBHOOK_SECRET: text,
  STRIPE_CONNECT_WEBHOOK_SECRET: text,
  STRIPE_API_BASE: address,
  STRIPE_CONNECT_BASE: address,
  STRIPE_JS_URL: address,
  STRIPE_DASHBOARD_BASE: address,
  RESEND_API_KEY: text,
  RESEND_BASE_URL: address,
  RESEND_WEBHOOK_SECRET: text,
  MAIL_FROM: text,
  RESEND_RATE_PER_SECOND: z.coerce.number({ error: "must be a number" }).min(0.1).max(1000).optional(),
  S3_ENDPOINT: address,
  S3_BUCKET: text,
  S3_REGION: text,
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  PLATFORM_FEE_PERCENT: z.coerce.number({ error: "must be a number" }).min(0).max(50).default(0),
  EVENT_PAYLOAD_DAYS: z.coerce.number({ error: "must be a number of days" }).int().min(1).max(3650).default(90),
  OPERATOR_EMAILS: text,
  SANDBOX_URL: address,
  TRUST_PROXY: z.coerce.number({ error: "must be the number of proxies in front" }).int().min(0).default(0),
});

/** Without these nothing works; `npm start` gives the sandbox's when none are set. */
const ALWAYS_REQUIRED = ["STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_CLIENT_ID", "RESEND_API_KEY", "SESSION_SECRET", "ENCRYPTION_KEY"] as const;
const REQUIRED_IN_PRODUCTION = [
  "APP_URL", ...ALWAYS_REQUIRED, "STRIPE_WEBHOOK_SECRET", "STRIPE_CONNECT_WEBHOOK_SECRET", "RESEND_WEBHOOK_SECRET", "MAIL_FROM",
] as const;
/** How the sandbox's own key begins; no key of Stripe's does. */
const SANDBOX_KEY = "sk_test_sandbox_";

/** The environment cannot be used; `lines` says why, one line each. */
export class EnvironmentError extends Error {
  constructor(readonly lines: string[]) {
    super(`Lectern cannot start:\n${lines.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "EnvironmentError";
  }
}

export type Env = ReturnType<typeof readEnvironment>;

/** Check and shape the variables. Throws EnvironmentError with one line for each missing or wrong value. */
export function readEnvironment(source: Record<string, string | undefined>) {
  const { vars, problems } = parse(source);
  // Who takes real money is in production, also if nobody said so.
  const production = vars.NODE_ENV === "production" || keyMode(vars.STRIPE_SECRET_KEY) === "live";

  // The demo runs the production build beside the sandbox, on this machine only and never with a key of Stripe's.
  const sandbox = Boolean(vars.SANDBOX_URL && vars.STRIPE_SECRET_KEY?.startsWith(SANDBOX_KEY) && isLoopback(vars.SANDBOX_URL) && isLoopback(vars.APP_URL));
  const required = production && !sandbox ? REQUIRED_IN_PRODUCTION : ALWAYS_REQUIRED;
  for (const name of required) if (!vars[name] && !problems.some((line) => line.startsWith(`${name}:`))) problems.push(`${name} is not set`);
  if (vars.STRIPE_SECRET_KEY?.startsWith(SANDBOX_KEY) && !sandbox) {
    problems.push("STRIPE_SECRET_KEY is the sandbox's key: it works only beside the sandbox on this machine (npm start)");
  }
  if (vars.ENCRYPTION_KEY && Buffer.from(vars.ENCRYPTION_KEY, "base64").length !== 32) problems.push("ENCRYPTION_KEY must be 32 bytes in base64 (openssl rand -base64 32)");
  if (vars.SESSION_SECRET && vars.SESSION_SECRET.length < 32) problems.push("SESSION_SECRET must have at least 32 characters (openssl rand -base64 32)");
  if (!sandbox) {
    for (const name of ["SANDBOX_URL", ...(production ? (["STRIPE_API_BASE", "STRIPE_CONNECT_BASE", "STRIPE_JS_URL", "RESEND_BASE_URL"] as const) : [])] as const) {
      if (vars[name]) problems.push(`${name} must not be set beside real keys: the sandbox is never part of production`);
    }
    if (vars.STRIPE_SECRET_KEY && vars.STRIPE_PUBLISHABLE_KEY && keyMode(vars.STRIPE_SECRET_KEY) !== keyMode(vars.STRIPE_PUBLISHABLE_KEY)) {
      problems.push("STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of different modes (one test, one live)");
    }
  }
  if (production && !sandbox) {
    if (!vars.DATABASE_URL && vars.ALLOW_EMBEDDED_DATABASE !== "yes") {
      problems.push("DATABASE_URL is not set (the embedded database may lose its last writes in a power cut; for small private use set ALLOW_EMBEDDED_DATABASE=yes)");
    }
    if (vars.APP_URL && !vars.APP_URL.startsWith("https://") && !isLoopback(vars.APP_URL)) problems.push("APP_URL must begin with https://");
  }
  if (problems.length > 0) throw new EnvironmentError(problems);

  const sandboxUrl = sandbox ? vars.SANDBOX_URL! : null;
  return {
    mode: vars.NODE_ENV,
    production,
    appUrl: vars.APP_URL ?? `http://localhost:${vars.PORT}`,
    port: vars.PORT,
    dataDir: resolve(vars.DATA_DIR ?? ".data"),
    databaseUrl: vars.DATABASE_URL ?? null,
    /** Signs links; at least 32 characters. */
    sessionSecret: vars.SESSION_SECRET!,
    /** 32 bytes: encrypts secrets at rest. */
    encryptionKey: Buffer.from(vars.ENCRYPTION_KEY!, "base64"),
    logLevel: vars.LOG_LEVEL,
    trustProxy: vars.TRUST_PROXY,
    platformFeePercent: vars.PLATFORM_FEE_PERCENT,
    /** How long the content of a Stripe event is kept. */
    eventPayloadDays: vars.EVENT_PAYLOAD_DAYS,
    /** Who may see the whole installation, by their verified address, normalised; in the demo it is Ada. */
    operatorEmails: (vars.OPERATOR_EMAILS ?? (sandbox ? "ada@lectern.example" : "")).split(",").map((one) => one.trim().toLowerCase()).filter(Boolean),
    /** Where a person finds the sandbox's pages; null with real keys. */
    sandboxUrl,
    stripe: {
      sandbox: sandboxUrl !== null,
      livemode: keyMode(vars.STRIPE_SECRET_KEY) === "live",
      secretKey: vars.STRIPE_SECRET_KEY!,
      publishableKey: vars.STRIPE_PUBLISHABLE_KEY!,
      clientId: vars.STRIPE_CLIENT_ID!,
      /** Empty: the endpoint answers 503 and stores nothing. */
      accountWebhookSecret: vars.STRIPE_WEBHOOK_SECRET ?? "",
      connectWebhookSecret: vars.STRIPE_CONNECT_WEBHOOK_SECRET ?? "",
      apiBase: vars.STRIPE_API_BASE ?? sandboxUrl ?? "https://api.stripe.com",
      connectBase: vars.STRIPE_CONNECT_BASE ?? sandboxUrl ?? "https://connect.stripe.com",
      jsUrl: vars.STRIPE_JS_URL ?? (sandboxUrl ? `${sandboxUrl}/v3/stripe.js` : null),
      dashboardBase: vars.STRIPE_DASHBOARD_BASE ?? (sandboxUrl ? `${sandboxUrl}/dashboard` : "https://dashboard.stripe.com"),
    },
    mail: {
      apiKey: vars.RESEND_API_KEY!,
      baseUrl: vars.RESEND_BASE_URL ?? (sandboxUrl ? `${sandboxUrl}/resend` : "https://api.resend.com"),
      webhookSecret: vars.RESEND_WEBHOOK_SECRET ?? "",
      from: vars.MAIL_FROM ?? "Lectern <mail@lectern.example>",
      /** Calls a second that Resend takes from all processes together; null (the sandbox): no limit. */
      ratePerSecond: vars.RESEND_RATE_PER_SECOND ?? (sandbox ? null : 2),
    },
    s3: vars.S3_BUCKET
      ? {
          endpoint: vars.S3_ENDPOINT ?? null,
          bucket: vars.S3_BUCKET,
          region: vars.S3_REGION ?? "auto",
          accessKeyId: vars.S3_ACCESS_KEY_ID ?? "",
          secretAccessKey: vars.S3_SECRET_ACCESS_KEY ?? "",
        }
      : null,
  };
}

/** The values, with the wrong ones left out and named, so that one list tells everything that is to be done. */
function parse(source: Record<string, string | undefined>): { vars: z.infer<typeof schema>; problems: string[] } {
  const parsed = schema.safeParse(source);
  if (parsed.success) return { vars: parsed.data, problems: [] };
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const vars = schema.parse(Object.fromEntries(Object.entries(source).filter(([name]) => !wrong.has(name))));
  return { vars, problems: parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) };
}

function isLoopback(address: string | undefined): boolean {
  return address === undefined || ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname);
}

function keyMode(key: string | undefined): "live" | "test" {
  return key && /^(sk|rk|pk)_live_/.test(key) ? "live" : "test";
}

export const env: Env = readEnvironment(process.env);
