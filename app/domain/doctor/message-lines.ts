import type { RegisteredEndpoint } from "~/integrations/stripe/platform-health.server";
import type { EndpointFacts, MessageFacts } from "./facts";
import { ago, count, lasting, line, notChecked, worse, type DoctorLine, type LineState } from "./line";

/** Jobs that wait longer than this are a queue that does not get on. */
const BEHIND_SECONDS = 300;

/** Whether Stripe's messages reach this site and are worked through. Pure. */
export function messageLines(facts: MessageFacts, now: Date): DoctorLine[] {
  return [endpoint("connect", facts, now), endpoint("account", facts, now), late(facts), queue(facts), dead(facts)];
}

const ENDPOINTS = {
  connect: {
    title: "Messages about connected accounts",
    purpose: "Through these messages this site hears at once that somebody has paid.",
    missing: "Stripe has no endpoint with this address in this mode, so this site hears of sales only when it asks, which takes minutes to an hour.",
    make: "At Stripe, under Developers, Webhooks, add an endpoint that listens to events on connected accounts, with exactly this address.",
    otherKind: "The endpoint at Stripe listens to the platform's own events, not to those of connected accounts, so no sale is told.",
  },
  account: {
    title: "Messages about the platform itself",
    purpose: "No sale depends on these messages.",
    missing: "Stripe has no endpoint with this address in this mode. No sale depends on it.",
    make: "At Stripe, under Developers, Webhooks, add an endpoint that listens to events on your own account, with exactly this address.",
    otherKind: "The endpoint at Stripe listens to connected accounts, not to the platform's own events.",
  },
} as const;

interface Fault {
  state: LineState;
  meaning: string;
  todo: string;
}

function endpoint(which: "account" | "connect", facts: MessageFacts, now: Date): DoctorLine {
  const id = `endpoint_${which}`;
  const words = ENDPOINTS[which];
  const here = facts[which];
  const values = [{ label: "Address", value: here.url }];
  if (!facts.registered.ok && here.secretSet) return { ...notChecked(id, words.title, facts.registered.error), values };
  const found = facts.registered.ok ? facts.registered.value.filter(({ url }) => url === here.url) : [];
  // Of several at one address the one that works counts.
  const best = found.find((one) => one.enabled && one.connect === (which === "connect")) ?? found[0];
  const serious = which === "connect" ? "problem" : "attention";
  const faults = [...(facts.registered.ok ? registrationFaults(which, best, facts, serious) : []), ...receptionFaults(here, serious, now)];
  const last = here.lastEventAt ? `The last one${which === "connect" ? " about your accounts" : ""} came ${ago(here.lastEventAt, now)}.` : `None${which === "connect" ? " about your accounts" : ""} has come yet.`;
  if (faults.length === 0) return line(id, words.title, "ok", `${words.purpose} ${last}`, { values });
  return line(id, words.title, faults.map((fault) => fault.state).reduce(worse), [...faults.map((fault) => fault.meaning), last].join(" "), { todo: [...new Set(faults.map((fault) => fault.todo))].join(" "), values });
}

/** What is wrong with it at Stripe. */
function registrationFaults(which: "account" | "connect", found: RegisteredEndpoint | undefined, { types, apiVersion, [which]: here }: MessageFacts, serious: LineState): Fault[] {
  const words = ENDPOINTS[which];
  if (!found) return [{ state: serious, meaning: words.missing, todo: words.make }];
  const faults: Fault[] = [];
  if (found.connect !== (which === "connect")) faults.push({ state: serious, meaning: words.otherKind, todo: words.make });
  if (!found.enabled) faults.push({ state: serious, meaning: "The endpoint is switched off at Stripe, which Stripe does by itself when messages go wrong for days.", todo: "Switch it on again at Stripe, under Developers, Webhooks." });
  // Nothing here acts on the platform's own events, so only the other endpoint must hear of all that has an effect.
  const deaf = which === "account" || found.types.includes("*") ? [] : types.filter((type) => !found.types.includes(type));
  if (deaf.length > 0) faults.push({ state: "problem", meaning: `It does not listen to ${count(deaf.length, "kind")} of event that this site needs.`, todo: `Add to it at Stripe: ${deaf.join(", ")}.` });
  const version = found.apiVersion ?? here.lastApiVersion;
  if (version !== null && version !== apiVersion) faults.push({ state: "attention", meaning: `Its messages are written in Stripe's version ${version}, and this site reads ${apiVersion}.`, todo: `Make the endpoint anew at Stripe with version ${apiVersion}, and set its secret here.` });
  return faults;
}

/** What is wrong with it on this side. */
function receptionFaults({ secretSet, lastRefusal, lastEventAt, url }: EndpointFacts, serious: LineState, now: Date): Fault[] {
  const name = url.endsWith("/connect") ? "STRIPE_CONNECT_WEBHOOK_SECRET" : "STRIPE_WEBHOOK_SECRET";
  const set = `Copy the signing secret of this endpoint (whsec_…) from Stripe into ${name} and start this site again.`;
  if (!secretSet) return [{ state: serious, meaning: "No signing secret is set here, so every message is refused.", todo: set }];
  if (lastRefusal?.problem === "bad_signature" && (!lastEventAt || lastRefusal.at > lastEventAt)) {
    return [{ state: "attention", meaning: `A message was refused ${ago(lastRefusal.at, now)} because its signature did not fit, and none has fitted since: the secret may be the wrong one, or the message was a forgery.`, todo: set }];
  }
  return [];
}

function late({ foundLate }: MessageFacts): DoctorLine {
  const title = "Missed messages";
  if (foundLate === 0) return line("late", title, "ok", "None within a day. Once an hour this site compares what it was told with Stripe's own list.");
  return line("late", title, "attention", `${count(foundLate, "message")} about your accounts did not come within a day and ${foundLate === 1 ? "was" : "were"} fetched from Stripe's list afterwards. Nothing is lost, but it was late.`, {
    todo: "If this goes on, see to the endpoint for connected accounts above: its address must be reachable from outside, and its secret must fit.",
  });
}

function queue({ waiting, oldestWaitingSeconds, failing }: MessageFacts): DoctorLine {
  const title = "Work in hand";
  if (waiting > 0 && oldestWaitingSeconds > BEHIND_SECONDS) {
    return line("queue", title, "problem", `${count(waiting, "task")} ${waiting === 1 ? "waits" : "wait"}, the oldest for ${lasting(oldestWaitingSeconds)}: this site does not get on with its work.`, { todo: "Start this site again. If that does not help, its log says what holds it up." });
  }
  if (failing > 0) return line("queue", title, "attention", `${count(failing, "message")} about your accounts could not be worked through yet and will be tried again by ${failing === 1 ? "itself" : "themselves"}.`);
  return line("queue", title, "ok", waiting === 0 ? "Everything that came is worked through." : `${count(waiting, "task")} ${waiting === 1 ? "is" : "are"} being worked through.`);
}

function dead({ dead }: MessageFacts): DoctorLine {
  const title = "Messages given up";
  if (dead === 0) return line("dead", title, "ok", "None.");
  return line("dead", title, "problem", `${count(dead, "message")} about your accounts could not be worked through after many tries. An order may not be up to date.`, { todo: "Look through your latest orders. Whoever runs this site finds the reason in its log." });
}
