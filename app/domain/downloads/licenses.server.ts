import { db, type Tx } from "~/db.server";
import { openedBy } from "~/domain/access/can-open.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { seal } from "~/lib/secret-box.server";
import { hashLicenseKey, newLicenseKey } from "./license-key";
import { downloadOptions } from "./options.server";

/**
 * Give an order its licence keys, in the transaction that gives it access: one for each of `offerIds` that is a download
 * with keys. Any number of calls, the same keys; offers without keys are passed over. A key is as good as the grant beside
 * it, so nothing has to be taken back when the grant goes. Throws for an order without a person, which has no access either.
 */
export async function issueLicenses(tx: Tx, order: Pick<Order, "id" | "userId">, offerIds: readonly string[], cause: Cause): Promise<void> {
  if (offerIds.length === 0) return;
  const { userId } = order;
  if (userId === null) throw new Error(`Order ${order.id} belongs to nobody yet`);
  const offers = await tx.offer.findMany({
    where: { id: { in: [...offerIds] }, kind: "download", downloadOptions: { licenseKeys: true }, licenses: { none: { orderId: order.id } } },
    select: { id: true },
  });
  for (const { id: offerId } of offers) {
    const id = newId("license");
    const key = newLicenseKey();
    const { count } = await tx.license.createMany({
      data: { id, offerId, orderId: order.id, userId, keyHash: hashLicenseKey(key), keySealed: seal(key), createdAt: now() },
      skipDuplicates: true,
    });
    if (count > 0) await recordTransition(tx, { subjectType: "license", subjectId: id, from: null, to: "issued", ...cause });
  }
}

/**
 * The key of a person who has the download open and asks for it: for orders from before keys were switched on, and for
 * members whose tier opens it. Refused for those without access or without an order, and where there are no keys.
 */
export async function claimLicense(userId: string, offerId: string, cause: Cause): Promise<Result<undefined, "not_found">> {
  const by = await openedBy(userId, offerId);
  if (!by?.orderId || !(await downloadOptions(offerId)).licenseKeys) return fail("not_found");
  const order = { id: by.orderId, userId };
  await db.$transaction((tx) => issueLicenses(tx, order, [offerId], cause));
  return ok();
}
