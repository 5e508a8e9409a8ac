import { expect, test } from "vitest";
import { capabilitiesOf, type AccountFacts } from "../account-facts";
import { connectionState, coreCapabilitiesOff } from "../account-state";
import { capabilitiesInWords } from "../capabilities";
import { explainRequirements } from "../explain-requirements";
import { publishGate } from "../publish-gate";
import { needOf } from "../stripe-need";
import { summarise } from "../summarise";
import { ACCOUNT_TOPICS } from "../words/account-keys";
import { jargonIn } from "../words/jargon.testing";
import { INTERVENTIONS } from "../words/interventions";
import { COMPANY_TOPICS, DOCUMENT_TOPICS, PERSON_TOPICS } from "../words/keys";
import { accountFacts, now } from "./account.testing";
import { enumOf, keysOf } from "./stripe-types.testing";

const RUNS = 2_000;

/** Mulberry32: the same accounts every time, so that a failure can be looked at. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const KEYS = [
  ...["individual", "representative", "owners", "directors", "executives", "person_a", "person_b", "person_hidden"].flatMap((head) => Object.keys(PERSON_TOPICS).map((topic) => `${head}.${topic}`)),
  ...Object.keys(COMPANY_TOPICS).map((topic) => `company.${topic}`),
  ...Object.keys(DOCUMENT_TOPICS).map((topic) => `documents.${topic}.files`),
  ...Object.keys(ACCOUNT_TOPICS),
  ...Object.keys(INTERVENTIONS).map((kind) => `interv_1.${kind}.form`),
  "brand_new.thing_here", "person_a.brand_new", "interv_2.brand_new.support", "company.brand_new", "individual.dob.day", "constructor", "", "....", "__proto__.x",
];
const CODES = [...enumOf("account", "Account.Requirements.Error.Code"), "brand_new_code"];
const REASONS = [...enumOf("account", "Account.Requirements.DisabledReason"), "rejected.brand_new", "brand_new", ""];
const CAPABILITY_REASONS = [...enumOf("capability", "Capability.Requirements.DisabledReason"), "brand_new", null];
const CAPABILITIES = ["card_payments", "transfers", "legacy_payments", ...keysOf("account", "Account.Capabilities").slice(0, 3)];
const ROLES = ["representative", "director", "executive", "owner", "legal_guardian", "authorizer", "wizard"];

function anyAccount(next: () => number): AccountFacts {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const chance = (share: number) => next() < share;
  const some = <T>(from: readonly T[], most: number): T[] => Array.from({ length: Math.floor(next() * (most + 1)) }, () => pick(from));
  const few = () => (chance(0.5) ? [] : some(KEYS, 4));
  const nonsense = () => pick<unknown>([null, undefined, "text", 7, [], {}, [null, 3], { status: "active" }]);
  const lists = (): unknown => {
    if (chance(0.06)) return nonsense();
    const due = few();
    return {
      currently_due: chance(0.05) ? nonsense() : due,
      past_due: chance(0.2) ? few() : [],
      eventually_due: some(KEYS, 5),
      pending_verification: chance(0.3) ? few() : [],
      errors: chance(0.05) ? nonsense() : some([...due, ""], 2).map((requirement) => ({ code: pick(CODES), requirement, reason: "raw_words of Stripe's" })),
      alternatives: chance(0.2) ? [{ original_fields_due: due, alternative_fields_due: few() }] : null,
      current_deadline: pick([null, null, now.getTime() / 1000 + 86_400 * 9.5, now.getTime() / 1000 - 86_400, now.getTime() / 1000, 0, 9e15, Number.NaN, "soon"]),
      disabled_reason: chance(0.3) ? pick(REASONS) : null,
    };
  };
  const capability = (): unknown => {
    const status = pick(["active", "active", "inactive", "pending", "unrequested", "brand_new"]);
    return chance(0.5) ? status : { status, requirements: chance(0.9) ? { disabled_reason: pick(CAPABILITY_REASONS), currently_due: few(), past_due: [] } : nonsense() };
  };
  const person = (id: string) => ({ id, name: pick([null, "Ada Lovelace", "  ", 4]), roles: chance(0.1) ? nonsense() : some(ROLES, 3), title: pick([null, "Head of studio"]) });
  return {
    kind: pick(["oauth", "created", "restricted_key"]),
    status: chance(0.03) ? "disconnected" : "connected",
    livemode: chance(0.5),
    country: pick(["DE", "US", "XX", null]),
    chargesEnabled: chance(0.6),
    payoutsEnabled: chance(0.6),
    detailsSubmitted: chance(0.8),
    syncedAt: chance(0.95) ? now : null,
    capabilities: chance(0.05) ? nonsense() : Object.fromEntries(some(CAPABILITIES, 4).map((name) => [name, capability()])),
    requirements: lists(),
    futureRequirements: chance(0.5) ? lists() : null,
    people: chance(0.1) ? nonsense() : some(["person_a", "person_b", "person_c", ""], 3).map(person),
  };
}

test(`of ${RUNS} accounts as strange as they come: never silent while something is off, never a code on the screen, never a contradiction`, () => {
  const next = random(20261121);
  const strange = Array.from({ length: RUNS }, () => anyAccount(next)).flatMap((account) => {
    try {
      expectSense(account);
      return [];
    } catch (error) {
      return [{ error: String(error), account }];
    }
  });
  expect(strange.slice(0, 3)).toEqual([]);
}, 30_000);

function expectSense(account: AccountFacts): void {
  const lines = explainRequirements(account, now);
  const state = connectionState(account);
  const summary = summarise(account, lines);
  const off = !account.chargesEnabled || !account.payoutsEnabled || coreCapabilitiesOff(account).length > 0;
  if (account.status === "disconnected") return expect(lines).toEqual([]);

  if (off) expect(lines.filter((line) => !line.announced).length, "silent while something is off").toBeGreaterThan(0);
  if (off) expect(state, "all set while something is off").not.toBe("ready");
  const everything = capabilitiesOf(account).every(({ status }) => status === "active");
  expect(summary.tone === "success", "a green summary means ready, with everything on").toBe(state === "ready" && everything);
  if (state !== "ready") expect(lines.length, "a state without a line").toBeGreaterThan(0);
  if (state === "ready") expect(lines.filter((line) => line.who !== "stripe"), "ready, but there is something to do").toEqual([]);
  if (state === "under_review") expect(lines.filter((line) => line.who === "you" && !line.announced), "“nothing is needed from you”, but there is").toEqual([]);
  if (state === "final") expect(lines[0]?.tone, "final").toBe("final");
  if (state === "soon") expect(lines.some((line) => line.who === "you"), "soon").toBe(true);

  expect(new Set(lines.map((line) => line.id)).size, "the same line twice").toBe(lines.length);
  const texts = [summary.title, summary.text];
  for (const line of lines) {
    texts.push(line.what, line.why, line.consequence, line.where.label, line.byWhen ?? "no date", ...Object.values(needOf(line)));
    if (line.announced) expect([line.byWhen, line.tone], "announced is not now").toEqual([expect.stringMatching(/^From /), "calm"]);
    if (line.deadline !== null) expect(Number.isNaN(Date.parse(line.deadline)), "a date").toBe(false);
    expect(line.where.url).toMatch(/^\/settings\/integrations\/stripe\/open\/[a-z_]+$/);
  }
  for (const { name, why } of capabilitiesInWords(account)) texts.push(name, why ?? "on");
  expect(texts.map(jargonIn).filter((found) => found !== null), "words").toEqual([]);
  const gate = publishGate({ amount: 100n, account, now });
  expect(gate.allowed).toBe(account.chargesEnabled);
  if (!gate.allowed) expect(gate.lines.length, "a refusal without a reason").toBeGreaterThan(0);
}

test("what is only due one day is never told, whatever it is and wherever it stands", () => {
  const base = accountFacts({ country: "US" });
  const oneDay = { eventually_due: KEYS, currently_due: [], current_deadline: now.getTime() / 1000 + 86_400 };
  for (const account of [{ ...base, requirements: oneDay }, { ...base, futureRequirements: oneDay }, { ...base, requirements: oneDay, futureRequirements: oneDay }]) {
    expect(explainRequirements(account, now)).toEqual([]);
    expect(connectionState(account)).toBe("ready");
  }
});
