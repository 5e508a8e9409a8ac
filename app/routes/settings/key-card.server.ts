import { accountName } from "~/domain/merchants/account-name";
import { keyHistory } from "~/domain/merchants/key-history.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";
import type { KeyCardProps } from "./stripe-key-card";

/** What the key card shows of an account; null when it has no key of its own. */
export async function keyCardOf(account: ConnectedAccount): Promise<KeyCardProps | null> {
  if (account.kind !== "restricted_key" || account.status !== "connected") return null;
  const { givenAt, missing } = await keyHistory(account.id);
  return { accountId: account.id, name: accountName(account), hint: account.apiKeyHint ?? "", addedOn: formatDay(givenAt ?? account.connectedAt), missing };
}
