import type { ActionFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/auth/guards.server";
import { canOpen } from "~/domain/access/can-open.server";
import { readPosition } from "~/domain/courses/progress";
import { saveProgress } from "~/domain/courses/progress.server";

/** The player's notes and its last beacon. Answers without a body: nobody reads it. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const viewer = await getViewer(request);
  if (!viewer) return new Response(null, { status: 401 });
  const form = await request.formData();
  const offerId = String(form.get("offer") ?? "");
  const lessonId = String(form.get("lesson") ?? "");
  const sent = form.get("position");
  const positionSeconds = readPosition(sent);
  if (sent !== null && positionSeconds === null) return new Response(null, { status: 400 });
  if (!(await canOpen(viewer.id, offerId))) return new Response(null, { status: 404 });
  const saved = await saveProgress({ userId: viewer.id, offerId, lessonId, ...(positionSeconds === null ? {} : { positionSeconds }) });
  return new Response(null, { status: saved.ok ? 204 : 404 });
}
