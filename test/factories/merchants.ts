import { randomUUID } from "node:crypto";
import { db } from "~/db.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import type { ConnectedAccount, Prisma } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import type { Sandbox } from "../sandbox";

/** A connection as a row only; Stripe's side does not know it. Able to charge, primary unless the store has one. */
export async function anAccount(storeId: string, overrides: Partial<Prisma.ConnectedAccountUncheckedCreateInput> = {}): Promise<ConnectedAccount> {
  const primary = await db.connectedAccount.findFirst({ where: { storeId, status: "connected", isPrimary: true } });
  return db.connectedAccount.create({
    data: {
      id: newId("account"),
      storeId,
      stripeAccountId: `acct_${randomUUID().replaceAll("-", "").slice(0, 16)}`,
      status: "connected",
      livemode: false,
      isPrimary: !primary,
      displayName: "Studio Vint",
      email: "mara@example.com",
      country: "DE",
      defaultCurrency: "eur",
      chargesEnabled: true,
      payoutsEnabled: true,
      detailsSubmitted: true,
      capabilities: { card_payments: "active", transfers: "active" },
      requirements: {},
      syncedAt: now(),
      connectedAt: now(),
      ...overrides,
    },
  });
}

/** A Stripe account in the sandbox, connected to the store on both sides and read once. */
export async function aConnectedAccount(
  control: Sandbox["control"],
  storeId: string,
  options: Parameters<Sandbox["control"]["accounts"]["create"]>[0] = {},
): Promise<ConnectedAccount> {
  const { account } = control.accounts.create({ businessName: "Studio Vint", email: "mara@example.com", country: "DE", currency: "eur", ...options, connected: true });
  const row = await anAccount(storeId, { stripeAccountId: account.id, chargesEnabled: false, payoutsEnabled: false, syncedAt: null });
  const read = await syncAccount(account.id, { cause: "test" });
  return read.outcome === "stored" ? read.account : row;
}
