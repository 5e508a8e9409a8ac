import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "~/env.server";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Says how the rest was made, so that another way can be read beside it one day. */
const VERSION = "v1";

/** Encrypt a secret for the database with ENCRYPTION_KEY. The same secret looks different each time. */
export function seal(plain: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, env.encryptionKey, nonce);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** The secret again. Throws when it was sealed with another key or has been changed. */
export function unseal(sealed: string): string {
  const [version, body] = sealed.split(".");
  if (version !== VERSION || !body) throw new Error("Not a sealed secret");
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv(ALGORITHM, env.encryptionKey, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** Whether `unseal` would give the secret. */
export function canUnseal(sealed: string): boolean {
  try {
    unseal(sealed);
    return true;
  } catch {
    return false;
  }
}
