import { hash, verify } from "@node-rs/argon2";
import { newToken } from "~/lib/tokens";

/** OWASP's first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane. argon2id is the library's default. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** A hash nobody knows the password of: checked when there is none, so that an unknown address takes as long as a known one. */
const decoy = hash(newToken(), PARAMETERS);

/** argon2id in the PHC format, with its own salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), PARAMETERS);
}

/** Whether the password is the one behind the hash; false, after the same time, when there is no hash. */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? (await decoy), password.normalize("NFKC"));
  return Boolean(passwordHash) && right;
}
