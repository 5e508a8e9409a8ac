import { describe, expect, test } from "vitest";
import type { AccountFacts } from "./account-facts";
import { connectionState } from "./account-state";
import { DISABLED_REASONS, explainDisabled } from "./disabled-reasons";
import { ERROR_SENTENCES } from "./error-sentences";
import { explainRequirements } from "./explain-requirements";
import { describeKey } from "./requirement-keys";
import { summarise } from "./summarise";

const now = new Date("2026-11-21T12:00:00Z");
const deadline = Date.parse("2026-12-05T00:00:00Z") / 1000;

function account(over: Partial<AccountFacts> = {}, requirements: Record<string, unknown> | null = {}): AccountFacts {
  return {
    kind: "oauth", status: "connected", livemode: false, country: "DE", chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true, syncedAt: now,
    capabilities: { card_payments: "active", transfers: "active" }, requirements, futureRequirements: null, people: [], ...over,
  };
}
const lines = (given: AccountFacts) => explainRequirements(given, now);

describe("what Stripe wants, in words", () => {
  test("an account with nothing due has no lines; what is only due one day is not told", () => {
    expect(lines(account())).toEqual([]);
    expect(lines(account({}, { eventually_due: ["individual.id_number"] }))).toEqual([]);
    expect(connectionState(account({}, { eventually_due: ["individual.id_number"] }))).toBe("ready");
  });

  test("day, month and year of birth are one thing", () => {
    const given = account({ chargesEnabled: false, payoutsEnabled: false }, { past_due: ["individual.dob.day", "individual.dob.month", "individual.dob.year"], disabled_reason: "requirements.past_due" });
    expect(lines(given)).toMatchObject([
      { what: "Your date of birth", byWhen: "Now", who: "you", tone: "urgent", consequence: "You cannot sell, and payouts to your bank are on hold.", where: { url: "/settings/integrations/stripe/open/verification" } },
    ]);
  });

  test("a deadline is a date and the days that are left; nothing is stopped before it", () => {
    const given = account({}, { currently_due: ["external_account"], current_deadline: deadline });
    expect(lines(given)).toMatchObject([
      { what: "Your bank account for payouts", byWhen: "By 5 December 2026 (13 days left)", consequence: "If it is not done by 5 December 2026, Stripe stops your sales or payouts.", tone: "calm" },
    ]);
    expect(connectionState(given)).toBe("soon");
    expect(lines(account({}, { currently_due: ["external_account"], current_deadline: now.getTime() / 1000 - 1 }))).toMatchObject([{ byWhen: "Now" }]);
  });

  test("a refused document says why, and Stripe's check of it is not told beside it", () => {
    const key = "individual.verification.document";
    const given = account({ payoutsEnabled: false }, { currently_due: [key], pending_verification: [key], errors: [{ code: "verification_document_expired", reason: "raw words", requirement: key }] });
    expect(lines(given)).toHaveLength(1);
    expect(lines(given)[0]).toMatchObject({ why: ERROR_SENTENCES.verification_document_expired, who: "you", details: [key, "verification_document_expired"] });
    expect(JSON.stringify(lines(given))).not.toContain("raw words");
  });

  test("what Stripe is checking is Stripe's to do", () => {
    const given = account({ payoutsEnabled: false }, { pending_verification: ["individual.id_number"], disabled_reason: "requirements.pending_verification" });
    expect(lines(given)).toMatchObject([{ who: "stripe", byWhen: null, what: "Stripe is checking: your national identity or tax number" }]);
    expect(connectionState(given)).toBe("under_review");
  });

  test("a closed account is final and says so first", () => {
    const given = account({ chargesEnabled: false, payoutsEnabled: false }, { disabled_reason: "rejected.terms_of_service", past_due: ["business_profile.url"] });
    expect(lines(given)[0]).toMatchObject({ tone: "final", who: "nobody", where: { url: "/settings/integrations/stripe/open/support" } });
    expect(connectionState(given)).toBe("final");
  });

  test("another way to satisfy a requirement is named", () => {
    const given = account({}, { currently_due: ["individual.id_number"], alternatives: [{ original_fields_due: ["individual.id_number"], alternative_fields_due: ["individual.verification.document"] }] });
    expect(lines(given)[0]?.why).toContain("Stripe also takes this instead: A photo of your identity document");
  });

  test("two people are told apart, one is not numbered", () => {
    const both = lines(account({}, { currently_due: ["person_a.first_name", "person_b.first_name", "person_b.last_name"] }));
    expect(both.map((line) => line.what)).toEqual(["Person 1 of 2 named in your Stripe account: their full legal name", "Person 2 of 2 named in your Stripe account: their full legal name"]);
    expect(lines(account({}, { currently_due: ["person_a.dob.day"] }))[0]?.what).toBe("Somebody named in your Stripe account: their date of birth");
  });

  test.each([
    ["interv_1x.rejection_appeal.support", /appeal/i], ["interv_1x.some_new_inquiry.form", /review team/], ["company.tax_id", /registration or tax number/], ["something_new.field", /no name for yet/],
    ["person_1.something_new", /something about them/], ["business_profile.something_new", /about your business/], ["individual.address_kana.line1", /home address/], ["", /no name for yet/], ["constructor.name", /no name for yet/],
  ])("%s has a line", (key, words) => {
    const [line] = lines(account({}, { currently_due: [key] }));
    expect(line?.what).toMatch(words);
    expect(line?.details).toEqual([key]);
  });

  test("the tax number is called what it is called in the country", () => {
    expect(describeKey("company.tax_id", "US").what).toContain("EIN");
    expect(describeKey("individual.id_number", "CA").what).toContain("SIN");
  });
});

describe("never “all set” while something is off", () => {
  const flags = [true, false];
  const cases = flags.flatMap((chargesEnabled) => flags.flatMap((payoutsEnabled) => flags.flatMap((detailsSubmitted) => ["active", "pending", "inactive"].flatMap((card) => [null, {}, "nonsense"].map((requirements) => ({ chargesEnabled, payoutsEnabled, detailsSubmitted, card, requirements }))))));
  test.each(cases)("charges $chargesEnabled payouts $payoutsEnabled details $detailsSubmitted cards $card requirements $requirements", ({ card, requirements, ...over }) => {
    const given = { ...account(over), capabilities: { card_payments: card }, requirements };
    const allOn = over.chargesEnabled && over.payoutsEnabled && card === "active";
    expect(lines(given).length > 0).toBe(!allOn);
    expect(connectionState(given) === "ready").toBe(allOn);
    expect(summarise(given, lines(given)).tone === "success").toBe(allOn);
  });

  test("an account that has not been read yet says so", () => {
    expect(lines(account({ chargesEnabled: false, payoutsEnabled: false, syncedAt: null }, null))[0]).toMatchObject({ id: "unread" });
  });
});

describe("the sentences", () => {
  test("every error code has one of its own, in full, without jargon", () => {
    const sentences = Object.values(ERROR_SENTENCES);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].{30,}[.]$/);
      expect(sentence).not.toMatch(/_|\bAPI\b|\bfield\b/);
    }
  });

  test("every reason an account is disabled for is explained, also one nobody knows yet", () => {
    const explained = Object.values(DISABLED_REASONS);
    expect(new Set(explained.map((entry) => entry.what)).size).toBe(explained.length);
    expect(explainDisabled("rejected.something_new").who).toBe("nobody");
    expect(explainDisabled("something_new").what).toBe(DISABLED_REASONS.other.what);
    for (const reason of Object.keys(DISABLED_REASONS)) {
      expect(lines(account({ chargesEnabled: false }, { disabled_reason: reason }))).toHaveLength(1);
    }
  });
});
