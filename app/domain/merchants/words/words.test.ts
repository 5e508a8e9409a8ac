import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explainCapability } from "../capabilities";
import { explainDisabled } from "../disabled-reasons";
import { errorSentence } from "../error-sentences";
import { enumOf, keysOf } from "../explain/stripe-types.testing";
import { describeKey } from "../requirement-keys";
import { ACCOUNT_TOPICS, unknownAccountTopic } from "./account-keys";
import { CAPABILITY_NAMES } from "./capabilities";
import { CAPABILITY_REASONS } from "./capability-reasons";
import { DISABLED_WORDS } from "./disabled";
import { ERROR_SENTENCES, UNKNOWN_ERROR } from "./errors";
import { INTERVENTIONS } from "./interventions";
import { jargonIn } from "./jargon.testing";
import { requirementsPage } from "./page";
import { companyNumber, countriesWithNames, personNumber } from "./numbers";

const ERROR_CODES = enumOf("account", "Account.Requirements.Error.Code");

test("every error code of the stripe package has a sentence of its own", () => {
  const all = new Set([...ERROR_CODES, ...enumOf("account", "Account.FutureRequirements.Error.Code"), ...enumOf("capability", "Capability.Requirements.Error.Code"), ...enumOf("person", "Person.Requirements.Error.Code")]);
  expect(all.size).toBeGreaterThanOrEqual(97);
  expect(Object.keys(ERROR_SENTENCES).sort()).toEqual([...all].sort());
  for (const code of all) expect(errorSentence(code)).not.toBe(UNKNOWN_ERROR);
  expect(errorSentence("brand_new_code")).toBe(UNKNOWN_ERROR);
  expect(errorSentence("constructor")).toBe(UNKNOWN_ERROR);
  expectDistinct(Object.values(ERROR_SENTENCES));
  for (const sentence of Object.values(ERROR_SENTENCES)) expect(sentence).toMatch(/^[A-Z].{30,}[.]$/);
});

test("every reason an account is off is explained, in words of its own", () => {
  const all = new Set([...enumOf("account", "Account.Requirements.DisabledReason"), ...enumOf("account", "Account.FutureRequirements.DisabledReason")]);
  expect(Object.keys(DISABLED_WORDS).sort()).toEqual([...all].sort());
  expectDistinct(Object.values(DISABLED_WORDS).map(({ what }) => what));
  expectDistinct(Object.values(DISABLED_WORDS).map(({ why }) => why));
  expect(explainDisabled("something_new")).toEqual(explainDisabled("other"));
  expect(explainDisabled("rejected.something_new")).toEqual(explainDisabled("rejected.other"));
  expect(explainDisabled("constructor")).toEqual(explainDisabled("other"));
});

test("every reason a capability is off is explained, in words of its own, for every capability there is", () => {
  const all = new Set([...enumOf("capability", "Capability.Requirements.DisabledReason"), ...enumOf("capability", "Capability.FutureRequirements.DisabledReason")]);
  expect(Object.keys(CAPABILITY_REASONS).sort()).toEqual([...all].sort());
  expectDistinct(Object.values(CAPABILITY_REASONS).map(({ what }) => what({ name: "Cards" })));
  expectDistinct(Object.values(CAPABILITY_REASONS).map(({ why }) => why));
  const names = keysOf("account", "Account.Capabilities");
  expect(Object.keys(CAPABILITY_NAMES).sort()).toEqual(names.sort());
  expectDistinct(Object.values(CAPABILITY_NAMES));
  for (const name of [...names, "brand_new_payments", "_", ""]) {
    for (const reason of [...all, "brand_new", "rejected.brand_new", null]) {
      for (const status of ["inactive", "pending"] as const) {
        const { what, why } = explainCapability({ name, status, reason });
        for (const words of [what, why]) expect(jargonIn(words)).toBeNull();
      }
    }
  }
});

test("whatever Stripe's own forms take has a name, not “something”", () => {
  const asked = [
    ...["individual", "person_1", "owners"].flatMap((head) => keysOf("account", "AccountUpdateParams.Individual").map((key) => `${head}.${key}`)),
    ...keysOf("account", "AccountUpdateParams.Company").map((key) => `company.${key === "verification" ? "verification.document" : key}`),
    ...keysOf("account", "AccountUpdateParams.Documents").map((key) => `documents.${key}`),
    ...keysOf("account", "AccountUpdateParams.BusinessProfile").map((key) => `business_profile.${key}`),
    "email", "country", "external_account", "business_type", "tos_acceptance.ip",
  ].filter((key) => !key.endsWith(".metadata"));
  expect(asked.length).toBeGreaterThan(90);
  for (const key of asked) {
    const { what } = describeKey(key, { country: null });
    expect(`${key}: ${what}`).not.toMatch(/: (Something|A further detail|A document about your business)|: a further detail/);
  }
  const grouped = asked.map((key) => describeKey(key, { country: null }));
  const byGroup = new Map(grouped.map(({ group, what }) => [group, what]));
  expectDistinct([...byGroup.values()]);
});

test("every key, question and country: no jargon", () => {
  const keys = [
    ...Object.keys(ACCOUNT_TOPICS),
    ...Object.keys(INTERVENTIONS).flatMap((kind) => [`interv_1.${kind}.form`, `interv_1.${kind}.support`]),
    "interv_1.brand_new.form", "interv_1", "person_1", "person_1.brand_new", "company", "company.brand_new", "documents.brand_new", "brand_new.key", "", "constructor.x", "individual.constructor",
  ];
  for (const key of keys) {
    const { what, why } = describeKey(key, { country: "US" });
    for (const words of [what, why]) expect(jargonIn(words)).toBeNull();
    expect(what).toMatch(/^\p{Lu}/u);
  }
  expectDistinct(Object.values(INTERVENTIONS).map(({ what }) => what));
  expectDistinct(Object.values(INTERVENTIONS).map(({ why }) => why));
  expect(describeKey("", { country: null }).what).toBe(unknownAccountTopic.what);
  for (const country of [...countriesWithNames(), "XX", "constructor", null]) {
    for (const words of [personNumber({ country }), companyNumber({ country })]) expect(jargonIn(words)).toBeNull();
  }
  expect(describeKey("individual.id_number", { country: "US" }).what).toContain("(SSN)");
  expect(describeKey("company.tax_id", { country: "US" }).what).toContain("(EIN)");
  expect(describeKey("individual.id_number", { country: "CA" }).what).toContain("(SIN)");
  expect(describeKey("company.tax_id", { country: "GB" }).what).toContain("(UTR)");
  expect(describeKey("company.tax_id", { country: "AU" }).what).toContain("(ABN)");
  for (const sentence of [...Object.values(ERROR_SENTENCES), UNKNOWN_ERROR, ...Object.values(DISABLED_WORDS).flatMap(({ what, why }) => [what, why])]) expect(jargonIn(sentence)).toBeNull();
});

test("docs/stripe-requirements.md says what the code says (npm run docs:requirements)", () => {
  expect(readFileSync("docs/stripe-requirements.md", "utf8")).toBe(requirementsPage());
});

/** No two the same, also not but for a full stop, a capital or a small word: a sentence that fits two codes fits neither. */
function expectDistinct(sentences: readonly string[]): void {
  const plain = sentences.map((sentence) => sentence.toLowerCase().replaceAll(/\b(the|a|an|it|is|this|that|please)\b|[^\p{L}\p{N}]+/gu, " ").replaceAll(/\s+/g, " ").trim());
  expect(plain.filter((sentence, index) => plain.indexOf(sentence) !== index)).toEqual([]);
}
