import { db } from "~/db.server";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf, type Page } from "~/lib/keyset";
import type { AuditKind } from "./kinds";

export const TRAIL_PAGE = 50;

/** One deed, as the list shows it. */
export interface TrailEntry {
  id: string;
  /** Null: Lectern itself. */
  actorId: string | null;
  actorName: string;
  action: string;
  summary: string;
  subjectType: string;
  subjectId: string;
  /** A person or an address the deed was about, as they are called now; gone with them. */
  subjectName: string | null;
  at: Date;
}

export interface TrailAsked extends PageAsked {
  /** A person's id; "lectern" for what it did itself. */
  person?: string | null;
  kind?: AuditKind | null;
}

/** Who did what in a store, newest first, one page by keyset: three or four queries for ten entries as for a hundred thousand. */
export async function auditTrail(storeId: string, { person = null, kind = null, ...asked }: TrailAsked = {}, size = TRAIL_PAGE): Promise<Page<TrailEntry>> {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("at", reading);
  const found = await db.auditEntry.findMany({
    where: { AND: [{ storeId, ...(person ? { actorId: person === "lectern" ? null : person } : {}), ...(kind ? { action: { startsWith: `${kind}.` } } : {}) }, where] },
    orderBy,
    take: size + 1,
  });
  const page = pageOf(found, reading, size, (row) => ({ at: row.at, id: row.id }));
  const names = await subjectNames(storeId, page.rows);
  return { ...page, rows: page.rows.map(({ storeId: _store, ...row }) => ({ ...row, subjectName: names.get(row.subjectId) ?? null })) };
}

/** Members are called by their name, invitations by their address: neither stands in an entry itself, so that it goes with the person. */
async function subjectNames(storeId: string, rows: readonly { subjectType: string; subjectId: string }[]): Promise<Map<string, string>> {
  const of = (type: string) => [...new Set(rows.filter((row) => row.subjectType === type).map((row) => row.subjectId))];
  const [members, invitations] = await Promise.all([
    db.user.findMany({ where: { id: { in: of("member") } }, select: { id: true, name: true, email: true, deletedAt: true } }),
    db.teamInvitation.findMany({ where: { storeId, id: { in: of("invitation") } }, select: { id: true, email: true } }),
  ]);
  return new Map([...members.map((one) => [one.id, one.deletedAt ? "Deleted account" : one.name || one.email] as const), ...invitations.map((one) => [one.id, one.email] as const)]);
}

/** Whom the list can be narrowed to: the owner, and who is in the team now. The name of somebody who left is a link in the list itself. */
export async function trailPeople(storeId: string): Promise<{ id: string; name: string }[]> {
  const store = await db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { owner: { select: { id: true, name: true, email: true } }, team: { select: { user: { select: { id: true, name: true, email: true } } }, orderBy: { createdAt: "asc" } } },
  });
  return [store.owner, ...store.team.map((seat) => seat.user)].map(({ id, name, email }) => ({ id, name: name || email }));
}

/** The name an actor had at their last deed in this store, for the heading of a list narrowed to somebody who left; null: no deed. */
export async function actorName(storeId: string, actorId: string): Promise<string | null> {
  return (await db.auditEntry.findFirst({ where: { storeId, actorId }, orderBy: { at: "desc" }, select: { actorName: true } }))?.actorName ?? null;
}
