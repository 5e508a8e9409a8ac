import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Layers } from "lucide-react";
import { Banner } from "~/components/ui/banner";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { FormErrors } from "~/components/ui/form-errors";
import { SubmitButton } from "~/components/ui/submit-button";
import { useLookAgain } from "~/components/ui/use-look-again";
import { addToBundle, bundleRefusalText, moveInBundle, removeFromBundle, setOwnersPayLess } from "~/domain/bundles/edit-bundle.server";
import { extendToOwners } from "~/domain/bundles/extend-owners.server";
import { bundleInStudio, offersToAdd } from "~/domain/bundles/studio.server";
import { BundleAdd } from "./bundle-add";
import { BundleItemRow } from "./bundle-item-row";
import { BundleSaving } from "./bundle-saving";
import { QuestionBanner, type Question } from "./confirmed";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { useFocusAfterMove } from "./reorder-buttons";

export const meta: MetaFunction = () => [{ title: "Contents · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer, price, store } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "bundle") throw notFound();
  const query = new URL(request.url).searchParams;
  const search = (query.get("q") ?? "").trim().slice(0, 120);
  const [bundle, toAdd] = await Promise.all([bundleInStudio(offer.id, offer.accessDays, price), offersToAdd(store.id, offer.id, search)]);
  return { id: offer.id, ...bundle, toAdd, search, added: query.get("added"), hasPrice: price !== null };
}

export interface ContentsAnswer {
  refused?: string;
  question?: Question;
  /** The membership whose tier or days were not right. */
  at?: string;
}

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<ContentsAnswer>> {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "bundle") throw notFound();
  const bundle = { storeId: key.storeId, bundleId: key.offerId };
  const page = `/studio/offers/${key.offerId}/contents`;
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? "");
  const refuse = (answer: ContentsAnswer) => Response.json(answer, { status: 400 });
  const itemId = text("itemId");
  switch (form.get("intent")) {
    case "add": {
      const offerId = text("offerId");
      const tierId = text("tierId") || null;
      const added = await addToBundle({ ...bundle, offerId, tierId, days: /^\d{1,5}$/.test(text("days")) ? Number(text("days")) : null }, cause);
      if (added.ok) return redirectWith(`${page}?added=${added.value.itemId}`, "Added. Whoever buys the bundle from now on gets it.");
      if (added.error === "not_found") throw notFound();
      return refuse({ refused: bundleRefusalText(added.error), at: offerId });
    }
    case "move": {
      const direction = form.get("direction") === "up" ? "up" : "down";
      found(await moveInBundle({ ...bundle, itemId, direction }));
      return redirect(`${page}?moved=${itemId}&direction=${direction}`);
    }
    case "remove": {
      if (form.get("confirmed") !== "yes") return refuse({ question: { title: "Take this offer out of the bundle?", description: REMOVED, confirmLabel: "Take it out", fields: { intent: "remove", itemId } } });
      const removed = await removeFromBundle({ ...bundle, itemId }, cause);
      if (removed.ok) return redirectWith(page, `${removed.value.title} is out of the bundle. Whoever has it keeps it.`);
      if (removed.error === "not_found") throw notFound();
      return refuse({ refused: bundleRefusalText(removed.error) });
    }
    case "extend":
      found(await extendToOwners({ ...bundle, itemId }, cause));
      return redirectWith(page, "The owners of the bundle are being given it now.");
    case "owners": {
      const ownersPayLess = form.get("ownersPayLess") === "on";
      found(await setOwnersPayLess({ ...bundle, ownersPayLess }));
      return redirectWith(page, ownersPayLess ? "Saved. Owners of some of it pay less from now on." : "Saved. Everybody pays the same.");
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

const REMOVED = "Everyone who has it keeps it. Whoever buys the bundle from now on does not get it.";

/** What a bundle holds, in which order, what buyers save, and what its owners get of what is added later. */
export default function Contents() {
  const { id, rows, toAdd, search, added, hasPrice, saving, leftOut, ownersPayLess } = useLoaderData<typeof loader>();
  const answer = useActionData<ContentsAnswer>();
  const { moved } = useFocusAfterMove();
  useLookAgain(rows.some((row) => row.extension === "running"));
  const at = rows.findIndex((row) => row.itemId === moved);
  const fresh = rows.find((row) => row.itemId === added && row.extension === "none" && row.owners > row.reached);
  const base = `/studio/offers/${id}/contents`;
  return (
    <div className="space-y-6">
      <h2 className="sr-only">Contents</h2>
      {answer?.question && <QuestionBanner question={answer.question} back={base} />}
      <FormErrors errors={answer?.refused ? [answer.refused] : null} />
      {fresh && (
        <Banner
          tone="calm"
          live
          title={`Also give it to the ${people(fresh.owners - fresh.reached)} the bundle?`}
          action={
            <Form method="post" action={base} className="flex flex-wrap gap-2.5">
              <input type="hidden" name="itemId" value={fresh.itemId} />
              <SubmitButton name="intent" value="extend" pendingLabel="One moment…">
                Give it to them
              </SubmitButton>
              <Button asChild variant="secondary">
                <a href={base}>Only to new buyers</a>
              </Button>
            </Form>
          }
        >
          <p>
            {fresh.title} then opens for everyone who bought the bundle before, at no cost, for as long as their bundle does. This cannot be taken back. You can also do it later.
          </p>
        </Banner>
      )}
      <p role="status" className="sr-only">
        {at === -1 ? "" : `${rows[at]?.title} is now number ${at + 1} of ${rows.length}.`}
      </p>
      {rows.length === 0 ? (
        <EmptyState icon={<Layers aria-hidden="true" />} title="Choose what is inside">
          A bundle sells several of your offers at one price. Each becomes the buyer’s own, as if bought by itself. Add the first one below.
        </EmptyState>
      ) : (
        <Card title="What is inside" flush headingLevel={3}>
          <ul className="divide-y divide-line">
            {rows.map((row, index) => (
              <BundleItemRow key={row.itemId} row={row} first={index === 0} last={index === rows.length - 1} />
            ))}
          </ul>
        </Card>
      )}
      <BundleAdd base={base} toAdd={toAdd} search={search} problemAt={answer?.at} />
      {rows.length > 0 && <BundleSaving offerId={id} saving={saving} leftOut={leftOut} hasPrice={hasPrice} ownersPayLess={ownersPayLess} />}
    </div>
  );
}

/** "one person who owns", "40 people who own". */
function people(count: number): string {
  return count === 1 ? "one person who owns" : `${count.toLocaleString("en")} people who own`;
}
