import type { WaitProps } from "~/components/storefront/wait-form";
import { isWaiting } from "~/domain/waiting-list/queries.server";

/**
 * The waiting list form of an offer as this visitor sees it.
 * @param offerPath `/s/<store>/<offer>`
 */
export async function waitProps(offerPath: string, offerId: string, viewer: { email: string; emailVerified: boolean } | null): Promise<WaitProps> {
  return {
    action: `${offerPath}/wait`,
    email: viewer?.email ?? "",
    // Whether an address waits is told only to the one whose it is.
    waits: viewer?.emailVerified ? await isWaiting(offerId, viewer.email) : false,
  };
}
