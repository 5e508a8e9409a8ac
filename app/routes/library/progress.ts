import type { ActionFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/auth/guards.server";
import { canOpen } from "~/domain/access/can-open.server";
import { saveNote } from "~/domain/courses/notes.server";
import { instantOf, readPosition } from "~/domain/courses/progress";
import { saveProgress } from "~/domain/courses/progress.server";
import { lessonLock } from "~/domain/courses/unlock.server";
import { now } from "~/lib/clock";

/**
 * What the player noted about one lesson, at once or long after: having been there, the position, the mark, the note, each
 * with its own time. Any of it may come late, again or out of order. Answers without a body: the player reads the status.
 */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const viewer = await getViewer(request);
  if (!viewer) return answer(401);
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : null;
  };
  const noted = text("user");
  // Noted under somebody else's name on the same device: it waits for them.
  if (noted !== null && noted !== viewer.id) return answer(409);
  const sentPosition = text("position");
  const positionSeconds = readPosition(sentPosition);
  if (sentPosition !== null && positionSeconds === null) return answer(400);
  const subject = { userId: viewer.id, offerId: text("offer") ?? "", lessonId: text("lesson") ?? "" };
  if (!(await canOpen(subject.userId, subject.offerId))) return answer(404);
  const lock = await lessonLock(subject.userId, subject.offerId, subject.lessonId);
  if (lock) return answer(lock.kind === "closed" ? 404 : 403);

  const at = (name: string) => instantOf({ at: text(name), sent: text("sent") }, now());
  const visited = await saveProgress({ ...subject, ...(positionSeconds === null ? {} : { positionSeconds }), at: at(positionSeconds === null ? "at" : "positionAt") });
  if (!visited.ok) return answer(404);
  const completed = text("completed");
  // Where questions stand before it, the mark waits for them; the position is kept all the same.
  if (completed === "yes" || completed === "no") await saveProgress({ ...subject, completed: completed === "yes", at: at("completedAt") });
  const note = text("note");
  const noteSaved = note === null ? null : await saveNote({ ...subject, text: note, at: at("noteAt") });
  return answer(noteSaved?.ok === false ? 422 : 204);
}

function answer(status: number): Response {
  return new Response(null, { status });
}
