import { env } from "~/env.server";
import { sameToken, signedToken } from "~/lib/tokens";

/** Mails a person can do without: the members' posts, news of what they own, lessons that opened; a creator those about sales and the summary of renewals that failed. */
export type Stoppable = "posts" | "updates" | "lessons" | "sales" | "renewals";

const KINDS: readonly string[] = ["posts", "updates", "lessons", "sales", "renewals"] satisfies Stoppable[];

function isStoppable(what: string): what is Stoppable {
  return KINDS.includes(what);
}

/** Whose mails, from which store, of which kind. */
export interface StopLink {
  userId: string;
  storeId: string;
  what: Stoppable;
}

const PURPOSE = "stop-mail";

/** The address at which a mail of this kind is switched off, without signing in; the same for every such mail, and without an end. */
export function stopUrl({ userId, storeId, what }: StopLink): string {
  const subject = [userId, storeId, what].join(".");
  return `${env.appUrl}/mail/stop/${subject}.${signedToken(env.sessionSecret, PURPOSE, subject)}`;
}

/** What such an address speaks of; null when it is not one of ours. */
export function readStopToken(token: string): StopLink | null {
  const [userId = "", storeId = "", what = "", ...rest] = token.split(".");
  if (!isStoppable(what)) return null;
  return sameToken(rest.join("."), signedToken(env.sessionSecret, PURPOSE, [userId, storeId, what].join("."))) ? { userId, storeId, what } : null;
}
