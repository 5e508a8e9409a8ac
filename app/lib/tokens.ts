import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** An unguessable url-safe token (256 bits). */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256, hex: how tokens, session ids and cookies are stored. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** HMAC-SHA256, url-safe: a token or signature that can be made again from the secret. `purpose` keeps uses apart. */
export function signedToken(secret: string, purpose: string, subject: string): string {
  return createHmac("sha256", secret).update(`${purpose}\n${subject}`).digest("base64url");
}

/** Compare in constant time. */
export function sameToken(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
