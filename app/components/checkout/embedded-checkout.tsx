import { Form } from "@remix-run/react";
import { Banner } from "~/components/ui/banner";
import { Skeleton } from "~/components/ui/skeleton";
import { SubmitButton } from "~/components/ui/submit-button";
import { useHydrated } from "~/components/ui/use-hydrated";
import { useEmbeddedCheckout, type EmbeddedCheckoutOptions } from "./use-embedded-checkout";

/** Stripe's payment form inside the page, and the way to Stripe's own page when it does not come. */
export function EmbeddedCheckout(options: EmbeddedCheckoutOptions) {
  const { place, state } = useEmbeddedCheckout(options);
  const hydrated = useHydrated();
  return (
    <section aria-label="Payment">
      {(state === "slow" || state === "failed") && (
        <Banner
          live
          tone={state === "failed" ? "urgent" : "calm"}
          title={state === "failed" ? "The payment form did not load" : "The payment form is taking long"}
          action={<ToHostedPage />}
          className="mb-6"
        >
          <p>
            {state === "failed"
              ? "Something between you and the payment service is in the way, perhaps a content blocker. You can pay on the service’s own page instead."
              : "You can wait a little longer, or pay on the payment service’s own page instead."}
          </p>
        </Banner>
      )}
      {hydrated && (state === "loading" || state === "slow") && (
        <div className="space-y-4" role="status">
          <span className="sr-only">Loading the payment form</span>
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
          <Skeleton className="h-28" />
          <Skeleton className="h-12" />
        </div>
      )}
      <div ref={place} data-testid="embedded-checkout" className={state === "ready" ? "min-h-96 overflow-clip rounded-lg bg-white" : undefined} />
      <noscript>
        <p className="mb-4 text-ink-muted">JavaScript is switched off, so the payment form cannot be shown here. You can pay on the payment service’s own page.</p>
        <ToHostedPage />
      </noscript>
    </section>
  );
}

/** Closes the embedded session and opens a hosted one, so that there is never more than one to pay. */
export function ToHostedPage() {
  return (
    <Form method="post">
      <SubmitButton name="intent" value="hosted" pendingLabel="One moment…">
        Pay on the payment page
      </SubmitButton>
    </Form>
  );
}
