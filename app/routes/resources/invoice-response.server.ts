import { redirect } from "@remix-run/node";
import type { OrderInvoice } from "~/domain/receipts/invoice.server";
import { flash } from "~/lib/flash.server";

/** An invoice as an answer: the file, the way to Stripe's own, or back to the page with a word on what to do `instead`: a page prints every letter. */
export async function invoiceResponse(invoice: OrderInvoice | null, page: string, instead: string): Promise<Response> {
  if (!invoice) throw new Response("Not found", { status: 404 });
  if (invoice.kind === "stripe") return redirect(invoice.url);
  if (invoice.kind === "unprintable") {
    return redirect(page, { headers: await flash(new Headers(), { text: `This invoice has letters that the file cannot hold. ${instead}`, tone: "danger" }) });
  }
  return new Response(Buffer.from(invoice.bytes), {
    headers: { "Content-Type": "application/pdf", "Content-Disposition": `attachment; filename="${invoice.fileName}"`, "Content-Length": String(invoice.bytes.length), "Cache-Control": "private, no-store" },
  });
}
