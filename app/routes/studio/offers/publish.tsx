import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useActionData, useRouteLoaderData } from "@remix-run/react";
import { FormErrors } from "~/components/ui/form-errors";
import { offerRefusalText } from "~/domain/catalog/offer";
import { publishOffer, type PublishRefusal } from "~/domain/catalog/publish-offer.server";
import type { OfferShellData } from "./offer";
import { notFound, redirectWith, requireOffer } from "./own-offer.server";
import { PublishPanel, stoppedText } from "./publish-panel";

export const meta: MetaFunction = () => [{ title: "Publish · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId, "offers.write");
  return offer.status === "draft" ? null : redirect(`/studio/offers/${offer.id}`);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { key, cause } = await requireOffer(request, params.offerId, "offers.write");
  const published = await publishOffer(key, cause);
  if (published.ok) return redirectWith(`/studio/offers/${key.offerId}`, "Published. Everybody can see it now.");
  return Response.json({ problem: refusalText(published.error) }, { status: 400 });
}

function refusalText(refusal: PublishRefusal): string {
  switch (refusal.reason) {
    case "not_found":
      throw notFound();
    case "state":
      return offerRefusalText(refusal.refusal);
    case "not_ready":
      return "Something is still missing. It is not published.";
    case "payments":
      return paymentsText(refusal.gate);
  }
}

function paymentsText({ connect, currency, meant, lines }: Extract<PublishRefusal, { reason: "payments" }>["gate"]): string {
  if (connect) return "Connect Stripe first. It is not published.";
  if (currency) return `None of your Stripe accounts can take payments in ${currency}. It is not published.`;
  return `${stoppedText(meant?.name ?? "your account", lines)}. It is not published.`;
}

export default function Publish() {
  const data = useRouteLoaderData<OfferShellData>("routes/studio/offers/offer");
  const refused = useActionData<{ problem: string }>();
  if (!data) return null;
  return (
    <div className="max-w-xl space-y-6">
      <h2 className="font-display text-xl font-medium tracking-[-0.01em]">{data.publish.ready ? "Publish this offer?" : "Before this can be published"}</h2>
      <FormErrors errors={refused ? [refused.problem] : null} />
      <PublishPanel data={data} />
    </div>
  );
}
