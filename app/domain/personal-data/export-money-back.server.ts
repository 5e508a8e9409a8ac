import { db } from "~/db.server";
import { toDecimal } from "~/lib/money";

/** What went back of a person's payments, and what their bank said of them, for the file of everything kept about them. Times UTC. */
export async function exportMoneyBack(userId: string): Promise<{ refunds: object[]; disputes: object[]; fraudWarnings: object[] }> {
  const theirs = { where: { OR: [{ order: { userId } }, { invoice: { userId } }] }, include: { order: { select: { number: true } }, invoice: { select: { number: true } } } };
  const [refunds, disputes, warnings] = await Promise.all([
    db.refund.findMany({ ...theirs, orderBy: { createdAt: "asc" } }),
    db.dispute.findMany({ ...theirs, orderBy: { openedAt: "asc" } }),
    db.fraudWarning.findMany({ ...theirs, orderBy: { createdAt: "asc" } }),
  ]);
  const of = ({ order, invoice }: { order: { number: number | null } | null; invoice: { number: string | null } | null }) => ({ order: order?.number ?? null, invoice: invoice?.number ?? null });
  return {
    refunds: refunds.map((refund) => ({ ...of(refund), amount: toDecimal(refund), currency: refund.currency, status: refund.status, reason: refund.reason, noteOfTheSeller: refund.note, failure: refund.failure, createdAt: refund.createdAt, settledAt: refund.settledAt })),
    disputes: disputes.map((dispute) => ({ ...of(dispute), amount: toDecimal(dispute), currency: dispute.currency, status: dispute.status, reason: dispute.reason, openedAt: dispute.openedAt, closedAt: dispute.closedAt })),
    fraudWarnings: warnings.map((warning) => ({ ...of(warning), kind: warning.fraudType, outcome: warning.outcome, createdAt: warning.createdAt, closedAt: warning.closedAt })),
  };
}
