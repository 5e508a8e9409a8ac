import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SCENARIOS } from "./control/scenarios";
import { failure, startWorld, type World } from "./support";

let world: World;
let account: string;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  account = world.sandbox.control.accounts.create({ businessName: "Story", connected: true }).account.id;
});
afterAll(() => world.close());

type Given = Parameters<World["sandbox"]["control"]["accounts"]["scenario"]>[0];
const tell = (given: Omit<Given, "account">) => world.sandbox.control.accounts.scenario({ account, ...given });
const events = () => world.sandbox.control.webhooks.events({ account }).map(({ type }) => type);

describe("stories about verification", () => {
  it("each leave an account that the platform can read, and say so", async () => {
    for (const name of SCENARIOS) {
      const before = events().length;
      tell({ name });
      expect(events().slice(before), name).toContain("account.updated");
      const read = await world.stripe.accounts.retrieve(account);
      const works = ["deadline", "document_refused", "two_directors", "future_requirements", "all_clear"].includes(name);
      expect([read.charges_enabled, read.payouts_enabled], name).toEqual([
        works || name === "payouts_paused",
        works || name.startsWith("capability_"),
      ]);
      expect(read.requirements?.currently_due, name).toEqual(expect.arrayContaining(read.requirements?.past_due ?? []));
      expect(read.requirements?.eventually_due, name).toEqual(expect.arrayContaining(read.requirements?.currently_due ?? []));
    }
    expect(await world.stripe.accounts.retrieve(account)).toMatchObject({ requirements: { currently_due: [], errors: [], disabled_reason: null } });
  });

  it("a deadline passes with the clock", async () => {
    tell({ name: "deadline", days: 3, requirements: ["individual.id_number"] });
    world.sandbox.control.clock.advance({ days: 2 });
    expect((await world.stripe.accounts.retrieve(account)).charges_enabled).toBe(true);
    world.sandbox.control.clock.advance({ days: 2 });
    expect(await world.stripe.accounts.retrieve(account)).toMatchObject({
      charges_enabled: false,
      payouts_enabled: false,
      requirements: { past_due: ["individual.id_number"], disabled_reason: "requirements.past_due", current_deadline: null },
    });
    world.sandbox.control.clock.reset();
  });

  it("a document is refused twice, for different reasons", async () => {
    for (const code of ["verification_document_expired", "verification_document_missing_back"] as const) {
      tell({ name: "document_refused", code, reason: "As Stripe puts it." });
      expect((await world.stripe.accounts.retrieve(account)).requirements?.errors).toEqual([
        { code, reason: "As Stripe puts it.", requirement: "individual.verification.document" },
      ]);
    }
    tell({ name: "document_refused", stopped: true });
    expect((await world.stripe.accounts.retrieve(account)).charges_enabled).toBe(false);
  });

  it("two directors: one with a name, one without", async () => {
    tell({ name: "two_directors" });
    tell({ name: "two_directors" });
    const { data } = await world.stripe.accounts.listPersons(account, { relationship: { director: true } });
    expect(data.map(({ first_name: name }) => name)).toEqual([undefined, "Ines"]);
    const due = (await world.stripe.accounts.retrieve(account)).requirements?.currently_due ?? [];
    expect(new Set(due.map((key) => key.split(".")[0]))).toEqual(new Set(data.map(({ id }) => id)));
  });

  it("one capability is off for a reason of its own", async () => {
    tell({ name: "capability_pending" });
    expect(await world.stripe.accounts.retrieveCapability(account, "card_payments")).toMatchObject({
      status: "pending",
      requirements: { disabled_reason: "pending.review" },
    });
    tell({ name: "capability_inactive", capability: "transfers", reason: "rejected.other" });
    expect(await world.stripe.accounts.retrieve(account)).toMatchObject({
      charges_enabled: true,
      payouts_enabled: false,
      capabilities: { card_payments: "active", transfers: "inactive" },
    });
    tell({ name: "rejected", reason: "rejected.listed" });
    expect((await world.stripe.accounts.retrieve(account)).requirements?.disabled_reason).toBe("rejected.listed");
  });
});

describe("subscriptions without a checkout", () => {
  it("say through whom they were sold and when they renew", async () => {
    const { clock, subscriptions } = world.sandbox.control;
    const at = Math.floor(clock.get().now / 1000) + 5 * 86_400;
    const ours = subscriptions.create({ account, amount: 8400, currency: "eur", interval: "year", renewsAt: at });
    const theirs = subscriptions.create({ account, throughPlatform: false });
    const { data } = await world.stripe.subscriptions.list({ status: "active" }, { stripeAccount: account });
    expect(data.map(({ id, application }) => [id, application])).toEqual([
      [theirs.id, null],
      [ours.id, "ca_sandbox_platform"],
    ]);
    expect(data[1]?.items.data[0]).toMatchObject({ current_period_end: at, price: { unit_amount: 8400, recurring: { interval: "year" } } });
    clock.advance({ days: 6 });
    const renewed = await world.stripe.subscriptions.retrieve(ours.id, {}, { stripeAccount: account });
    expect(renewed.items.data[0]?.current_period_start).toBe(at);
    expect((await world.stripe.invoices.list({ subscription: ours.id, status: "paid" }, { stripeAccount: account })).data).toHaveLength(2);
    expect((await world.stripe.subscriptions.list({ status: "past_due" }, { stripeAccount: account })).data).toEqual([]);
    clock.reset();
  });
});

describe("the time on the answers", () => {
  const skew = async () => {
    const { lastResponse } = await world.stripe.accounts.retrieve(account);
    return Math.round((Date.parse(lastResponse.headers.date ?? "") - Date.now()) / 1000);
  };

  it("is real, unless it was skewed on purpose", async () => {
    const { clock } = world.sandbox.control;
    clock.advance({ days: 3 });
    expect(Math.abs(await skew())).toBeLessThan(3);
    clock.skewHeader({ seconds: -600 });
    expect(Math.abs((await skew()) + 600)).toBeLessThan(3);
    const token = await fetch(`${world.url}/oauth/token`, { method: "POST", body: "" });
    expect(Math.abs(Date.parse(token.headers.get("date") ?? "") - Date.now() + 600_000)).toBeLessThan(3000);
    expect((await failure(world.stripe.accounts.retrieve("acct_nobody"))).headers?.date).toBeDefined();
    clock.reset();
    expect(Math.abs(await skew())).toBeLessThan(3);
  });
});
