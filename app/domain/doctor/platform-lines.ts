import type { KeyFacts, PlatformFacts } from "./facts";
import { lasting, line, notChecked, type DoctorLine } from "./line";

/** Stripe refuses to be believed, and we refuse Stripe's messages, when the clocks are five minutes apart. */
const SKEW_ATTENTION_SECONDS = 30;
const SKEW_PROBLEM_SECONDS = 120;

/** The keys, the way to Stripe's consent page, and the clock. Pure. */
export function platformLines(facts: PlatformFacts): DoctorLine[] {
  return [keys(facts), call(facts), clientId(facts), redirect(facts), clock(facts.clockSkewSeconds)];
}

function keys({ secretKey, publishableKey }: PlatformFacts): DoctorLine {
  const values = [{ label: "Secret key", value: secretKey.masked }, { label: "Publishable key", value: publishableKey.masked }];
  const say = (state: "attention" | "problem", meaning: string, todo: string) => line("keys", "Keys", state, meaning, { todo, values });
  if (secretKey.kind === "publishable" || publishableKey.kind === "secret" || publishableKey.kind === "restricted") {
    return say("problem", "The two keys are in each other's place, or one of them is of another sort.", "Copy both anew from Stripe's page of API keys: STRIPE_SECRET_KEY begins with sk_, STRIPE_PUBLISHABLE_KEY with pk_. Then start this site again.");
  }
  if (secretKey.mode !== publishableKey.mode) {
    return say("problem", `The secret key is a ${secretKey.mode} key and the publishable key a ${publishableKey.mode} key, so that no checkout can open.`, "Take both from the same mode at Stripe, set STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY, and start this site again.");
  }
  if (secretKey.kind === "restricted") {
    return say("attention", "The secret key is a restricted one. It may lack rights that this site needs to connect accounts.", "Use the secret key of the platform (sk_…), unless you know exactly which rights this one has.");
  }
  if (secretKey.kind === "unknown" || publishableKey.kind === "unknown") return say("attention", "The keys do not look as Stripe's keys look.", "Copy both anew from Stripe's page of API keys.");
  return line("keys", "Keys", "ok", `Both are there, and both are ${secretKey.mode === "live" ? "live keys: real money is taken" : "test keys: no real money is taken"}.`, { values });
}

function call({ call }: PlatformFacts): DoctorLine {
  const title = "Stripe takes the key";
  if (call.ok) return line("call", title, "ok", call.value.name ? `Stripe answers this site as “${call.value.name}”.` : "Stripe answers this site.");
  if (call.error.kind !== "platform_misconfigured" && call.error.kind !== "permission_missing") return notChecked("call", title, call.error);
  return line("call", title, "problem", "Stripe does not take the secret key: it was revoked, has run out, or was copied wrongly. Nothing can be sold or connected.", {
    todo: "Copy the secret key anew from Stripe's page of API keys into STRIPE_SECRET_KEY and start this site again.",
  });
}

function clientId({ clientId, authorize }: PlatformFacts): DoctorLine {
  const title = "Client id";
  const values = [{ label: "Client id", value: clientId }];
  const todo = "Copy it anew from Stripe: Settings, Connect, Onboarding options, OAuth. There is one for test mode and one for live mode. Set STRIPE_CLIENT_ID and start this site again.";
  if (!/^ca_\w{8,}$/.test(clientId)) return line("client_id", title, "problem", "It does not look like one: it begins with ca_. Creators cannot connect an account they have.", { todo, values });
  if (!authorize.ok) return notChecked("client_id", title, authorize.error);
  if (authorize.value === "unknown_client") return line("client_id", title, "problem", "Stripe does not know it. Creators cannot connect an account they have.", { todo, values });
  return line("client_id", title, "ok", "Stripe knows this site by it when a creator connects an account.", { values });
}

function redirect({ authorize, redirectUri }: PlatformFacts): DoctorLine {
  const title = "Way back from Stripe";
  const values = [{ label: "Redirect address", value: redirectUri }];
  if (!authorize.ok) return notChecked("redirect", title, authorize.error);
  switch (authorize.value) {
    case "accepted":
      return line("redirect", title, "ok", "Stripe knows the address to which it sends creators back.", { values });
    case "unregistered_address":
      return line("redirect", title, "problem", "The address is not registered at Stripe, so Stripe shows creators an error instead of its page.", {
        todo: "Add exactly this address at Stripe: Settings, Connect, Onboarding options, OAuth, Redirects. If this site has another address than the one shown, set APP_URL.",
        values,
      });
    case "unknown_client":
      return line("redirect", title, "unknown", "This could not be checked, because Stripe does not know the client id.", { values });
    case "refused":
      return line("redirect", title, "problem", "Stripe does not show its page for connecting an account.", { todo: "See at Stripe under Settings, Connect, whether OAuth is switched on for this platform.", values });
  }
}

function clock(skew: number | null): DoctorLine {
  const title = "Clock";
  if (skew === null) return notChecked("clock", title, { kind: "unreachable" });
  const apart = Math.abs(skew);
  if (apart <= SKEW_ATTENTION_SECONDS) return line("clock", title, "ok", "This server's clock and Stripe's agree.");
  const problem = apart > SKEW_PROBLEM_SECONDS;
  return line("clock", title, problem ? "problem" : "attention", `This server's clock is ${lasting(apart)} ${skew < 0 ? "ahead of" : "behind"} Stripe's. ${problem ? "At five minutes Stripe's messages are taken for forgeries and refused, so that sales are noticed late." : "That does no harm yet; at five minutes Stripe's messages are refused."}`, {
    todo: "Switch on time synchronisation (NTP) on the server, then check again.",
  });
}

/** How a key looks, without giving it away. */
export function keyFacts(key: string): KeyFacts {
  const [, prefix, mode] = /^(sk|rk|pk)_(test|live)_/.exec(key) ?? [];
  const kind = prefix === "sk" ? "secret" : prefix === "rk" ? "restricted" : prefix === "pk" ? "publishable" : "unknown";
  return { kind, mode: mode === "live" ? "live" : mode === "test" ? "test" : "unknown", masked: key.length < 16 ? "…" : `${prefix ? `${prefix}_${mode}_` : ""}…${key.slice(-4)}` };
}
