import { z } from "zod";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { randomText } from "../engine/ids";
import type { ApiKeyRecord } from "../engine/state";
import { ownPublishableKey, ownSecretKey } from "../stripe/authenticate";
import { PERMISSIONS } from "../stripe/permissions";
import { recordOf } from "./account-changes";
import { action } from "./action";

const permissionName = z.string().refine((name) => PERMISSIONS.includes(name), { error: (issue) => `There is no permission ${String(issue.input)}.` });
const permissions = z.union([z.literal("all"), z.array(permissionName)]);

function keyRecord(engine: Engine, key: string): ApiKeyRecord {
  const record = Object.hasOwn(engine.state.apiKeys, key) ? engine.state.apiKeys[key] : undefined;
  if (!record) throw new SandboxError("There is no such restricted key.");
  return record;
}

/** What the account's holder does on the API keys page of the Dashboard. Part of `control.accounts`. */
export const apiKeyActions = {
  /** A restricted key of this account; it need not be connected. `missing` is taken away from `permissions` (default: all). */
  createRestrictedKey: action(
    z.strictObject({ account: z.string(), permissions: permissions.default("all"), missing: z.array(permissionName).default([]), name: z.string().default("Restricted key") }),
    (engine, { account, ...given }): { key: string } => {
      recordOf(engine, account);
      const key = `rk_test_sandbox_${randomText(32)}`;
      engine.state.apiKeys[key] = { key, account, ...given, createdAt: engine.clock.seconds(), revokedAt: null };
      return { key };
    },
  ),
  setRestrictedKeyPermissions: action(
    z.strictObject({ key: z.string(), permissions: permissions.optional(), missing: z.array(permissionName).optional() }),
    (engine, { key, permissions: wanted, missing }): ApiKeyRecord => {
      const record = keyRecord(engine, key);
      if (wanted !== undefined) record.permissions = wanted;
      if (missing !== undefined || wanted !== undefined) record.missing = missing ?? [];
      return record;
    },
  ),
  /** Deleted or rolled: from now on Stripe answers 401 `api_key_expired`. */
  revokeRestrictedKey: action(z.strictObject({ key: z.string() }), (engine, { key }): void => {
    keyRecord(engine, key).revokedAt ??= engine.clock.seconds();
  }),
  restrictedKeys: action(z.strictObject({ account: z.string() }), (engine, { account }): ApiKeyRecord[] =>
    Object.values(engine.state.apiKeys).filter((record) => record.account === account),
  ),
  /** The account's full secret key, `sk_test_sandbox_acct_…`: works everywhere, and the app should refuse it. The publishable one is for Stripe.js. */
  ownKeys: action(z.strictObject({ account: z.string() }), (engine, { account }): { secretKey: string; publishableKey: string } => {
    recordOf(engine, account);
    return { secretKey: ownSecretKey(account), publishableKey: ownPublishableKey(account) };
  }),
};
