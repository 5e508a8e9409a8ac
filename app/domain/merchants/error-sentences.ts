import type { RequirementErrorCode } from "./account-facts";
import { ERROR_SENTENCES, UNKNOWN_ERROR } from "./words/errors";

/** Why Stripe refused something and what to do about it; total, also for a code that is newer than this build. */
export function errorSentence(code: string): string {
  return Object.hasOwn(ERROR_SENTENCES, code) ? ERROR_SENTENCES[code as RequirementErrorCode] : UNKNOWN_ERROR;
}
