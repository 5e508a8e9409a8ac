import { redirect } from "@remix-run/node";
import { addNote, deleteNote, notesAbout, type NoteAbout } from "~/domain/customers/notes.server";
import { formatMoment } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import type { NoteLine } from "./notes-card";

/** Notes as the card shows them, newest first. */
export async function noteLines(storeId: string, about: NoteAbout, readerId: string): Promise<NoteLine[]> {
  return (await notesAbout(storeId, about, readerId)).map(({ at, ...note }) => ({ ...note, at: at.toISOString(), when: formatMoment(at) }));
}

export interface NoteAnswer {
  noteProblem: string;
}

/** What the card's two forms do; null: the form is another one. A refused note is answered with why. */
export async function noteAction(form: FormData, who: { storeId: string; authorId: string }, about: NoteAbout, page: string): Promise<Response | null> {
  if (form.get("intent") === "note") {
    const added = await addNote({ ...who, about, text: String(form.get("text") ?? "") });
    if (added.ok) return redirect(page, { headers: await flash(new Headers(), "The note stands here.") });
    if (added.error === "not_found") throw new Response("Not found", { status: 404 });
    const noteProblem = added.error === "empty" ? "Write something first." : "A note has room for 4,000 characters.";
    return Response.json({ noteProblem } satisfies NoteAnswer, { status: 400 });
  }
  if (form.get("intent") === "delete-note") {
    const deleted = await deleteNote({ ...who, noteId: String(form.get("noteId") ?? "") });
    if (!deleted.ok) throw new Response("Not found", { status: 404 });
    return redirect(page, { headers: await flash(new Headers(), "The note is deleted.") });
  }
  return null;
}
