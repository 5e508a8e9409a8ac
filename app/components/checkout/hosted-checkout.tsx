import { ArrowRight } from "lucide-react";
import { useEffect } from "react";
import { buttonStyles } from "~/components/ui/button";
import { useHydrated } from "~/components/ui/use-hydrated";

/**
 * The way to Stripe's own payment page: a link, which works everywhere. `go` follows it at once, replacing this page, so
 * that Back from there leads to where the buyer came from.
 */
export function HostedCheckout({ url, go }: { url: string; go: boolean }) {
  const hydrated = useHydrated();
  useEffect(() => {
    if (go) window.location.replace(url);
  }, [go, url]);
  return (
    <section aria-labelledby="hosted-title" className="max-w-lg">
      <h2 id="hosted-title" className="font-display text-2xl font-medium tracking-[-0.015em]">
        {go && hydrated ? "Taking you to the payment page" : "Your payment page is open"}
      </h2>
      <p className="mt-2 text-ink-muted">You pay on Stripe’s own page and come back here right after.</p>
      <a href={url} rel="noreferrer" className={buttonStyles({ size: "lg", className: "mt-6" })}>
        Continue to payment
        <ArrowRight aria-hidden="true" />
      </a>
    </section>
  );
}
