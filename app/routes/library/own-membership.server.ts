import { requireViewer } from "~/auth/guards.server";
import { myMembership, type MyMembership } from "~/domain/memberships/my-memberships.server";
import { REFUSAL_WORDS, type LeverRefusal } from "~/domain/memberships/refusals";
import type { Cause } from "~/domain/transitions.server";

/** The signed-in member and the membership of the address; 404 when it is not theirs. */
export async function requireMembership(request: Request, subscriptionId: string | undefined): Promise<{ which: { userId: string; subscriptionId: string }; cause: Cause; membership: MyMembership; path: string }> {
  const viewer = await requireViewer(request);
  const membership = await myMembership(viewer.id, subscriptionId ?? "");
  if (!membership) throw new Response("Not found", { status: 404 });
  return { which: { userId: viewer.id, subscriptionId: membership.id }, cause: { cause: "member", causeId: viewer.id }, membership, path: `/library/memberships/${membership.id}` };
}

/** What a member reads when a lever did not move. */
export function refusalMessage(refusal: LeverRefusal): { text: string; tone: "danger" } {
  return { text: REFUSAL_WORDS[refusal.kind], tone: "danger" };
}
