import type { Db } from "~/db.server";

/** What a refund means for access. `as_usual`: it ends when all of the payment went back. */
export type AccessChoice = "as_usual" | "keep" | "end";

export function isAccessChoice(word: string): word is AccessChoice {
  return word === "as_usual" || word === "keep" || word === "end";
}

/**
 * What counts once a refund has said `next` after what was said before: "as usual" takes back a former "keep", and opens nothing that
 * was ended. Pure.
 */
function saidAfter(former: AccessChoice, next: AccessChoice): AccessChoice {
  return next === "as_usual" && former === "end" ? "end" : next;
}

/** A refund that was asked for keeps access from that moment on; another choice counts once Stripe has made it. */
const KEEPS = ["asked", "pending", "requires_action", "succeeded"];
const MADE = ["pending", "requires_action", "succeeded"];

/**
 * What refunds say about access, the newest last: of an order's payment, of all payments of a membership, or of some of its
 * invoices (our ids). One that failed says nothing, nor does one that nobody asked for here (made in Stripe's Dashboard).
 * @param next what is said with a refund that is about to be asked for
 */
export async function refundChoice(client: Db, of: { orderId: string } | { subscriptionId: string } | { invoiceIds: readonly string[] }, next?: AccessChoice): Promise<AccessChoice> {
  const payment = "orderId" in of ? of : "subscriptionId" in of ? { invoice: of } : { invoiceId: { in: [...of.invoiceIds] } };
  const said = await client.refund.findMany({
    where: { ...payment, OR: [{ access: "keep", status: { in: KEEPS } }, { access: "end", status: { in: MADE } }, { access: "as_usual", byUserId: { not: null }, status: { in: MADE } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { access: true },
  });
  const choices = said.map(({ access }) => access).filter(isAccessChoice);
  return (next ? [...choices, next] : choices).reduce<AccessChoice>((former, choice) => saidAfter(former, choice), "as_usual");
}
