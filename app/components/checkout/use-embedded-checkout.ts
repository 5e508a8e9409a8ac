import type { Stripe, StripeEmbeddedCheckout } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { useEffect, useRef, useState } from "react";

export type EmbeddedCheckoutOptions = {
  publishableKey: string;
  /** acct_… of the creator: the charge is theirs. */
  stripeAccountId: string;
  clientSecret: string;
  /** Where Stripe.js comes from when not from Stripe: the sandbox's. Null: Stripe's own. */
  jsUrl: string | null;
};

/** `slow`: not there yet, still trying. `failed`: it will not come. In both the hosted page is offered. */
export type EmbeddedState = "loading" | "slow" | "ready" | "failed";

/** After this long a buyer is shown the other way. */
const PATIENCE_MS = 8_000;

/** Stripe allows one embedded checkout at a time, so a page that is mounted again waits until the former one is gone. */
let former: Promise<void> = Promise.resolve();

/**
 * Mounts Stripe's embedded checkout page into the element of the returned ref.
 * https://docs.stripe.com/js/embedded_checkout, on a connected account: https://docs.stripe.com/connect/direct-charges
 */
export function useEmbeddedCheckout({ publishableKey, stripeAccountId, clientSecret, jsUrl }: EmbeddedCheckoutOptions) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<EmbeddedState>("loading");

  useEffect(() => {
    let gone = false;
    let page: StripeEmbeddedCheckout | undefined;
    setState("loading");
    const slow = setTimeout(() => setState((now) => (now === "loading" ? "slow" : now)), PATIENCE_MS);

    async function mount() {
      if (gone) return;
      const stripe = await load(jsUrl, publishableKey, stripeAccountId);
      if (gone) return;
      page = await stripe.createEmbeddedCheckoutPage({ fetchClientSecret: () => Promise.resolve(clientSecret) });
      if (gone || !place.current) page.destroy();
      else {
        page.mount(place.current);
        setState("ready");
      }
    }
    former = former
      .then(mount)
      .catch(() => {
        if (!gone) setState("failed");
      })
      .finally(() => clearTimeout(slow));

    return () => {
      gone = true;
      clearTimeout(slow);
      page?.destroy();
    };
  }, [publishableKey, stripeAccountId, clientSecret, jsUrl]);

  return { place, state };
}

async function load(jsUrl: string | null, publishableKey: string, stripeAccountId: string): Promise<Stripe> {
  if (jsUrl) await loadScript(jsUrl);
  // With `window.Stripe` already there, loadStripe uses that one and fetches nothing.
  const stripe = await loadStripe(publishableKey, { stripeAccount: stripeAccountId });
  if (!stripe) throw new Error("Stripe.js is not available");
  return stripe;
}

const scripts = new Map<string, Promise<void>>();

function loadScript(src: string): Promise<void> {
  const known = scripts.get(src);
  if (known) return known;
  const loading = new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    // Browsers hide a nonce from attributes, but hand it to scripts that are running by its leave.
    script.nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      scripts.delete(src);
      script.remove();
      reject(new Error(`Could not load ${src}`));
    });
    document.head.append(script);
  });
  scripts.set(src, loading);
  return loading;
}
