import { describe, expect, test } from "vitest";
import type { AccountFacts } from "./account-facts";
import { connectionState } from "./account-state";
import { accountFacts, now } from "./explain/account.testing";
import { explainRequirements } from "./explain-requirements";
import { summarise } from "./summarise";
import { DISABLED_WORDS } from "./words/disabled";
import { ERROR_SENTENCES } from "./words/errors";
import { jargonIn } from "./words/jargon.testing";

const deadline = Date.parse("2026-12-05T00:00:00Z") / 1000;

const account = (over: Partial<AccountFacts> = {}, requirements: Record<string, unknown> | null = {}) => accountFacts({ requirements, ...over });
const lines = (given: AccountFacts) => explainRequirements(given, now);

describe("the account's own key stands in the way", () => {
  const blocked = (salesBlocked: string) => account({ kind: "restricted_key", chargesEnabled: false, salesBlocked }, { pending_verification: ["individual.id_number"] });

  test.each([
    ["rak_checkout_session_write", "The restricted key lacks “Checkout Sessions” (Write)"],
    ["rak_something_new_write", "The restricted key lacks one of its permissions"],
    ["key_unreadable", "Give this account's restricted key again"],
  ])("%s is the creator's to mend, whatever Stripe is checking beside it", (why, what) => {
    const given = blocked(why);
    const [line] = lines(given);
    expect(line).toMatchObject({ id: "key", what, who: "you", tone: "urgent", stops: "sales", where: { url: "/settings/integrations/stripe/key" } });
    expect(jargonIn(`${line?.what}. ${line?.why} ${line?.consequence} ${line?.where.label}`)).toBeNull();
    expect(connectionState(given)).toBe("needs_you");
  });

  test("a sale that Stripe refused without a reason is told as that", () => {
    expect(lines(account({ chargesEnabled: false, salesBlocked: "refused" }))).toMatchObject([{ id: "unexplained", stops: "sales" }]);
  });
});

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
      { what: "Your bank account for payouts", byWhen: "By 5 December 2026 (13 days left)", consequence: "If it is not done by 5 December 2026, Stripe stops your payouts.", tone: "calm" },
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
    expect(lines(given)).toMatchObject([{ who: "stripe", byWhen: null, what: "Stripe is checking: your tax identification number (Steuer-ID)" }]);
    expect(connectionState(given)).toBe("under_review");
  });

  test("a closed account is final and says so first", () => {
    const given = account({ chargesEnabled: false, payoutsEnabled: false }, { disabled_reason: "rejected.terms_of_service", past_due: ["business_profile.url"] });
    expect(lines(given)[0]).toMatchObject({ tone: "final", who: "nobody", where: { url: "/settings/integrations/stripe/open/support" } });
    expect(connectionState(given)).toBe("final");
  });

  test("another way to satisfy a requirement is named", () => {
    const given = account({}, { currently_due: ["individual.id_number"], alternatives: [{ original_fields_due: ["individual.id_number"], alternative_fields_due: ["individual.verification.document"] }] });
    expect(lines(given)[0]?.why).toContain("Stripe also takes this instead: a photo of your identity document");
  });

  test.each([
    ["interv_1x.rejection_appeal.support", /appeal/i], ["interv_1x.some_new_inquiry.form", /review team/], ["company.tax_id", /commercial register number/], ["something_new.field", /no name for yet/],
    ["person_1.something_new", /named in your Stripe account: a further detail/], ["business_profile.something_new", /about your business/], ["individual.address_kana.line1", /home address/], ["", /no name for yet/], ["constructor.name", /no name for yet/],
  ])("%s has a line", (key, words) => {
    const [line] = lines(account({}, { currently_due: [key] }));
    expect(line?.what).toMatch(words);
    expect(line?.details).toEqual([key]);
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

describe("announced", () => {
  const announced = { currently_due: ["individual.verification.document", "individual.email"], eventually_due: ["company.tax_id"], current_deadline: deadline };

  test("with its date, calmly, as soon, never as due now, and not what is asked already", () => {
    const given = account({ futureRequirements: announced }, { pending_verification: ["individual.email"], eventually_due: ["individual.phone"] });
    expect(lines(given)).toMatchObject([
      { what: "Stripe is checking: your email address", announced: false },
      { what: expect.stringContaining("photo of your identity document"), byWhen: "From 5 December 2026 on (in 13 days)", deadline: "2026-12-05T00:00:00.000Z", announced: true, tone: "calm", who: "you", consequence: expect.stringContaining("Nothing is stopped.") },
    ]);
    expect(connectionState(given)).toBe("soon");
    expect(summarise(given, lines(given))).toMatchObject({ state: "soon", tone: "calm", title: "Stripe will need one thing from you", text: expect.stringContaining("From 5 December 2026 on") });
  });

  test("without a date it is nothing yet", () => {
    const given = account({ futureRequirements: { ...announced, current_deadline: null } });
    expect(lines(given)).toEqual([]);
    expect(connectionState(given)).toBe("ready");
  });

  test("past its date it still waits for Stripe to ask", () => {
    const given = account({ futureRequirements: { ...announced, current_deadline: now.getTime() / 1000 - 60 } });
    for (const line of lines(given)) expect(line).toMatchObject({ byWhen: "From 21 November 2026 on", tone: "calm" });
    expect(lines(given)).toHaveLength(2);
    expect(connectionState(given)).toBe("soon");
  });

  test("does not hide that something is off now", () => {
    const given = account({ payoutsEnabled: false, futureRequirements: announced });
    expect(lines(given).map((line) => line.id)).toEqual(["unexplained", "individual.verification.document", "individual.email"]);
    expect(connectionState(given)).toBe("needs_you");
    expect(summarise(given, lines(given)).title).toBe("Stripe needs one thing from you");
  });
});

describe("what happens on the way", () => {
  const key = "individual.verification.document";
  const refused = (code: string) => account({ payoutsEnabled: false }, { currently_due: [key], errors: [{ code, reason: "raw", requirement: key }] });

  test("a document refused twice for different reasons: one thing, with the reason of now", () => {
    const [first, second] = [lines(refused("verification_document_expired"))[0], lines(refused("verification_document_not_readable"))[0]];
    expect(second?.id).toBe(first?.id);
    expect(first?.why).toBe(ERROR_SENTENCES.verification_document_expired);
    expect(second?.why).toBe(ERROR_SENTENCES.verification_document_not_readable);
  });

  test("two things refused, and one for two reasons", () => {
    const other = "individual.address.line1";
    const given = account({}, { currently_due: [key, other], errors: [{ code: "verification_document_missing_front", requirement: `${key}.front` }, { code: "verification_document_missing_back", requirement: key }, { code: "invalid_street_address", requirement: other }] });
    expect(lines(given).map((line) => [line.id, line.why])).toEqual([
      [key, `${ERROR_SENTENCES.verification_document_missing_front} ${ERROR_SENTENCES.verification_document_missing_back}`],
      ["individual.address", ERROR_SENTENCES.invalid_street_address],
    ]);
  });

  test("a refusal that belongs to no thing is still told", () => {
    const given = account({}, { errors: [{ code: "information_missing" }, { code: "brand_new_code", requirement: "" }] });
    expect(lines(given).map((line) => line.id)).toEqual(["error.information_missing", "error.brand_new_code"]);
    expect(connectionState(given)).toBe("soon");
  });

  test("under review: Stripe acts", () => {
    const given = account({ chargesEnabled: false }, { disabled_reason: "under_review" });
    expect(lines(given)).toMatchObject([{ who: "stripe", tone: "calm", byWhen: null, consequence: "You cannot sell until it is done." }]);
    expect(summarise(given, lines(given))).toMatchObject({ state: "under_review", text: "Nothing is needed from you now. You cannot sell until it is done." });
  });

  test.each(Object.keys(DISABLED_WORDS).filter((reason) => reason.startsWith("rejected.")))("%s: final; only an appeal is left", (reason) => {
    const given = account({ chargesEnabled: false, payoutsEnabled: false }, { disabled_reason: reason, past_due: ["business_profile.url"], currently_due: ["interv_1.rejection_appeal.form"], errors: [{ code: "invalid_url_format", requirement: "" }] });
    expect(lines(given)).toMatchObject([
      { tone: "final", who: "nobody", byWhen: null, what: DISABLED_WORDS[reason as keyof typeof DISABLED_WORDS].what },
      { id: "interv_1.rejection_appeal", who: "you", where: { label: "Answer at Stripe" } },
    ]);
    expect(summarise(given, lines(given))).toMatchObject({ state: "final", tone: "final", text: expect.stringContaining("answer its decision") });
  });

  test("payouts paused while charges work", () => {
    const given = account({ payoutsEnabled: false }, { past_due: ["external_account"], disabled_reason: "requirements.past_due" });
    expect(lines(given)).toMatchObject([{ byWhen: "Now", stops: "payouts", consequence: "You can sell, but payouts to your bank are on hold.", why: expect.stringContaining("The date for it has passed.") }]);
    expect(summarise(given, lines(given))).toMatchObject({ state: "needs_you", title: "Stripe needs one thing from you", text: "Your bank account for payouts. You can sell, but payouts to your bank are on hold." });
    // What else a date threatens is said too.
    const more = account({ payoutsEnabled: false }, { currently_due: ["individual.id_number"], current_deadline: deadline });
    expect(lines(more)).toMatchObject([{ stops: "sales", consequence: "You can sell, but payouts to your bank are on hold. If it is not done by 5 December 2026, Stripe stops your sales too." }]);
  });

  test("the deadline has passed, and Stripe has not been read since", () => {
    const given = account({}, { currently_due: ["individual.id_number"], current_deadline: now.getTime() / 1000 - 1 });
    expect(lines(given)).toMatchObject([{ byWhen: "Now", deadline: null, tone: "urgent", consequence: "Nothing is stopped yet, but Stripe may stop your sales and your payouts at any time." }]);
    expect(summarise(given, lines(given))).toMatchObject({ tone: "urgent", title: "Stripe needs one thing from you", text: expect.stringContaining("at any time") });
  });

  test("which of the two stops is Stripe's word when it gives it", () => {
    const due = (...currently_due: string[]) => ({ status: "pending", requirements: { currently_due } });
    const stops = (capabilities: unknown) => lines(account({ capabilities }, { currently_due: ["individual.id_number"], current_deadline: deadline }))[0]?.stops;
    expect(stops({ card_payments: due(), transfers: due("individual.id_number"), klarna_payments: due("individual.id_number") })).toBe("payouts");
    expect(stops({ card_payments: due("individual.id_number"), transfers: due() })).toBe("sales");
    expect(stops({ card_payments: "active", transfers: due("individual.id_number") })).toBe("both");
    expect(stops({})).toBe("both");
  });

  test("a form that was never finished is one thing, not twenty", () => {
    const keys = ["business_type", "individual.first_name", "individual.dob.day", "external_account", "tos_acceptance.date"];
    const given = account({ kind: "created", chargesEnabled: false, payoutsEnabled: false, detailsSubmitted: false }, { currently_due: keys, past_due: keys, disabled_reason: "requirements.past_due" });
    expect(lines(given)).toMatchObject([{ id: "details", what: "Finish setting up your Stripe account", why: expect.stringContaining("your full legal name; your date of birth; your bank account for payouts; and more"), where: { label: "Continue at Stripe" }, details: keys }]);
    expect(summarise(given, lines(given)).title).toBe("Stripe needs one thing from you");
  });

  test("nobody here can end what the site's operator has paused", () => {
    const given = account({ chargesEnabled: false }, { disabled_reason: "platform_paused" });
    expect(summarise(given, lines(given))).toMatchObject({ state: "needs_you", title: DISABLED_WORDS.platform_paused.what });
  });
});

describe("a core capability that is off", () => {
  const off = (card: unknown, over: Partial<AccountFacts> = {}) => account({ capabilities: { card_payments: card, transfers: "active" }, ...over });
  const because = (disabled_reason: string) => ({ status: "inactive", requirements: { disabled_reason } });

  test("has its own reason in words", () => {
    expect(lines(off(because("paused.inactivity")))).toMatchObject([{ what: "Card payments: paused by Stripe because it has not been used", who: "you", stops: "sales", where: { url: expect.stringContaining("/payment_methods") } }]);
    expect(lines(off(because("rejected.unsupported_business"), { chargesEnabled: false }))).toMatchObject([{ tone: "final", who: "nobody", where: { label: "Ask Stripe's support" } }]);
    expect(lines(off({ status: "pending", requirements: { disabled_reason: "pending.review" } }, { chargesEnabled: false }))).toMatchObject([{ who: "stripe", tone: "calm" }]);
  });

  test("is not repeated when the things it waits for are listed", () => {
    const given = { ...off(because("requirements.fields_needed"), { chargesEnabled: false }), requirements: { past_due: ["individual.dob.day"] } };
    expect(lines(given).map((line) => line.id)).toEqual(["individual.dob"]);
    expect(lines(off(because("requirements.fields_needed"), { chargesEnabled: false }))).toMatchObject([{ id: "capability.card_payments", who: "you" }]);
  });

  test("is never “ready”", () => {
    for (const capability of ["inactive", "pending", because("other"), because("something_new")]) expect(connectionState(off(capability))).not.toBe("ready");
    expect(connectionState(account({ capabilities: { legacy_payments: "inactive" } }))).not.toBe("ready");
  });
});

test("every reason an account is disabled for makes exactly one line, also one nobody knows yet", () => {
  for (const reason of [...Object.keys(DISABLED_WORDS), "something_new", "rejected.something_new"]) {
    expect(lines(account({ chargesEnabled: false }, { disabled_reason: reason }))).toHaveLength(1);
    expect(connectionState(account({}, { disabled_reason: reason }))).not.toBe("ready");
  }
  expect(lines(account({ chargesEnabled: false }, { disabled_reason: "rejected.something_new" }))[0]).toMatchObject({ tone: "final", what: DISABLED_WORDS["rejected.other"].what });
});
