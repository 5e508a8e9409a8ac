import { db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";

/** Longest note, in characters. */
export const NOTE_LENGTH = 4000;
/** Notes a page shows. */
const MOST = 100;

export interface ShownNote {
  id: string;
  text: string;
  author: string;
  /** Whether it is the reader's own: only those can be deleted. */
  own: boolean;
  /** UTC. */
  at: Date;
}

/** What a note is about: an order or a customer of the store. */
export type NoteAbout = { orderId: string } | { userId: string };

/** Notes of the store's side about an order or a customer, newest first. The caller has checked whose it is. Two queries. */
export async function notesAbout(storeId: string, about: NoteAbout, readerId: string): Promise<ShownNote[]> {
  const notes = await db.note.findMany({ where: { storeId, ...about }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST });
  const authors = new Map((await db.user.findMany({ where: { id: { in: [...new Set(notes.map((note) => note.authorId))] } }, select: { id: true, name: true } })).map((author) => [author.id, author.name]));
  return notes.map(({ id, text, authorId, createdAt }) => ({ id, text, author: authors.get(authorId) ?? "Somebody", own: authorId === readerId, at: createdAt }));
}

/** Write a note. Refused about what is not this store's, and for nothing but spaces or too much. */
export async function addNote({ storeId, authorId, about, text }: { storeId: string; authorId: string; about: NoteAbout; text: string }): Promise<Result<undefined, "not_found" | "empty" | "too_long">> {
  const written = text.replaceAll("\r\n", "\n").trim();
  if (written === "") return fail("empty");
  if (written.length > NOTE_LENGTH) return fail("too_long");
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const known = "orderId" in about ? await tx.order.findFirst({ where: { id: about.orderId, storeId }, select: { id: true } }) : await tx.customer.findUnique({ where: { storeId_userId: { storeId, userId: about.userId } }, select: { userId: true } });
    if (!known) return fail("not_found");
    await tx.note.create({ data: { id: newId("note"), storeId, ...about, authorId, text: written, createdAt: now() } });
    await audit(tx, { storeId, actorId: authorId, action: "customer.note", ...subjectOf(about), summary: `wrote a note about ${"orderId" in about ? "an order" : "a customer"}` });
    return ok();
  });
}

/** Delete a note of one's own. */
export async function deleteNote({ storeId, authorId, noteId }: { storeId: string; authorId: string; noteId: string }): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const note = await tx.note.findFirst({ where: { id: noteId, storeId, authorId } });
    if (!note) return fail("not_found");
    await tx.note.delete({ where: { id: note.id } });
    const about = note.orderId ? { orderId: note.orderId } : { userId: note.userId ?? "" };
    await audit(tx, { storeId, actorId: authorId, action: "customer.note-deleted", ...subjectOf(about), summary: `deleted a note of their own about ${note.orderId ? "an order" : "a customer"}` });
    return ok();
  });
}

function subjectOf(about: NoteAbout): { subjectType: string; subjectId: string } {
  return "orderId" in about ? { subjectType: "order", subjectId: about.orderId } : { subjectType: "customer", subjectId: about.userId };
}
