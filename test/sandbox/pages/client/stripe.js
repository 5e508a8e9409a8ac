// A stand-in for Stripe.js, loaded by the app's pages in sandbox mode only. It knows embedded checkout and refuses everything else.
(() => {
  const base = new URL(document.currentScript.src).origin;
  let active = null;

  class IntegrationError extends Error {
    constructor(message) {
      super(message);
      this.name = "IntegrationError";
      console.error(`[sandbox Stripe.js] ${message}`);
    }
  }

  function Stripe(key, options = {}) {
    if (typeof key !== "string" || key === "") throw new IntegrationError("Please call Stripe() with your publishable key. You used an empty string.");
    if (key.startsWith("sk_")) throw new IntegrationError("You should not use your secret key with Stripe.js.");
    if (!key.startsWith("pk_")) throw new IntegrationError(`Invalid publishable key: ${key.slice(0, 8)}…`);
    const account = options.stripeAccount ?? "";
    if (account && !/^acct_\w+$/.test(account))
      throw new IntegrationError(`Invalid value for Stripe(): stripeAccount should be an account id. You specified: ${account}.`);

    const unsupported = (name) => () => {
      throw new IntegrationError(`The sandbox does not support stripe.${name}(). Stripe does; teach test/sandbox before relying on it.`);
    };
    return {
      _registerWrapper() {},
      createEmbeddedCheckoutPage: (given) => createEmbeddedCheckoutPage(key, account, given),
      elements: unsupported("elements"),
      createToken: unsupported("createToken"),
      createPaymentMethod: unsupported("createPaymentMethod"),
      confirmPayment: unsupported("confirmPayment"),
      confirmCardPayment: unsupported("confirmCardPayment"),
    };
  }

  async function createEmbeddedCheckoutPage(key, account, options) {
    const { clientSecret, fetchClientSecret, onComplete } = options ?? {};
    const unknown = Object.keys(options ?? {}).filter(
      (name) => !["clientSecret", "fetchClientSecret", "onComplete", "onAnalyticsEvent", "onLineItemsChange", "onShippingDetailsChange"].includes(name),
    );
    if (unknown.length > 0) throw new IntegrationError(`createEmbeddedCheckoutPage: unknown option ${unknown.join(", ")}.`);
    if (Boolean(clientSecret) === Boolean(fetchClientSecret))
      throw new IntegrationError("createEmbeddedCheckoutPage: give either clientSecret or fetchClientSecret.");
    if (active) throw new IntegrationError("You cannot have multiple Embedded Checkout objects. Destroy the former one first.");
    const mine = (active = {});
    try {
      const secret = clientSecret ?? (await fetchClientSecret());
      const query = new URLSearchParams({ client_secret: secret, key, account });
      const response = await fetch(`${base}/v3/embedded-checkout/init`, { method: "POST", body: query });
      const answer = await response.json();
      if (!response.ok) throw new IntegrationError(answer.error.message);
      if (onComplete && answer.redirectOnCompletion === "always")
        throw new IntegrationError("onComplete is only called for sessions with redirect_on_completion if_required or never.");
      return embedded(`${base}/checkout/embedded?${query}`, {
        redirectOnCompletion: answer.redirectOnCompletion,
        onComplete,
        release: () => {
          if (active === mine) active = null;
        },
      });
    } catch (error) {
      if (active === mine) active = null;
      throw error;
    }
  }

  function embedded(src, { redirectOnCompletion, onComplete, release }) {
    let frame = null;
    let destroyed = false;

    function heed(event) {
      if (!frame || event.source !== frame.contentWindow || event.origin !== base || event.data?.source !== "sandbox-checkout") return;
      if (event.data.type === "height") frame.style.height = `${event.data.height}px`;
      if (event.data.type !== "complete") return;
      const { redirectTo } = event.data;
      // A card never needs a redirect, so with `if_required` the page is told instead, if it wants to be.
      const tell = redirectOnCompletion === "never" || (redirectOnCompletion === "if_required" && onComplete);
      if (tell) onComplete?.();
      else if (redirectTo) window.location.assign(redirectTo);
    }

    function unmount() {
      window.removeEventListener("message", heed);
      frame?.remove();
      frame = null;
    }

    return {
      mount(location) {
        if (destroyed) throw new IntegrationError("This Embedded Checkout has been destroyed and cannot be mounted again.");
        if (frame) throw new IntegrationError("This Embedded Checkout is mounted already.");
        const element = typeof location === "string" ? document.querySelector(location) : location;
        if (!(element instanceof HTMLElement)) throw new IntegrationError(`Invalid DOM element: ${location}.`);
        frame = document.createElement("iframe");
        frame.title = "Secure payment form";
        frame.name = "embedded-checkout";
        frame.src = src;
        frame.allow = "payment";
        frame.style.cssText = "width:100%;height:24rem;border:0;display:block";
        window.addEventListener("message", heed);
        element.append(frame);
      },
      unmount,
      destroy() {
        unmount();
        destroyed = true;
        release();
      },
    };
  }

  Stripe.version = "__RELEASE__";
  window.Stripe ??= Stripe;
})();
