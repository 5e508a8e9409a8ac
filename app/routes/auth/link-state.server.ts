import { getViewer } from "~/auth/guards.server";
import { peekEmailToken, TOKEN_LIFE, type TokenProblem } from "~/domain/people/email-tokens.server";
import type { EmailTokenPurpose } from "~/generated/prisma/enums";
import { landing, returnToOf } from "./return-to.server";

export type LinkState =
  | { state: "ready"; email: string }
  | { state: "dead"; problem: TokenProblem; email: string | null; returnTo: string | null; goOn: string | null; lifetime: string };

/** What the page behind a mailed link shows. Looks only: mail programs and scanners open links too. */
export async function linkState(request: Request, token: string, purpose: EmailTokenPurpose): Promise<LinkState> {
  const seen = await peekEmailToken(token, purpose);
  if (seen.ok) return { state: "ready", email: seen.value.email };
  const { problem, subject } = seen.error;
  const viewer = problem === "used" ? await getViewer(request) : null;
  const returnTo = returnToOf(subject?.returnTo);
  return {
    state: "dead",
    problem,
    email: subject?.email ?? null,
    returnTo,
    goOn: viewer && viewer.email === subject?.email ? await landing(viewer.id, returnTo) : null,
    lifetime: TOKEN_LIFE[purpose].words,
  };
}

/** 410 for a link that was one, 404 for one that never was. */
export function linkStatus(state: LinkState): number {
  if (state.state === "ready" || state.goOn) return 200;
  return state.problem === "unknown" ? 404 : 410;
}
