import express, { Router, type RequestHandler } from "express";
import type { Runtime } from "./runtime";

const BODY_LIMIT = "1mb";
/** What a sender sees when a webhook is refused; it tries again on anything but 2xx. */
const STATUS = { not_configured: 503, unknown_endpoint: 404, bad_signature: 400, malformed: 400 } as const;

/** Webhooks of Stripe and Resend: raw body in, one call, 200 only after it is stored. */
export function webhookRoutes(runtime: Runtime): Router {
  const router = Router();
  const raw = express.raw({ type: () => true, limit: BODY_LIMIT });
  router.post("/webhooks/stripe", raw, stripe(runtime, "account"));
  router.post("/webhooks/stripe/connect", raw, stripe(runtime, "connect"));
  router.post("/webhooks/stripe/accounts/:accountId", raw, own(runtime));
  router.post("/webhooks/resend", raw, resend(runtime));
  return router;
}

function stripe({ receiveStripeEvent, log }: Runtime, endpoint: "account" | "connect"): RequestHandler {
  return async (request, response, next) => {
    try {
      const result = await receiveStripeEvent(endpoint, text(request.body), request.get("stripe-signature"));
      if (!result.ok) log.warn({ endpoint, problem: result.error, requestId: request.id }, "webhook refused");
      response.status(result.ok ? 200 : STATUS[result.error]).json(result.ok ? { received: true } : { error: result.error });
    } catch (error) {
      next(error);
    }
  };
}

/** Endpoints of accounts that are connected by their own key. */
function own({ receiveOwnEvent, log }: Runtime): RequestHandler {
  return async (request, response, next) => {
    try {
      const accountId = String(request.params.accountId);
      const result = await receiveOwnEvent(accountId, text(request.body), request.get("stripe-signature"));
      if (!result.ok) log.warn({ endpoint: "own", accountId, problem: result.error, requestId: request.id }, "webhook refused");
      response.status(result.ok ? 200 : STATUS[result.error]).json(result.ok ? { received: true } : { error: result.error });
    } catch (error) {
      next(error);
    }
  };
}

function resend({ receiveMailEvent, log }: Runtime): RequestHandler {
  return async (request, response, next) => {
    try {
      const result = await receiveMailEvent(text(request.body), {
        id: request.get("svix-id") ?? "",
        timestamp: request.get("svix-timestamp") ?? "",
        signature: request.get("svix-signature") ?? "",
      });
      if (!result.ok) log.warn({ endpoint: "resend", problem: result.error, requestId: request.id }, "webhook refused");
      response.status(result.ok ? 200 : STATUS[result.error]).json(result.ok ? { received: true } : { error: result.error });
    } catch (error) {
      next(error);
    }
  };
}

function text(body: unknown): string {
  return Buffer.isBuffer(body) ? body.toString("utf8") : "";
}
