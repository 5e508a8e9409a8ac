import type Stripe from "stripe";
import { z } from "zod";
import type { Engine } from "../engine/engine";
import type { AccountRecord } from "../engine/state";
import { accountView, emitAccountUpdated, noRequirements } from "../stripe/account-object";
import { allSatisfied, setCapability, setSwitches } from "../stripe/account-switches";
import { emitPerson, makePerson } from "../stripe/persons";
import { recordOf } from "./account-changes";
import { action } from "./action";

type Requirements = Stripe.Account.Requirements;
type DisabledReason = Stripe.Account.Requirements.DisabledReason;
type ErrorCode = Stripe.Account.Requirements.Error.Code;

const DAY = 86_400;
const DOCUMENT = "individual.verification.document";

export const SCENARIOS = [
  "before_first_sale",
  "deadline",
  "deadline_passed",
  "document_refused",
  "two_directors",
  "pending_verification",
  "under_review",
  "rejected",
  "payouts_paused",
  "capability_pending",
  "capability_inactive",
  "future_requirements",
  "all_clear",
] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

const input = z.strictObject({
  account: z.string(),
  name: z.enum(SCENARIOS),
  /** What is asked for, where the story leaves it open. */
  requirements: z.array(z.string()).optional(),
  /** Days until the deadline (`deadline`, `two_directors`, `document_refused`, `future_requirements`). */
  days: z.number().positive().optional(),
  /** `document_refused`: why. */
  code: (z.string() as unknown as z.ZodType<ErrorCode>).optional(),
  /** `document_refused`: Stripe's sentence. `rejected`: which `rejected.…`. `capability_…`: the capability's own reason. */
  reason: z.string().optional(),
  /** `document_refused`: the sale is stopped already. */
  stopped: z.boolean().optional(),
  capability: z.string().optional(),
});
type Input = z.output<typeof input>;

interface Story {
  requirements?: Partial<Requirements>;
  future?: Partial<Requirements>;
  charges: boolean;
  payouts: boolean;
}

/** Puts the account where the story begins. What is asked now is asked eventually as well, as on Stripe. */
function tell(engine: Engine, record: AccountRecord, story: Story): void {
  record.account.requirements = whole(story.requirements);
  record.account.future_requirements = whole(story.future);
  record.externalAccount.status = "new";
  setSwitches(engine, record, { charges: story.charges, payouts: story.payouts });
}

function whole(given: Partial<Requirements> = {}): Requirements {
  const full = { ...noRequirements(), ...given };
  full.currently_due = [...new Set([...(full.currently_due ?? []), ...(full.past_due ?? [])])];
  full.eventually_due = [...new Set([...(full.eventually_due ?? []), ...full.currently_due])];
  return full;
}

const stopped = (keys: string[], extra: Partial<Requirements> = {}): Story => ({
  requirements: { past_due: keys, disabled_reason: "requirements.past_due", ...extra },
  charges: false,
  payouts: false,
});
const disabled = (reason: DisabledReason, extra: Partial<Requirements> = {}): Story => ({ requirements: { disabled_reason: reason, ...extra }, charges: false, payouts: false });

const STORIES: Record<ScenarioName, (engine: Engine, record: AccountRecord, given: Input) => void> = {
  before_first_sale(engine, record, given) {
    tell(engine, record, stopped(given.requirements ?? [DOCUMENT, "individual.id_number"]));
  },
  deadline(engine, record, given) {
    const due = given.requirements ?? [DOCUMENT, "business_profile.support_phone"];
    tell(engine, record, { requirements: { currently_due: due, current_deadline: inDays(engine, given.days ?? 14) }, charges: true, payouts: true });
  },
  deadline_passed(engine, record, given) {
    tell(engine, record, stopped(given.requirements ?? [DOCUMENT]));
  },
  document_refused(engine, record, given) {
    const requirement = given.requirements?.[0] ?? DOCUMENT;
    const code = given.code ?? "verification_document_not_readable";
    const error = { code, reason: given.reason ?? `Stripe could not accept it (${code}).`, requirement };
    if (given.stopped) tell(engine, record, stopped([requirement], { errors: [error] }));
    else tell(engine, record, { requirements: { currently_due: [requirement], errors: [error], current_deadline: inDays(engine, given.days ?? 7) }, charges: true, payouts: true });
  },
  two_directors(engine, record, given) {
    record.account.business_type = "company";
    record.people = record.people.filter((person) => !person.roles.includes("director"));
    const named = makePerson(engine, record, { first_name: "Ines", last_name: "Duarte", email: "ines@example.com", roles: ["director"], title: "Director" });
    const hidden = makePerson(engine, record, { first_name: "Bo", last_name: "Lund", roles: ["director"], hidden: true });
    const due = [`${named.id}.verification.document`, `${hidden.id}.verification.document`, `${hidden.id}.dob.day`];
    tell(engine, record, { requirements: { currently_due: due, current_deadline: inDays(engine, given.days ?? 10) }, charges: true, payouts: true });
    for (const person of [named, hidden]) emitPerson(engine, record, person, "person.updated");
  },
  pending_verification(engine, record, given) {
    tell(engine, record, disabled("requirements.pending_verification", { pending_verification: given.requirements ?? [DOCUMENT] }));
  },
  under_review: (engine, record) => tell(engine, record, disabled("under_review")),
  rejected: (engine, record, given) => tell(engine, record, disabled((given.reason ?? "rejected.fraud") as DisabledReason)),
  payouts_paused(engine, record, given) {
    tell(engine, record, { ...stopped(given.requirements ?? [DOCUMENT]), charges: true });
  },
  capability_pending(engine, record, given) {
    tell(engine, record, { charges: true, payouts: true });
    offCapability(engine, record, given.capability ?? "card_payments", "pending", given.reason ?? "pending.review");
  },
  capability_inactive(engine, record, given) {
    tell(engine, record, { charges: true, payouts: true });
    offCapability(engine, record, given.capability ?? "card_payments", "inactive", given.reason ?? "other");
  },
  future_requirements(engine, record, given) {
    const due = given.requirements ?? ["company.tax_id", "business_profile.annual_revenue.amount"];
    tell(engine, record, { future: { currently_due: due, current_deadline: inDays(engine, given.days ?? 60) }, charges: true, payouts: true });
  },
  all_clear(engine, record) {
    record.account.future_requirements = noRequirements();
    allSatisfied(engine, record);
  },
};

/** A capability that is off for a reason of its own takes what hangs on it with it. */
function offCapability(engine: Engine, record: AccountRecord, name: string, status: "pending" | "inactive", reason: string): void {
  setCapability(engine, record, name, status, reason);
  if (name === "card_payments") record.account.charges_enabled = false;
  if (name === "transfers") record.account.payouts_enabled = false;
}

function inDays(engine: Engine, days: number): number {
  return engine.clock.seconds() + Math.round(days * DAY);
}

/** One step of a story about verification: the account as Stripe would leave it, and the events Stripe would send. Part of `control.accounts`. */
export const scenarioActions = {
  scenario: action(input, (engine, given): Stripe.Account => {
    const record = recordOf(engine, given.account);
    record.account.details_submitted = true;
    STORIES[given.name](engine, record, given);
    emitAccountUpdated(engine, given.account);
    return accountView(record);
  }),
};
