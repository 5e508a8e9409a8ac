import { createHash } from "node:crypto";
import type { Engine } from "../engine/engine";
import { StripeApiError } from "../engine/errors";
import type { RawHash } from "../engine/form";
import { onceASecond } from "../engine/once-a-second";
import type { SavedAnswer } from "../engine/state";

const LIFETIME_MS = 24 * 3600 * 1000;
const MAX_LENGTH = 255;

/** Remembered answers (https://docs.stripe.com/api/idempotent_requests). Keys are scoped to an account and live 24 hours of the sandbox's clock. */
export class IdempotencyKeys {
  constructor(private readonly engine: Engine) {}

  /**
   * The answer this key already has, or null when it is new.
   * @throws {StripeApiError} idempotency_error when the key was used for something else, 409 while the first request still runs
   */
  saved(scoped: string, key: string, endpoint: string, fingerprint: string): SavedAnswer | null {
    if (key.length > MAX_LENGTH) throw refuse(400, `Idempotency keys can be at most ${MAX_LENGTH} characters.`);
    this.forgetOld(this.engine);
    if (this.engine.inProgress.has(scoped)) {
      throw refuse(
        409,
        `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
        "idempotency_key_in_use",
      );
    }
    const answer = this.engine.state.idempotency[scoped];
    if (!answer) return null;
    if (answer.endpoint !== endpoint) {
      throw refuse(
        400,
        `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${endpoint}' vs '${answer.endpoint}'). Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    }
    if (answer.fingerprint !== fingerprint) {
      throw refuse(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    }
    return answer;
  }

  begin(scoped: string, key: string): void {
    if (key.trim() === "") throw refuse(400, "Idempotency keys cannot be blank.");
    this.engine.inProgress.add(scoped);
  }

  end(scoped: string): void {
    this.engine.inProgress.delete(scoped);
  }

  remember(scoped: string, answer: Omit<SavedAnswer, "createdAt">): void {
    this.engine.state.idempotency[scoped] = { ...answer, createdAt: this.engine.clock.now() };
    this.engine.touch();
  }

  private readonly forgetOld = onceASecond(({ clock, state }) => {
    const limit = clock.now() - LIFETIME_MS;
    for (const [key, answer] of Object.entries(state.idempotency)) if (answer.createdAt < limit) delete state.idempotency[key];
  });
}

/** Same parameters in any order have the same fingerprint. */
export function fingerprintOf(raw: RawHash): string {
  const sorted = (value: string | RawHash): unknown =>
    typeof value === "string"
      ? value
      : Object.keys(value)
          .sort()
          .map((key) => [key, sorted(value[key] ?? "")]);
  return createHash("sha256")
    .update(JSON.stringify(sorted(raw)))
    .digest("hex");
}

function refuse(status: 400 | 409, message: string, code?: string): StripeApiError {
  return new StripeApiError(status, { type: "idempotency_error", message, ...(code ? { code } : {}) }, false);
}
