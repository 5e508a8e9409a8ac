import { http, HttpResponse } from "msw";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "~/db.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { orderPaper } from "~/domain/receipts/order-paper.server";
import * as orderRoute from "~/routes/library/order";
import { loader as studentInvoice } from "~/routes/library/order-invoice";
import { loader as studioInvoice } from "~/routes/studio/order-invoice";
import { makePerson, makeStore } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { mailsTo } from "../setup/people";
import { rendererOf } from "../setup/render";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

// What needs a script is there, as in a browser after the first moment.
vi.mock("~/components/ui/use-hydrated", () => ({ useHydrated: () => true }));

const { control, server } = useSandbox();
let shop: SellingStore;
let orderId: string;
let buyer: { id: string; email: string };

beforeAll(async () => {
  shop = await aSellingStore(control);
  await db.store.update({ where: { id: shop.store.id }, data: { taxId: "VAT DE123456789" } });
  buyer = await makePerson({ email: "noor@example.com", name: "Noor Haddad" });
  const checkout = await aCheckout(shop, { viewer: buyer });
  ({ orderId } = checkout);
  control.checkout.pay({
    session: checkout.sessionId, number: "4242424242424242", name: "Noor Haddad", business: "Haddad Keramiek BV", taxId: { type: "eu_vat", value: "NL123456789B01" },
    address: { line1: "Keizersgracht 1", city: "Amsterdam", postal_code: "1015 CC", country: "NL" },
  });
  await completePurchase(orderId, { cause: "return page" });
});

const ask = async (loader: typeof studentInvoice, userId: string, id = orderId) =>
  answerOf(async () => loader({ request: makeRequest(`/orders/${id}/invoice.pdf`, { cookie: await signedInAs(userId) }), params: { orderId: id }, context: { nonce: "", requestId: "" } }));

describe("an invoice", () => {
  test("a seller with a tax number asks for the buyer's; both stand on order, receipt and paper", async () => {
    const order = await db.order.findUniqueOrThrow({ where: { id: orderId } });
    expect(order).toMatchObject({ buyerBusiness: "Haddad Keramiek BV", buyerTaxIds: ["NL123456789B01 (eu_vat)"], buyerAddress: ["Keizersgracht 1", "1015 CC Amsterdam"], buyerCountry: "NL" });
    const [receipt] = (await mailsTo(buyer.email)).filter(({ kind }) => kind === "receipt");
    expect(receipt?.props).toMatchObject({
      buyer: { business: "Haddad Keramiek BV", taxIds: ["VAT NL123456789B01"], address: "Keizersgracht 1\n1015 CC Amsterdam\nNetherlands" },
      seller: { taxId: "VAT DE123456789" },
      invoiceUrl: `http://localhost:3000/library/orders/${orderId}/invoice.pdf`,
    });
    expect(await orderPaper(order, await db.store.findUniqueOrThrow({ where: { id: shop.store.id } }))).toMatchObject({ total: "€49", seller: { taxId: "VAT DE123456789" } });
  });

  test("is a PDF for its buyer and for its seller, the same bytes each time", async () => {
    const answers = [await ask(studentInvoice, buyer.id), await ask(studioInvoice, shop.owner.id), await ask(studentInvoice, buyer.id)];
    const files = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[0]?.headers.get("Content-Disposition")).toBe('attachment; filename="invoice-1.pdf"');
    expect(files[0]?.subarray(0, 5).toString()).toBe("%PDF-");
    expect(files[0]?.equals(files[1] ?? Buffer.of()) && files[0]?.equals(files[2] ?? Buffer.of())).toBe(true);
  });

  test("row 29: is nobody else's, and there is none where nothing was paid", async () => {
    const stranger = await makeStore();
    expect((await ask(studentInvoice, stranger.owner.id)).status).toBe(404);
    expect((await ask(studioInvoice, stranger.owner.id)).status).toBe(404);
    const open = await aCheckout(shop, { viewer: await makePerson() });
    expect((await ask(studioInvoice, shop.owner.id, open.orderId)).status).toBe(404);
  });

  test("letters that no font holds lead back to the page, which can be printed", async () => {
    await db.order.update({ where: { id: orderId }, data: { buyerBusiness: "陶芸工房" } });
    const answer = await ask(studentInvoice, buyer.id);
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, `/library/orders/${orderId}`]);
    const render = rendererOf([{ id: "order", path: "library/orders/:orderId", module: orderRoute }]);
    const { html } = await render(makeRequest(`/library/orders/${orderId}`, { cookie: await signedInAs(buyer.id) }));
    for (const line of ["陶芸工房", "Noor Haddad", "Keizersgracht 1", "1015 CC Amsterdam", "Netherlands", "VAT NL123456789B01", "VAT DE123456789"]) expect(html).toContain(line);
    expect(html).toContain("Download invoice");
    expect(html).toMatch(/<button[^>]*>.*?Print<\/button>/s);
  });

  test("an account that may not ask for tax numbers still sells", async () => {
    const asked: boolean[] = [];
    server.use(
      http.post("*/v1/checkout/sessions", async ({ request }) => {
        const wanted = (await request.clone().text()).includes("tax_id_collection");
        asked.push(wanted);
        return wanted ? HttpResponse.json({ error: { type: "invalid_request_error", message: "You cannot enable tax_id_collection on this account.", param: "tax_id_collection" } }, { status: 400 }) : undefined;
      }),
    );
    const begun = await aCheckout(shop, { viewer: await makePerson() });
    expect([begun.sessionId.slice(0, 3), asked]).toEqual(["cs_", [true, false]]);
    server.resetHandlers();
  });
});
