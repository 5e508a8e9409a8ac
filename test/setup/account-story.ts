import { beforeEach } from "vitest";
import { db } from "~/db.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { requirementHistory } from "~/domain/merchants/requirement-records.server";
import type { ConnectedAccount, Store, User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { now, setClock } from "~/lib/clock";
import { aConnectedAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { mailsTo } from "./people";
import { useSandbox } from "./sandbox";

/** For stories told over days: before each test a store with a connected account, Stripe's webhooks dropped, and means to let time go by. */
export function useAccountStory() {
  const { control } = useSandbox();
  type Scenario = Parameters<typeof control.accounts.scenario>[0];
  let store: Store;
  let owner: User;
  let account: ConnectedAccount;

  beforeEach(async () => {
    control.state.reset({});
    control.webhooks.configure({ mode: "drop" });
    // Others of the same file would be swept along.
    await db.connectedAccount.updateMany({ data: { status: "disconnected", noticeCheckAt: null } });
    ({ store, owner } = await makeStore());
    account = await aConnectedAccount(control, store.id);
    await deliver();
  });

  /**
   * What an event about the account does (requirements.test.ts takes them through the webhook): it is read again. Webhooks
   * themselves are signed with the real time and would be refused where the clock stands elsewhere.
   */
  async function deliver(): Promise<void> {
    await syncAccount(account.stripeAccountId, { cause: "account.updated" });
    await drain(jobHandlers);
  }
  /** The clock goes on from there. */
  function jump(ms: number): void {
    const ahead = now().getTime() + ms - Date.now();
    setClock(() => Date.now() + ahead);
  }
  async function sweep(): Promise<void> {
    await jobHandlers.sweep({});
    await drain(jobHandlers);
  }
  return {
    control,
    deliver,
    jump,
    sweep,
    /** Time goes by, with a sweep at its end. */
    async pass(ms: number): Promise<void> {
      jump(ms);
      await deliver();
      await sweep();
    },
    /** Stripe's side of the story. */
    tell: (name: Scenario["name"], more: Partial<Scenario> = {}) => control.accounts.scenario({ account: account.stripeAccountId, name, ...more }),
    /** The kinds of mail the creator got, in order. */
    kinds: async () => (await mailsTo(owner.email)).map(({ kind }) => kind),
    /** Each entry of the account's history with how it ended, newest first. */
    history: async () => (await requirementHistory(account.id)).rows.map(({ lineId, outcome }) => `${lineId} ${outcome ?? "open"}`),
    get store() {
      return store;
    },
    get owner() {
      return owner;
    },
    get account() {
      return account;
    },
  };
}
