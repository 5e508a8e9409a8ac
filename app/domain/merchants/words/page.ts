import { ACCOUNT_TOPICS, unknownAccountTopic } from "./account-keys";
import { CAPABILITY_NAMES } from "./capabilities";
import { CAPABILITY_REASONS, CAPABILITY_WITHOUT_REASON } from "./capability-reasons";
import { DISABLED_WORDS } from "./disabled";
import { ERROR_SENTENCES, UNKNOWN_ERROR } from "./errors";
import { INTERVENTIONS, UNKNOWN_INTERVENTION } from "./interventions";
import { COMPANY_TOPICS, DOCUMENT_TOPICS, PERSON_TOPICS, unknownCompanyTopic, unknownDocumentTopic, unknownPersonTopic, type BusinessTopic, type PersonTopic } from "./keys";
import { companyNumber, countriesWithNames, personNumber } from "./numbers";
import { ROLE_WORDS, WHOSE, person } from "./people";

/**
 * The page docs/stripe-requirements.md: every code of Stripe's beside the words a creator reads. Written by
 * `npm run docs:requirements`; a test fails when the page and the words differ.
 */
export function requirementsPage(): string {
  return [
    "# What Stripe can ask or say, and how Lectern says it",
    "",
    "Written by `npm run docs:requirements` from `app/domain/merchants/words/`; do not edit it by hand. The codes on the left are Stripe's and never stand on a screen, except under “Details”.",
    "",
    "## Errors: why something that was handed in was refused",
    "",
    ...table(["code", "sentence"], [...Object.entries(ERROR_SENTENCES).map(([code, sentence]) => [codeOf(code), sentence]), ["any other", UNKNOWN_ERROR]]),
    "## Why a whole account is off",
    "",
    ...table(["reason", "what", "why"], Object.entries(DISABLED_WORDS).map(([reason, { what, why }]) => [codeOf(reason), what, why])),
    "A reason newer than this build is told as `other`; one that begins with `rejected.` as `rejected.other`.",
    "",
    "## Why a capability is off",
    "",
    ...table(["reason", "what", "why"], [
      ...Object.entries(CAPABILITY_REASONS).map(([reason, { what, why }]) => [codeOf(reason), what({ name: CAPABILITY_NAMES.card_payments }), why]),
      ["`inactive`, without a reason", CAPABILITY_WITHOUT_REASON.inactive.what({ name: CAPABILITY_NAMES.card_payments }), CAPABILITY_WITHOUT_REASON.inactive.why],
      ["`pending`, without a reason", CAPABILITY_WITHOUT_REASON.pending.what({ name: CAPABILITY_NAMES.card_payments }), CAPABILITY_WITHOUT_REASON.pending.why],
    ]),
    "## What capabilities are called",
    "",
    ...table(["capability", "name"], Object.entries(CAPABILITY_NAMES).map(([name, words]) => [codeOf(name), words])),
    "## Things asked of a person",
    "",
    `Before the words stands who it is: \`individual\` is the account holder (“${WHOSE.individual}”), \`representative\`, \`owners\`, \`directors\` and \`executives\` are “${[WHOSE.representative, WHOSE.owners, WHOSE.directors, WHOSE.executives].join("”, “")}”, and a \`person_…\` is named as Stripe names them: “${person.named({ name: "Ada Lovelace", role: ROLE_WORDS.director.name })}”, “${person.hidden({ first: "director", others: [] })}” when Stripe hides the name, “${person.numbered({ who: ROLE_WORDS.director.name, number: 1, of: 2 })}” when there are two, “${person.unknown({ number: 1, of: 1 })}” when Stripe shows nothing. The longest beginning of a key that fits decides.`,
    "",
    ...table(["key", "of the account holder", "of somebody named"], [...Object.entries(PERSON_TOPICS).map(([key, topic]) => [codeOf(key), ...personRow(topic)]), ["any other", ...personRow(unknownPersonTopic)]]),
    "## Things asked of a company",
    "",
    ...table(["key", "what", "why"], [...rows("company.", COMPANY_TOPICS), ["any other `company.…`", ...businessRow(unknownCompanyTopic)], ...rows("documents.", DOCUMENT_TOPICS), ["any other `documents.…`", ...businessRow(unknownDocumentTopic)]]),
    "## Things asked of the account",
    "",
    ...table(["key", "what", "why"], [...rows("", ACCOUNT_TOPICS), ["any other key", ...businessRow(unknownAccountTopic)]]),
    "## Questions of Stripe's review teams",
    "",
    ...table(["in `interv_….<kind>.form` or `.support`", "what", "why"], [...Object.entries(INTERVENTIONS).map(([kind, { what, why }]) => [codeOf(kind), what, why]), ["any other", UNKNOWN_INTERVENTION.what, UNKNOWN_INTERVENTION.why]]),
    "## What countries call these numbers",
    "",
    ...table(["country", "`individual.id_number`", "`company.tax_id`"], [...countriesWithNames(), null].map((country) => [country ?? "any other", personNumber({ country }), companyNumber({ country })])),
  ].join("\n");
}

function table(heads: readonly string[], body: readonly (readonly string[])[]): string[] {
  return [row(heads), row(heads.map(() => "---")), ...body.map(row), ""];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function codeOf(code: string): string {
  return `\`${code}\``;
}

function rows(prefix: string, topics: Record<string, BusinessTopic>): string[][] {
  return Object.entries(topics).map(([key, topic]) => [codeOf(`${prefix}${key}`), ...businessRow(topic)]);
}

function businessRow({ what, why }: BusinessTopic): string[] {
  return [typeof what === "string" ? what : what({ country: null }), why];
}

function personRow(topic: PersonTopic): string[] {
  return [topic.of({ whose: WHOSE.individual, country: null }), topic.alone({ country: null })];
}
