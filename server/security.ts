import { randomBytes } from "node:crypto";
import type { RequestHandler, Response } from "express";
import helmet from "helmet";
import type { Runtime } from "./runtime";

/**
 * Headers of every page: scripts only with this response's nonce; frames and connections only to Stripe and the video hosts
 * a lesson may embed; forms may end at Stripe (a redirect after a POST counts as the form's target).
 * https://docs.stripe.com/security/guide#content-security-policy
 */
export function contentSecurity(env: Runtime["env"], development: boolean): RequestHandler[] {
  const sandbox = env.sandboxUrl ? [new URL(env.sandboxUrl).origin] : [];
  const https = env.appUrl.startsWith("https://");
  const nonce = (_request: unknown, response: unknown) => `'nonce-${String((response as Response).locals.nonce)}'`;
  return [
    (_request, response, next) => {
      response.locals.nonce = randomBytes(16).toString("base64");
      next();
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          scriptSrc: ["'self'", nonce, "https://*.js.stripe.com", "https://js.stripe.com", "https://checkout.stripe.com", ...sandbox],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:", "blob:", "https:", ...sandbox],
          mediaSrc: ["'self'", "blob:", "https:"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'", "https://api.stripe.com", "https://checkout.stripe.com", ...sandbox, ...(development ? ["ws:"] : [])],
          frameSrc: [
            "https://*.js.stripe.com", "https://js.stripe.com", "https://hooks.stripe.com", "https://checkout.stripe.com",
            "https://www.youtube-nocookie.com", "https://player.vimeo.com", ...sandbox,
          ],
          formAction: ["'self'", "https://connect.stripe.com", "https://checkout.stripe.com", "https://dashboard.stripe.com", ...sandbox],
          ...(https ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      crossOriginEmbedderPolicy: false,
      // Wallets and PayPal open windows that must be able to answer.
      crossOriginOpenerPolicy: { policy: "same-origin-allow-popups" },
      referrerPolicy: { policy: "strict-origin-when-cross-origin" },
      hsts: https,
    }),
  ];
}
