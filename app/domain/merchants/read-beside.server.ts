import type { ConnectedAccount } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { readCapabilities, readPaymentCurrencies, readPeople, readRenewals, type AccountSnapshot, type PersonSnapshot, type RenewalSum } from "~/integrations/stripe/accounts.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import type { Result } from "~/lib/result";
import { log } from "~/log.server";

/** What was read beside the account; what is left out was not needed or could not be read, and stays as it is. */
export interface Beside {
  people?: PersonSnapshot[];
  paymentCurrencies?: string[];
  renewals?: RenewalSum[];
  /** A status a capability; for one that is off with Stripe's reasons, where Stripe gives them. */
  capabilities?: Record<string, unknown>;
}

/**
 * What Stripe keeps outside the account object and only some accounts need: the people it speaks of as `person_…`, the
 * currencies of a country we do not know yet, why capabilities are off, and the renewals that a pause would touch. Each on its
 * own and at its best: one that fails is logged and never spoils the reading of the account.
 */
export async function readBeside(access: AccountAccess, known: Pick<ConnectedAccount, "country" | "paymentCurrencies">, snapshot: AccountSnapshot): Promise<Beside> {
  const beside: Beside = {};
  const read = async <T>(what: string, needed: boolean, ask: () => Promise<Result<T, StripeFailure>>, keep: (value: T) => void) => {
    if (!needed) return;
    try {
      const answer = await ask();
      if (answer.ok) keep(answer.value);
      else log.warn({ what, stripeAccountId: access.stripeAccountId, kind: answer.error.kind, detail: answer.error.detail }, "could not be read beside an account");
    } catch (error) {
      log.warn({ err: error, what, stripeAccountId: access.stripeAccountId }, "could not be read beside an account");
    }
  };
  const { country } = snapshot;
  const threatened = isThreatened(snapshot);
  if (!threatened) beside.renewals = [];
  await Promise.all([
    read("people", mentionsPeople(snapshot), () => readPeople(access), (people) => (beside.people = people)),
    read("currencies", country !== null && (country !== known.country || known.paymentCurrencies.length === 0), () => readPaymentCurrencies(country ?? ""), (currencies) => (beside.paymentCurrencies = currencies)),
    read("capabilities", Object.values(snapshot.capabilities).some((status) => status === "inactive" || status === "pending"), () => readCapabilities(access), (found) => {
      beside.capabilities = Object.fromEntries(Object.entries(snapshot.capabilities).map(([name, status]) => [name, status === "active" ? status : (found[name] ?? status)]));
    }),
    read("renewals", threatened, () => readRenewals(access), (renewals) => (beside.renewals = renewals)),
  ]);
  return beside;
}

/** Sales or payouts are off, or will be on a day Stripe has named. */
function isThreatened({ chargesEnabled, payoutsEnabled, requirements, futureRequirements }: AccountSnapshot): boolean {
  return !chargesEnabled || !payoutsEnabled || [requirements?.current_deadline, futureRequirements?.current_deadline].some((deadline) => typeof deadline === "number");
}

function mentionsPeople({ requirements, futureRequirements }: AccountSnapshot): boolean {
  return [requirements, futureRequirements].some((asked) => {
    if (!asked) return false;
    const keys = [asked.currently_due, asked.past_due, asked.pending_verification, asked.errors?.map((error) => error.requirement), asked.alternatives?.flatMap((entry) => entry.alternative_fields_due)];
    return keys.some((list) => list?.some((key) => key.startsWith("person_")));
  });
}
