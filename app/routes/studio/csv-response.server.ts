import { csvStream, type Cell } from "~/lib/csv";
import { now } from "~/lib/clock";

/** A CSV file to be kept, written as it is read. @param what the first part of its name, e.g. "orders" */
export function csvResponse(what: string, storeSlug: string, header: readonly string[], batches: AsyncGenerator<readonly (readonly Cell[])[]>): Response {
  const name = `${what}-${storeSlug.replace(/[^a-z0-9-]/gi, "")}-${now().toISOString().slice(0, 10)}.csv`;
  return new Response(csvStream(header, batches), {
    headers: { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"`, "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff" },
  });
}
