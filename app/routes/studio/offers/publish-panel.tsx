import { Form, Link } from "@remix-run/react";
import { RequirementsList } from "~/components/requirements-list";
import { Button } from "~/components/ui/button";
import { SubmitButton } from "~/components/ui/submit-button";
import type { OfferShellData } from "./offer";
import { Checklist } from "./publish-aside";

/** The step from draft to sale: what is missing, what Stripe wants and where to go, or the button. In the dialog and on its page. */
export function PublishPanel({ data }: { data: OfferShellData }) {
  const { id, publish, price, publicUrl } = data;
  const missing = publish.items.filter((item) => !item.done && item.key !== "payments");
  const { connect, blocking, warnings } = publish.payments;
  const stopped = connect !== null || blocking.length > 0;
  return (
    <div className="space-y-6">
      {missing.length > 0 && (
        <section aria-labelledby="publish-missing" className="space-y-3">
          <h3 id="publish-missing" className="text-sm font-semibold">
            Still missing
          </h3>
          <Checklist items={missing} />
        </section>
      )}
      {connect && (
        <section aria-labelledby="publish-connect" className="space-y-3 text-sm">
          <h3 id="publish-connect" className="font-semibold">
            Connect Stripe first
          </h3>
          <p className="text-ink-muted">
            You ask {price} for this. Buyers pay straight to your own Stripe account, so it has to be connected before the offer can be sold. You come back here afterwards.
          </p>
          <Button asChild>
            <Link to={connect}>Connect Stripe</Link>
          </Button>
        </section>
      )}
      {blocking.length > 0 && (
        <section aria-labelledby="publish-stripe" className="space-y-3 text-sm">
          <h3 id="publish-stripe" className="font-semibold">
            Stripe takes no payments for you yet
          </h3>
          <p className="text-ink-muted">An offer with a price can be published once this is settled:</p>
          <RequirementsList lines={blocking} headingLevel={3} compact />
        </section>
      )}
      {!stopped && warnings.length > 0 && (
        <section aria-labelledby="publish-soon" className="space-y-3 text-sm">
          <h3 id="publish-soon" className="font-semibold">
            You can publish now. Stripe will want this soon
          </h3>
          <RequirementsList lines={warnings} headingLevel={3} compact />
        </section>
      )}
      {publish.ready && (
        <Form method="post" action={`/studio/offers/${id}/publish`} className="space-y-4">
          <p className="text-sm text-ink-muted">
            {price === "Free" ? "Anybody can get it for free" : `It will be on sale for ${price}`} at <span className="break-all text-ink">{publicUrl}</span>. You can take it down at any time.
          </p>
          <SubmitButton pendingLabel="Publishing…">Publish now</SubmitButton>
        </Form>
      )}
    </div>
  );
}
