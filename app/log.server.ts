import pino from "pino";
import { env } from "./env.server";

/** Structured logs, one JSON line each. What could be a secret or a person's data is cut out by name, wherever it stands. */
export const log = pino({
  level: env.mode === "test" ? (process.env.LOG_LEVEL ?? "silent") : env.logLevel,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ["req.headers.cookie", "req.headers.authorization", "res.headers['set-cookie']", "*.password", "*.token", "*.secret", "*.apiKey", "err.headers", "err.raw.headers"],
    censor: "[cut]",
  },
});
