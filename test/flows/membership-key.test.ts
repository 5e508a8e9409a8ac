import { expect, test } from "vitest";
import { db } from "~/db.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { checkKeyAgain, connectWithKey } from "~/domain/merchants/connect-with-key.server";
import { keyHistory } from "~/domain/merchants/key-history.server";
import { permissionInWords } from "~/domain/merchants/restricted-key";
import { newToken } from "~/lib/tokens";
import { aClubOf, aMember, deliver } from "../factories/memberships";
import { aCourse } from "../factories/catalog";
import { makePerson, makeStore } from "../factories/people";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const MEMBERSHIP_RIGHTS = ["rak_product_write", "rak_plan_write", "rak_subscription_write", "rak_invoice_write", "rak_customer_write", "rak_customer_portal_write"];

/** A store connected by a key of its own. */
async function byKey(missing: string[]) {
  const { owner, store } = await makeStore({ currency: "eur" });
  const { account } = control.accounts.create({ country: "DE", currency: "eur", businessName: store.name, email: owner.email });
  const { key } = control.accounts.createRestrictedKey({ account: account.id, permissions: "all", missing });
  const connected = await connectWithKey(store.id, { key, renews: null, eventTypes: ["checkout.session.completed"] }, owner.id);
  if (!connected.ok) throw new Error(JSON.stringify(connected.error));
  const { offer, price } = await aCourse(store.id, { currency: "eur" });
  const shop = { owner, store, account: connected.value, offer, price: price! };
  return { key, shop, club: await aClubOf(shop) };
}

test("a key without what memberships want is kept, sells what is paid once, and refuses a membership clearly", async () => {
  const { key, shop, club } = await byKey(MEMBERSHIP_RIGHTS);
  const viewer = await makePerson();
  const ask = (offerId: string, priceId: string) => startCheckout({ offerId, priceId, viewer, buyerKey: newToken(), uiMode: "hosted_page" });
  expect(await ask(club.offer.id, club.monthly.id)).toEqual({ ok: false, error: { kind: "not_chargeable" } });
  expect((await keyHistory(shop.account.id)).missing, "the account's page names it").toBe("“Products” (Write)");
  expect(await db.connectedAccount.findUnique({ where: { id: shop.account.id } })).toMatchObject({ chargesEnabled: true, salesBlocked: null });
  expect((await ask(shop.offer.id, shop.price.id)).ok, "one-time sales go on").toBe(true);

  const account = await db.connectedAccount.findUniqueOrThrow({ where: { id: shop.account.id } });
  const check = await checkKeyAgain(account, [], { cause: "test" });
  expect(check).toMatchObject({ state: "complete" });
  expect(check.state === "complete" ? check.forMemberships.map(({ stripeName }) => stripeName).sort() : []).toEqual([...MEMBERSHIP_RIGHTS].sort());
  expect(permissionInWords("rak_subscription_read")).toBe("“Subscriptions” (Read)");
  expect(permissionInWords("rak_subscription_write")).toBe("“Subscriptions” (Write)");

  control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: [] });
  expect((await ask(club.offer.id, club.monthly.id)).ok).toBe(true);
});

test("with every right a membership is sold through the account's own key, without a share for the platform", async () => {
  const { club } = await byKey([]);
  const member = await aMember(control, club);
  await deliver(control);
  expect(await db.subscription.findUnique({ where: { id: member.subscriptionId }, include: { order: true } })).toMatchObject({ status: "active", order: { status: "paid", applicationFee: 0n } });
});
