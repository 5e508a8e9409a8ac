import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure, startWorld, stripeFor, type World } from "./support";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe("people behind an account", () => {
  it("are listed with name and role; a hidden one with the role alone", async () => {
    const { accounts } = world.sandbox.control;
    const named = accounts.addPerson({ account: world.connected, first_name: "Ines", last_name: "Duarte", email: "ines@example.com", roles: ["director"], title: "CFO" });
    const hidden = accounts.addPerson({ account: world.connected, first_name: "Bo", last_name: "Lund", roles: ["director", "owner"], hidden: true });
    const { data } = await world.stripe.accounts.listPersons(world.connected, { relationship: { director: true } });
    expect(data.map((person) => [person.id, person.first_name, person.relationship?.director, person.relationship?.owner])).toEqual([
      [hidden.id, undefined, true, true],
      [named.id, "Ines", true, false],
    ]);
    expect(data.every((person) => person.email === undefined)).toBe(true);
    expect((await world.stripe.accounts.listPersons(world.connected, { relationship: { representative: true } })).data).toEqual([]);
    expect((await world.stripe.accounts.retrievePerson(world.connected, named.id)).last_name).toBe("Duarte");
    // The account itself sees all of them.
    const own = stripeFor(world.url, accounts.createRestrictedKey({ account: world.connected }).key);
    expect((await own.accounts.retrievePerson(world.connected, hidden.id)).first_name).toBe("Bo");
    expect(await failure(world.stripe.accounts.retrievePerson(world.connected, "person_nobody"))).toMatchObject({ code: "resource_missing" });
    const barred = stripeFor(world.url, accounts.createRestrictedKey({ account: world.connected, missing: ["rak_accounts_kyc_basic_read"] }).key);
    expect((await failure(barred.accounts.listPersons(world.connected))).message).toContain("rak_accounts_kyc_basic_read");
  });

  it("carry what is asked about them, until they are gone", async () => {
    const { accounts } = world.sandbox.control;
    const person = accounts.addPerson({ account: world.connected, first_name: "Ada", roles: ["representative"] });
    const key = `${person.id}.verification.document`;
    accounts.setRequirements({ account: world.connected, requirements: { currently_due: [key] } });
    expect(await world.stripe.accounts.retrievePerson(world.connected, person.id)).toMatchObject({
      requirements: { currently_due: ["verification.document"] },
      verification: { status: "unverified" },
    });
    accounts.removePerson({ account: world.connected, person: person.id });
    expect((await world.stripe.accounts.retrieve(world.connected)).requirements?.currently_due).toEqual([]);
  });

  it("are told to a platform in control only", async () => {
    const { accounts, webhooks } = world.sandbox.control;
    const made = await world.stripe.accounts.create({
      country: "DE",
      controller: { stripe_dashboard: { type: "full" }, fees: { payer: "account" }, losses: { payments: "stripe" }, requirement_collection: "stripe" },
    });
    const person = accounts.addPerson({ account: made.id, first_name: "Mia", hidden: true });
    accounts.updatePerson({ account: made.id, person: person.id, title: "Owner" });
    accounts.addPerson({ account: world.connected, first_name: "Tom" });
    expect(webhooks.events({ account: made.id }).filter(({ type }) => type.startsWith("person.")).map(({ type }) => type)).toEqual(["person.created", "person.updated"]);
    expect(webhooks.events({ account: world.connected }).some(({ type }) => type.startsWith("person."))).toBe(false);
    expect((await world.stripe.accounts.retrievePerson(made.id, person.id)).first_name).toBe("Mia");
  });
});

describe("deadlines", () => {
  it("what was announced is asked when its day comes, and stops the account when the next one passes", async () => {
    const { accounts, clock, webhooks } = world.sandbox.control;
    const { account } = accounts.create({ businessName: "Late", connected: true });
    const day = 86_400;
    const now = () => Math.floor(clock.get().now / 1000);
    accounts.setRequirements({ account: account.id, future: true, requirements: { currently_due: ["company.tax_id"], current_deadline: now() + 2 * day } });
    clock.advance({ days: 3 });
    const asked = await world.stripe.accounts.retrieve(account.id);
    expect([asked.requirements?.currently_due, asked.future_requirements?.currently_due, asked.charges_enabled]).toEqual([["company.tax_id"], [], true]);
    accounts.setRequirements({ account: account.id, requirements: { current_deadline: now() + day } });
    clock.advance({ days: 2 });
    const stopped = await world.stripe.accounts.retrieve(account.id);
    expect(stopped).toMatchObject({
      charges_enabled: false,
      payouts_enabled: false,
      capabilities: { card_payments: "inactive", transfers: "inactive" },
      requirements: { past_due: ["company.tax_id"], disabled_reason: "requirements.past_due", current_deadline: null },
    });
    expect(webhooks.events({ account: account.id }).map(({ type }) => type).filter((type) => type === "capability.updated")).toHaveLength(2);
    clock.reset();
  });
});
