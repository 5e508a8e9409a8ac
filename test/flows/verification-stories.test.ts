import { beforeEach, expect, test } from "vitest";
import { db } from "~/db.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, now, setClock } from "~/lib/clock";
import { loader as settings } from "~/routes/settings/integrations.stripe";
import { action as publish } from "~/routes/studio/offers/publish";
import { aCourse } from "../factories/catalog";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

// Each story Stripe can tell, taken all the way: event, account read, banner, settings page, publishing, and a buyer at the till.
const { control } = useSandbox();
let shop: SellingStore;
let cookie: string;

beforeEach(async () => {
  control.state.reset({});
  shop = await aSellingStore(control);
  cookie = await signedInAs(shop.owner.id);
});

type Story = Parameters<typeof control.accounts.scenario>[0];

/** Stripe's side happens, and its events arrive. */
async function happens(name: Story["name"], more: Partial<Story> = {}): Promise<void> {
  control.accounts.scenario({ account: shop.account.stripeAccountId, name, ...more });
  await control.webhooks.flush({});
  await drain(jobHandlers);
}

async function page() {
  const answer = await answerOf(() => settings({ request: makeRequest("/settings/integrations/stripe", { cookie }), params: {}, context }));
  const { accounts } = (await answer.json()) as Awaited<ReturnType<typeof settings>>;
  return { summary: accounts[0]!.summary, lines: accounts[0]!.lines };
}

/** Publish a fresh paid draft: the address it leads to, or what it is told. */
async function publishing(): Promise<string> {
  const { offer } = await aCourse(shop.store.id, { amount: 4900, status: "draft" });
  const answer = await answerOf(() => publish({ request: makeRequest(`/studio/offers/${offer.id}/publish`, { form: {}, cookie }), params: { offerId: offer.id }, context }));
  return answer.status === 302 ? "published" : ((await answer.json()) as { problem: string }).problem;
}

async function buying(): Promise<string> {
  return aCheckout(shop).then(() => "at the till", (error: Error) => error.message);
}

/** "Verification required" where the creator can do something about it. */
const REFUSED = {
  you: /^Verification required: Stripe takes no payments for .+ It is not published\.$/,
  others: /^Stripe takes no payments for .+ at the moment\. It is not published\.$/,
};

interface Expected {
  state: string;
  /** Of the first line. */
  what?: RegExp;
  who?: "you" | "stripe" | "nobody";
  sells: boolean;
}

const STORIES: [title: string, name: Story["name"], more: Partial<Story>, Expected][] = [
  ["asked before the first sale", "before_first_sale", {}, { state: "needs_you", who: "you", sells: false }],
  ["asked after it, with a date", "deadline", { days: 9 }, { state: "soon", who: "you", sells: true }],
  ["the date has passed", "deadline_passed", {}, { state: "needs_you", who: "you", sells: false }],
  ["a document refused", "document_refused", { code: "verification_document_expired", stopped: true }, { state: "needs_you", what: /identity document/, who: "you", sells: false }],
  ["two directors, one of them hidden", "two_directors", {}, { state: "soon", what: /^Ines Duarte \(director\): /, who: "you", sells: true }],
  ["under review", "under_review", {}, { state: "under_review", who: "stripe", sells: false }],
  ["Stripe checks what was handed in", "pending_verification", {}, { state: "under_review", who: "stripe", sells: false }],
  ["rejected", "rejected", { reason: "rejected.terms_of_service" }, { state: "final", who: "nobody", sells: false }],
  ["payouts paused while charges work", "payouts_paused", {}, { state: "needs_you", sells: true }],
  ["a core capability pending", "capability_pending", {}, { state: "under_review", who: "stripe", sells: false }],
  ["announced for later", "future_requirements", {}, { state: "soon", who: "you", sells: true }],
];

test.each(STORIES)("%s: banner, page, publishing and the till agree, and it goes away by itself", async (_title, name, more, { state, what, who, sells }) => {
  await happens(name, more);
  const { summary, lines } = await page();
  expect(summary.state).toBe(state);
  expect(await studioBanner(shop.store.id)).toMatchObject({ state, title: summary.title });
  expect(lines.length).toBeGreaterThan(0);
  if (what) expect(lines[0]!.what).toMatch(what);
  if (who) expect(lines[0]!.who).toBe(who);
  for (const line of lines) {
    expect(`${line.what} ${line.why} ${line.consequence} ${line.byWhen}`).not.toMatch(/person_|rejected\.|requirements\.|verification_|_due|undefined|null /);
    expect(line.where.url).toMatch(/^\/settings\/integrations\/stripe\/open\//);
  }
  if (sells) expect(await publishing()).toBe("published");
  else expect(await publishing()).toMatch(REFUSED[who === "you" ? "you" : "others"]);
  expect(await buying()).toBe(sells ? "at the till" : "checkout refused: not_chargeable");

  await happens("all_clear");
  expect(await page()).toMatchObject({ summary: { state: "ready" }, lines: [] });
  expect(await studioBanner(shop.store.id)).toBeNull();
  expect(await publishing()).toBe("published");
  expect(await buying()).toBe("at the till");
  expect(await db.requirementRecord.count({ where: { accountId: shop.account.id, satisfiedAt: null } })).toBe(0);
});

test("refused twice for different reasons: what is said changes with the reason, and both stay in the history", async () => {
  await happens("document_refused", { code: "verification_document_not_readable" });
  const first = (await page()).lines[0]!;
  await happens("document_refused", { code: "verification_document_expired" });
  const second = (await page()).lines[0]!;
  expect(second.what).toBe(first.what);
  expect(second.why).not.toBe(first.why);
  expect(second.why).toMatch(/expired/);
  const records = await db.requirementRecord.findMany({ where: { accountId: shop.account.id, lineId: first.id }, orderBy: { askedAt: "asc" } });
  expect(records.map(({ why, outcome }) => [why, outcome])).toEqual([[first.why, "asked_again"], [second.why, null]]);
});

test("a date that is met costs nothing, one that passes stops sales on the day", async () => {
  await happens("deadline", { days: 3 });
  expect((await page()).lines[0]!.byWhen).toMatch(/^By \d+ \w+ \d{4} \([23] days left\)$/);
  expect(await buying()).toBe("at the till");
  const { syncedAt } = await db.connectedAccount.findUniqueOrThrow({ where: { id: shop.account.id } });
  control.webhooks.configure({ mode: "drop" });
  control.clock.advance({ days: 4 });
  // The event is lost: the reading a quarter of an hour after the date finds it.
  const at = now().getTime() + 4 * DAY;
  setClock(() => at);
  await jobHandlers.sweep({});
  expect((await db.connectedAccount.findUniqueOrThrow({ where: { id: shop.account.id } })).syncedAt!.getTime()).toBeGreaterThan(syncedAt!.getTime());
  expect((await page()).summary.state).toBe("needs_you");
  expect(await buying()).toBe("checkout refused: not_chargeable");
});
