import { keyTrouble, requirementsOf } from "../account-facts";
import { capabilitiesComing, coreCapabilitiesOff } from "../account-state";
import { explainCapability } from "../capabilities";
import { explainDisabled, isRejected } from "../disabled-reasons";
import type { AskedFor } from "../requirement-keys";
import { permissionInWords } from "../restricted-key";
import { capabilityConsequence } from "../words/capability-reasons";
import { CHECK_KEY_LABEL, CONTINUE_LABEL, GIVE_KEY_LABEL, NOW, SEE_LABEL, lineWords } from "../words/lines";
import { offNow, stoppedMeanwhile, stoppedNow } from "./consequences";
import { grouped, lowerFirst, place, type Explained, type RequirementLine } from "./line";

/** The account's own key stands in the way: it lacks a right, or we cannot read it any more. Nothing about the account itself. */
export function keyLines(account: Explained): RequirementLine[] {
  const trouble = keyTrouble(account);
  if (!trouble) return [];
  const words = trouble.unreadable ? lineWords.keyUnreadable : lineWords.keyLacks({ permission: permissionInWords(trouble.permission) });
  return [
    {
      id: "key",
      ...words,
      byWhen: NOW,
      deadline: null,
      announced: false,
      who: "you",
      consequence: stoppedNow(account),
      stops: offNow(account),
      where: { label: trouble.unreadable ? GIVE_KEY_LABEL : CHECK_KEY_LABEL, url: `/settings/integrations/stripe/key${account.id ? `?account=${account.id}` : ""}` },
      tone: "urgent",
      details: trouble.unreadable ? [] : [trouble.permission],
    },
  ];
}

/** What Stripe checks at this moment, without what it asks for again. */
export function checkingLines(account: Explained, describe: (key: string) => AskedFor): RequirementLine[] {
  const asked = requirementsOf(account);
  const open = new Set([...asked.pastDue, ...asked.currentlyDue, ...asked.errors.map((error) => error.requirement)].filter(Boolean).map((key) => describe(key).group));
  return grouped(asked.pendingVerification, describe)
    .filter(({ id }) => !open.has(id) && (!isRejected(asked.disabledReason) || id.startsWith("interv_")))
    .map(({ id, thing, keys }) => ({
      id: `checking.${id}`,
      what: lineWords.checking.what({ thing: lowerFirst(thing.what) }),
      why: lineWords.checking.why,
      byWhen: null,
      deadline: null,
      announced: false,
      who: "stripe",
      ...stoppedMeanwhile(account),
      where: place("verification", account, SEE_LABEL),
      tone: "calm",
      details: keys,
    }));
}

/** Why the whole account is off. @param explained something above says it already, thing by thing */
export function disabledLines(account: Explained, explained: boolean): RequirementLine[] {
  const reason = requirementsOf(account).disabledReason;
  if (!reason) return [];
  const { what, why, who, onlyAlone } = explainDisabled(reason);
  if (onlyAlone && explained) return [];
  const final = isRejected(reason);
  return [
    {
      id: `disabled.${reason}`,
      what,
      why,
      byWhen: who === "you" ? NOW : null,
      deadline: null,
      announced: false,
      who,
      ...(who === "stripe" ? stoppedMeanwhile(account) : { consequence: stoppedNow(account), stops: offNow(account) }),
      where: final || reason === "other" ? place("support", account) : place(reason.startsWith("action_required") ? "payment_methods" : "verification", account, who === "you" ? undefined : SEE_LABEL),
      tone: final ? "final" : who === "stripe" ? "calm" : "urgent",
      details: [reason],
    },
  ];
}

/** Card payments or receiving money are off for a reason of their own. @param explained something above may be that reason */
export function capabilityLines(account: Explained, explained: boolean): RequirementLine[] {
  return coreCapabilitiesOff(account).flatMap(({ name, status, reason }) => {
    const { what, why, who, saidByRequirements } = explainCapability({ name, status, reason });
    if (explained && saidByRequirements) return [];
    // While the whole account is off and nobody says why, one line about that is truer than one a capability.
    if (reason === null && offNow(account) !== "nothing" && !capabilitiesComing(account)) return [];
    const off = offNow(account);
    return [
      {
        id: `capability.${name}`,
        what,
        why,
        byWhen: null,
        deadline: null,
        announced: false,
        who,
        consequence: off === "nothing" ? (name === "transfers" ? capabilityConsequence.transfers : capabilityConsequence.cards) : stoppedNow(account),
        stops: off === "nothing" ? (name === "transfers" ? ("payouts" as const) : ("sales" as const)) : off,
        where: who === "nobody" || reason === "other" ? place("support", account) : place(name === "transfers" ? "verification" : "payment_methods", account, who === "stripe" ? SEE_LABEL : undefined),
        tone: isRejected(reason) ? ("final" as const) : who === "stripe" ? ("calm" as const) : ("urgent" as const),
        details: reason === null ? [name] : [name, reason],
      },
    ];
  });
}

/** Charges or payouts are off, but Stripe shows us no reason at all: say so rather than nothing. */
export function unexplainedLines(account: Explained): RequirementLine[] {
  const off = offNow(account);
  if (off === "nothing") return [];
  const base = { byWhen: NOW, deadline: null, announced: false, who: "you" as const, consequence: stoppedNow(account), stops: off, tone: "urgent" as const, where: place("verification", account) };
  if (!account.syncedAt) return [{ ...base, ...lineWords.unread, id: "unread", byWhen: null, details: [] }];
  if (!account.detailsSubmitted) return [{ ...base, id: "details", what: lineWords.setup.what, why: lineWords.setup.why, where: place("verification", account, CONTINUE_LABEL), details: ["details_submitted"] }];
  const flag = account.chargesEnabled ? "payouts_enabled" : "charges_enabled";
  return [{ ...base, ...(account.chargesEnabled ? lineWords.payoutsHeld : lineWords.chargesOff), id: "unexplained", details: [flag] }];
}
