import { readFileSync } from "node:fs";
import { API_VERSION } from "../engine/constants";
import type { PageRoute } from "../sandbox";

/** Scripts of our pages, and the stand-in for Stripe.js that the app loads. Read once: they do not change while the sandbox runs. */
function script(path: string, file: string, fill: (text: string) => string = (text) => text): PageRoute {
  const text = fill(readFileSync(new URL(`./client/${file}`, import.meta.url), "utf8"));
  return {
    method: "GET",
    path,
    handle: () =>
      new Response(text, {
        headers: {
          "content-type": "text/javascript; charset=utf-8",
          "cache-control": "no-cache",
          "cross-origin-resource-policy": "cross-origin",
          "x-content-type-options": "nosniff",
        },
      }),
  };
}

export const assets: PageRoute[] = [
  // @stripe/stripe-js warns when the script is of another release than itself.
  script("/v3/stripe.js", "stripe.js", (text) => text.replace("__RELEASE__", API_VERSION.split(".")[1] ?? "")),
  script("/sandbox-assets/checkout-form.js", "checkout-form.js"),
  script("/sandbox-assets/checkout-frame.js", "checkout-frame.js"),
];
