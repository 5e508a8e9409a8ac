import type { ConnectionState } from "~/domain/merchants/account-state";
import { HOUR } from "~/lib/clock";
import type { AccountFindings } from "./facts";
import { ago, line, notChecked, type DoctorLine, type LineState } from "./line";
import { methodName, namesInWords } from "./method-names";

const STRIPE_SETTINGS = "/settings/integrations/stripe";

/** How one connected account stands. Pure. `types`: the events that have an effect here. */
export function accountLines(account: AccountFindings, types: readonly string[], now: Date): DoctorLine[] {
  const own = account.ownKey ? [permissions(account), ownEndpoint(account, types)] : [];
  return [reach(account), ...own, charges(account), payouts(account), requirements(account), methods(account), wallets(account), events(account, now)].map((one) => ({ ...one, id: `${account.id}_${one.id}` }));
}

function reach({ reached, id, ownKey, apiKeyHint, keyUnreadable }: AccountFindings): DoctorLine {
  const title = "Connection";
  const values = apiKeyHint ? [{ label: "Restricted key", value: apiKeyHint }] : [];
  const newKey = { kind: "go", to: `${STRIPE_SETTINGS}/key?account=${id}`, label: "Give a new key" } as const;
  if (keyUnreadable) {
    return line("reach", title, "problem", "The account's key is kept here under lock, and the lock (ENCRYPTION_KEY) has been changed since. Nothing can be sold through this account.", { todo: "Give the key again. Or whoever runs this site puts the former ENCRYPTION_KEY back.", action: newKey, values });
  }
  if (reached.ok) return line("reach", title, "ok", ownKey ? "Stripe takes the account's own key." : "Stripe lets this site into the account.", { values });
  if (reached.error.kind !== "access_lost") return { ...notChecked("reach", title, reached.error), values };
  return ownKey
    ? line("reach", title, "problem", "Stripe does not take the account's key any more: it was revoked or has run out. Nothing can be sold through this account.", { todo: "Make a new restricted key at Stripe and give it here.", action: newKey, values })
    : line("reach", title, "problem", "Stripe says that this site is no longer connected to the account. Nothing can be sold through it.", { todo: "Connect the same account again, and all is as it was.", action: { kind: "go", to: STRIPE_SETTINGS, label: "Connect again" } });
}

function permissions({ missingPermissions: missing, id }: AccountFindings): DoctorLine {
  const title = "Permissions of the key";
  if (!missing.ok) return notChecked("permissions", title, missing.error);
  if (missing.value.length === 0) return line("permissions", title, "ok", "The key may do everything this site does with it.");
  return line("permissions", title, "problem", `The key lacks ${new Intl.ListFormat("en").format(missing.value)}.`, {
    todo: "Add them to the key at Stripe, under Developers, API keys, then check again. Or make a new key.",
    action: { kind: "go", to: `${STRIPE_SETTINGS}/key?account=${id}`, label: "Give a new key" },
  });
}

function ownEndpoint({ endpoint, endpointUrl, id }: AccountFindings, types: readonly string[]): DoctorLine {
  const title = "Messages from this account";
  const values = [{ label: "Address", value: endpointUrl }];
  if (!endpoint.ok) return { ...notChecked("endpoint", title, endpoint.error), values };
  const found = endpoint.value;
  const mend = { todo: "We can put it right from here.", action: { kind: "do", intent: "mend_endpoint", accountId: id, label: "Put it right" }, values } as const;
  if (!found) return line("endpoint", title, "problem", "The endpoint that was made on the account is gone, so this site hears of sales only when it asks.", mend);
  if (found.url !== endpointUrl) return line("endpoint", title, "problem", "The endpoint on the account leads to another address than this site's.", mend);
  if (!found.enabled) return line("endpoint", title, "problem", "The endpoint on the account is switched off, so this site hears of sales only when it asks.", mend);
  if (!found.types.includes("*") && types.some((type) => !found.types.includes(type))) return line("endpoint", title, "problem", "The endpoint on the account does not listen to everything this site needs.", mend);
  return line("endpoint", title, "ok", "Stripe tells this site about sales as they happen.", { values });
}

function charges({ standing }: AccountFindings): DoctorLine {
  const title = "Sales";
  if (!standing) return notRead("charges", title);
  return standing.chargesEnabled ? line("charges", title, "ok", "On: buyers can pay you.") : line("charges", title, "problem", "Off: nobody can buy through this account.");
}

function payouts({ standing }: AccountFindings): DoctorLine {
  const title = "Payouts to your bank";
  if (!standing) return notRead("payouts", title);
  return standing.payoutsEnabled ? line("payouts", title, "ok", "On.") : line("payouts", title, "problem", "On hold: what you earn stays at Stripe until this is solved.");
}

const STATES: Record<ConnectionState, LineState> = { ready: "ok", soon: "attention", needs_you: "problem", under_review: "attention", final: "problem", disconnected: "problem" };

function requirements({ standing, id }: AccountFindings): DoctorLine {
  const title = "What Stripe wants";
  if (!standing) return notRead("requirements", title);
  const { state, title: short, text } = standing.summary;
  if (state === "ready") return line("requirements", title, "ok", "Nothing at present.");
  return line("requirements", title, STATES[state], /[.!?]$/.test(short) ? `${short} ${text}` : `${short}. ${text}`, { action: { kind: "go", to: `${STRIPE_SETTINGS}/accounts/${id}`, label: "See what Stripe needs" } });
}

function notRead(id: string, title: string): DoctorLine {
  return line(id, title, "unknown", "Not known: the account could not be read yet.", { todo: "Check again in a minute." });
}

function methods({ methods, methodsUrl, standing }: AccountFindings): DoctorLine {
  const title = "Ways to pay";
  const action = { kind: "stripe", url: methodsUrl, label: "Choose at Stripe" } as const;
  if (!methods.ok) return notChecked("methods", title, methods.error);
  const available = methods.value.filter((method) => method.available).map((method) => method.name);
  const waiting = methods.value.filter((method) => method.on && !method.available).map((method) => method.name);
  const off = ["apple_pay", "google_pay", "link", "paypal"].filter((name) => !available.includes(name) && !waiting.includes(name) && methods.value.some((method) => method.name === name));
  if (available.length === 0 && waiting.length > 0 && standing?.chargesEnabled === false) {
    return line("methods", title, "attention", `None while sales are off. Once they are on, your buyers see ${namesInWords(waiting)}, as far as each fits them.`);
  }
  if (available.length === 0) return line("methods", title, "problem", "Stripe offers your buyers no way to pay.", { todo: "Switch on at least cards.", action });
  const said = [
    `Your buyers see ${namesInWords(available)}, as far as each fits their country, currency and device.`,
    waiting.length > 0 ? `Switched on, but not yet allowed by Stripe: ${namesInWords(waiting)}.` : "",
    off.length > 0 ? `Switched off: ${namesInWords(off)}.` : "",
  ].filter(Boolean);
  const state: LineState = !available.includes("card") || waiting.length > 0 ? "attention" : "ok";
  return line("methods", title, state, said.join(" "), { todo: available.includes("card") ? null : "Most buyers expect to pay by card: switch cards on.", action });
}

function wallets({ domain, walletHost, id }: AccountFindings): DoctorLine {
  const title = "Apple Pay, Google Pay and Link on this site";
  if (!walletHost) return line("wallets", title, "attention", "They need a public https address, and this site is not on one. On Stripe's own checkout page they work all the same.", { todo: "Whoever runs this site can set APP_URL to its public address." });
  const values = [{ label: "Host name", value: walletHost }];
  if (!domain.ok) return { ...notChecked("wallets", title, domain.error), values };
  const button = (label: string) => ({ kind: "do", intent: "register_wallets", accountId: id, label }) as const;
  if (!domain.value) return line("wallets", title, "attention", "This site's host name is not registered with the account, so buyers do not see these buttons here.", { todo: "We can register it from here.", action: button("Register now"), values });
  if (!domain.value.enabled) return line("wallets", title, "attention", "The host name is registered, but switched off, so buyers do not see these buttons here.", { todo: "We can switch it on from here.", action: button("Switch on"), values });
  const inactive = domain.value.inactive.map(({ wallet }) => wallet);
  if (inactive.length === 0) return line("wallets", title, "ok", "The host name is registered, and Stripe shows these buttons to buyers who can use them.", { values });
  return line("wallets", title, "attention", `The host name is registered, but Stripe could not check it for ${new Intl.ListFormat("en").format(inactive.map(methodName))}.`, { todo: "Ask Stripe to check it again.", action: button("Check it again"), values });
}

function events({ lastEventAt, eventsReadTo, connectedAt }: AccountFindings, now: Date): DoctorLine {
  const read = eventsReadTo ? ` Compared with Stripe's own list ${ago(eventsReadTo, now)}.` : "";
  if (lastEventAt) return line("events", "Last message", "ok", `Stripe last told something of this account ${ago(lastEventAt, now)}.${read}`);
  // Silence that Stripe's own list confirms is only silence.
  const calm = eventsReadTo !== null || now.getTime() - connectedAt.getTime() < 2 * HOUR;
  return line("events", "Last message", calm ? "ok" : "attention", `Stripe has not told anything of this account yet; it was connected ${ago(connectedAt, now)}.${read}`, {
    todo: calm ? null : "Change something small at Stripe, e.g. the support phone, and check again: a message should come within a minute.",
  });
}
