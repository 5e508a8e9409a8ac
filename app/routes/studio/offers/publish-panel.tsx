import { Form, Link } from "@remix-run/react";
import { TriangleAlert } from "lucide-react";
import { RequirementsList } from "~/components/requirements-list";
import type { RequirementLine } from "~/domain/merchants/explain-requirements";
import { Button } from "~/components/ui/button";
import { SubmitButton } from "~/components/ui/submit-button";
import type { OfferShellData } from "./offer";
import { Checklist, forPrice } from "./publish-aside";

/** The step from draft to sale: what is missing, what Stripe wants and where to go, or the button. In the dialog and on its page. */
export function PublishPanel({ data }: { data: OfferShellData }) {
  const { id, publish, price, publicUrl } = data;
  const missing = publish.items.filter((item) => !item.done && item.key !== "payments");
  const { connect, blocking, warnings, meant, currency, because } = publish.payments;
  const stopped = connect !== null || currency !== null || meant !== null;
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
      {currency && (
        <section aria-labelledby="publish-currency" className="space-y-3 text-sm">
          <h3 id="publish-currency" className="font-semibold">
            No account of yours takes {currency}
          </h3>
          <p className="text-ink-muted">Stripe lets the accounts you have connected charge in other currencies only. Connect an account of another country, or change the currency your store sells in and set the price again.</p>
          <div className="flex flex-wrap gap-2.5">
            <Button asChild>
              <Link to="/settings/integrations/stripe">See your accounts</Link>
            </Button>
            <Button asChild variant="secondary">
              <Link to="/settings/store">Change the currency</Link>
            </Button>
          </div>
        </section>
      )}
      {meant && !currency && (
        <section aria-labelledby="publish-stripe" className="space-y-3 text-sm">
          <h3 id="publish-stripe" className="font-semibold">
            {stoppedText(meant.name, blocking)}
          </h3>
          <p className="text-ink-muted">An offer with a price can be published once this is settled:</p>
          <RequirementsList lines={blocking} headingLevel={3} compact />
          <Button asChild>
            <Link to={meant.to}>See what Stripe needs</Link>
          </Button>
        </section>
      )}
      {because && (
        <p className="flex gap-2 text-sm text-warning">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>{because}</span>
        </p>
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
            {price === "Free" ? "Anybody can get it for free" : `It will be on sale ${price ? forPrice(price) : ""}`} at <span className="break-all text-ink">{publicUrl}</span>. You can take it down at any time.
          </p>
          <SubmitButton pendingLabel="Publishing…">Publish now</SubmitButton>
        </Form>
      )}
    </div>
  );
}

/** Why an offer with a price cannot be published, without a full stop. "Verification" only where the creator can give it. */
export function stoppedText(account: string, lines: readonly Pick<RequirementLine, "who">[]): string {
  return lines.some((line) => line.who === "you") ? `Verification required: Stripe takes no payments for ${account} yet` : `Stripe takes no payments for ${account} at the moment`;
}
