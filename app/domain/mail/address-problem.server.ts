import { db, type Db, type Tx } from "~/db.server";
import type { MailAddress } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";

/** bounced: the mailbox does not take mail; complained: its reader called one of ours spam. */
export type AddressProblemKind = "bounced" | "complained";

export interface AddressProblem {
  email: string;
  problem: AddressProblemKind;
  /** The mail service's own words; "" when it gave none. */
  detail: string;
  /** UTC. */
  since: Date;
}

/** What keeps mail from an address now; null: nothing that we know of. */
export async function addressProblem(email: string, client: Db = db): Promise<AddressProblem | null> {
  const row = await client.mailAddress.findFirst({ where: { email: normaliseEmail(email), clearedAt: null } });
  return row && shown(row);
}

/** The same for many addresses at once, by normalised address: for lists. */
export async function addressProblems(emails: readonly string[]): Promise<Map<string, AddressProblem>> {
  const rows = await db.mailAddress.findMany({ where: { email: { in: emails.map(normaliseEmail) }, clearedAt: null } });
  return new Map(rows.map((row) => [row.email, shown(row)]));
}

function shown({ email, problem, detail, since }: MailAddress): AddressProblem {
  return { email, problem: problem === "complained" ? "complained" : "bounced", detail, since };
}

/**
 * From now on nothing goes to this address but what its person asks for. A complaint weighs more than a bounce: it stays when a
 * bounce follows.
 */
export async function noteAddressProblem(tx: Tx, email: string, problem: AddressProblemKind, detail: string): Promise<void> {
  const key = normaliseEmail(email);
  const former = await tx.mailAddress.findUnique({ where: { email: key } });
  if (former && !former.clearedAt && (former.problem === "complained" || former.problem === problem)) return;
  const facts = { problem, detail: detail.slice(0, 500), since: now(), clearedAt: null, clearedBy: null };
  await tx.mailAddress.upsert({ where: { email: key }, create: { email: key, ...facts }, update: facts });
}

/**
 * The address takes mail (again).
 * @param by what showed it, in words
 * @param only clear a problem of this kind alone: a delivered mail does not undo a complaint
 * @returns whether there was a problem
 */
export async function clearAddressProblem(tx: Tx, email: string, by: string, only?: AddressProblemKind): Promise<boolean> {
  const { count } = await tx.mailAddress.updateMany({ where: { email: normaliseEmail(email), clearedAt: null, ...(only ? { problem: only } : {}) }, data: { clearedAt: now(), clearedBy: by } });
  return count > 0;
}
