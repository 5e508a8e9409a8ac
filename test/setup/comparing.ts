import { beforeEach } from "vitest";
import { db } from "~/db.server";
import { setClock } from "~/lib/clock";
import { aSellingStore, type SellingStore } from "../factories/sales";
import type { Sandbox } from "../sandbox";
import { useSandbox } from "./sandbox";

export let control: Sandbox["control"];
export let sandbox: Sandbox;
export let shop: SellingStore;
/** How far app and sandbox have moved on together, in ms; a test adds to it. */
export const time = { ahead: 0 };

/** For each test a store that sells while no webhook arrives: what Stripe knows is found by comparing. */
export function prepareComparing(): void {
  ({ sandbox, control } = useSandbox());
  beforeEach(async () => {
    time.ahead = 0;
    setClock(() => Date.now() + time.ahead);
    // Other tests' accounts have been read to the end of all days.
    await db.connectedAccount.updateMany({ data: { eventsReadTo: new Date("2099-01-01"), sessionsReadTo: new Date("2099-01-01") } });
    shop = await aSellingStore(control);
    control.webhooks.configure({ mode: "drop" });
  });
}
