/** The body of `{error: …}` as Stripe writes it. Only what the API really sends; never undefined values. */
export interface StripeErrorBody {
  type: "invalid_request_error" | "api_error" | "card_error" | "idempotency_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  doc_url?: string;
  /** The intent that was declined, as card errors carry it. */
  payment_intent?: object;
}

/** Anything an operation refuses: becomes `{error}` with this HTTP status. */
export class StripeApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
    /** Errors found before an operation began are not remembered under an idempotency key; later ones are. */
    readonly remembered = true,
  ) {
    super(body.message);
    this.name = "StripeApiError";
  }
}

/** A refusal of a control action or a human page: said to a person or a test, never to the app. */
export class SandboxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SandboxError";
  }
}

export function invalidRequest(message: string, extra: { code?: string; param?: string } = {}): StripeApiError {
  return new StripeApiError(400, withDocs({ type: "invalid_request_error", message, ...extra }));
}

/** A parameter is wrong in itself: found before anything happened, so never remembered. */
export function invalidParam(param: string, message: string, code?: string): StripeApiError {
  return new StripeApiError(400, withDocs({ type: "invalid_request_error", message, param, ...(code ? { code } : {}) }), false);
}

/**
 * `resource_missing`. 404 when the object is the subject of the URL, 400 when a parameter names it
 * (https://docs.stripe.com/error-codes#resource-missing).
 */
export function missingResource(noun: string, id: string, param: string, status: 404 | 400 = 404): StripeApiError {
  return new StripeApiError(status, withDocs({ type: "invalid_request_error", code: "resource_missing", message: `No such ${noun}: '${id}'`, param }));
}

/** Known to Stripe, not modelled here: must be loud, so that nobody mistakes it for Stripe's own refusal. */
export function unsupported(what: string): StripeApiError {
  return new StripeApiError(
    400,
    {
      type: "invalid_request_error",
      code: "sandbox_unsupported",
      message: `The sandbox does not support ${what}. Stripe does; teach test/sandbox before relying on it.`,
    },
    false,
  );
}

function withDocs(body: StripeErrorBody): StripeErrorBody {
  return body.code ? { ...body, doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll("_", "-")}` } : body;
}
