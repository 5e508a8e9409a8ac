import { afterAll, beforeAll, expect, test } from "vitest";
import { inWorld, startDemoWorld, type DemoWorld } from "../setup/demo-world";

// A world of its own: its app is killed.
let world: DemoWorld;
beforeAll(async () => {
  world = await startDemoWorld();
}, 180_000);
afterAll(() => world?.stop());

interface Mail {
  subject: string;
}
const receiptsTo = async (address: string) => (await inWorld<Mail[]>(world.sandboxUrl, "mail.list", { to: address })).filter((mail) => /receipt/i.test(mail.subject));

test("row 6: kill -9 after the purchase is written and before its mail is out; after the restart the mail goes out once", async () => {
  // Resend hangs, so the process dies between the commit and the mail.
  await inWorld(world.sandboxUrl, "faults.add", { service: "resend", effect: "timeout", times: 50 });
  const { order, session } = await beginCheckout();
  const email = `crash-${Date.now()}@example.com`;
  await inWorld(world.sandboxUrl, "checkout.pay", { session, number: "4242424242424242", email, name: "Ada Crash" });
  await expect.poll(() => statusOf(order), { timeout: 20_000 }).toBe("paid");
  await world.killApp();
  expect(await receiptsTo(email)).toHaveLength(0);
  await inWorld(world.sandboxUrl, "faults.clear");
  await world.startApp();
  // The dead process's lease runs out within a minute.
  await expect.poll(async () => (await receiptsTo(email)).length, { timeout: 90_000, interval: 1000 }).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await receiptsTo(email)).toHaveLength(1);
}, 180_000);

let cookie = "";

/** Press Buy without a browser: the form of the offer page, as it is. */
async function beginCheckout(): Promise<{ order: string; session: string }> {
  const page = await (await fetch(`${world.url}/s/fern-and-kiln/cones-and-shrinkage`)).text();
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? "";
  const begun = await fetch(`${world.url}/checkout/start`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: world.url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ offerId: field("offerId"), priceId: field("priceId"), uiMode: "hosted_page" }),
  });
  cookie = begun.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const order = /ord_[0-9a-z]+/.exec(begun.headers.get("location") ?? "")?.[0] ?? "";
  const sessions = await inWorld<{ id: string; client_reference_id: string }[]>(world.sandboxUrl, "checkout.list");
  return { order, session: sessions.find((one) => one.client_reference_id === order)?.id ?? "" };
}

async function statusOf(order: string): Promise<string> {
  const answer = (await (await fetch(`${world.url}/checkout/${order}/status`, { headers: { cookie } })).json()) as { status: string };
  return answer.status;
}
