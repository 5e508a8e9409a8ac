import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { exportData } from "~/domain/personal-data/export-data.server";
import { now } from "~/lib/clock";

/** Everything about the signed-in person as one file. */
export async function loader({ request }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const day = now().toISOString().slice(0, 10);
  return new Response(`${JSON.stringify({ exportedAt: now(), ...(await exportData(viewer.id)) }, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="lectern-data-${day}.json"`,
      "Cache-Control": "no-store",
    },
  });
}
