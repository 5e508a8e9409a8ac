import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type SerializeFrom, type TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Layers } from "lucide-react";
import { z } from "zod";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { Field } from "~/components/ui/field";
import { FormErrors } from "~/components/ui/form-errors";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { membershipOptions } from "~/domain/memberships/options.server";
import { tierPriceTexts } from "~/domain/memberships/price-words";
import { tierCounts, tiersOf } from "~/domain/memberships/tier-queries.server";
import { addTier, archiveTier, moveTier, restoreTier, setMembershipOptions } from "~/domain/memberships/tiers.server";
import { MembershipOptionsCard } from "./membership-options-card";
import { titleField } from "./offer-form";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { ReorderButtons, useFocusAfterMove } from "./reorder-buttons";
import { optionsSchema } from "./tier-form";

export const meta: MetaFunction = () => [{ title: "Tiers · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { offer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const [tiers, counts, options] = await Promise.all([tiersOf(offer.id), tierCounts(offer.id), membershipOptions(offer.id)]);
  return {
    id: offer.id,
    options,
    tiers: tiers.map((tier) => ({
      id: tier.id,
      title: tier.title,
      archived: tier.archived,
      prices: tierPriceTexts(tier.prices),
      opens: tier.items.length,
      opensPosts: tier.opensPosts,
      ...(counts.get(tier.id) ?? { members: 0, founders: 0 }),
    })),
  };
}

type Answer = { form: "add" | "options"; result: SubmissionResult } | { refused: string };

const addSchema = z.object({ title: titleField });

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<Answer>> {
  const { key, offer, cause } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "membership") throw notFound();
  const page = `/studio/offers/${key.offerId}/tiers`;
  const form = await request.formData();
  const tierId = String(form.get("tierId") ?? "");
  const refuse = (answer: Answer) => Response.json(answer, { status: 400 });
  switch (form.get("intent")) {
    case "add": {
      const submission = parseWithZod(form, { schema: addSchema });
      if (submission.status !== "success") return refuse({ form: "add", result: submission.reply() });
      return redirect(`${page}/${found(await addTier(key, submission.value))}`);
    }
    case "move": {
      const direction = form.get("direction") === "up" ? "up" : "down";
      found(await moveTier(key, { tierId, direction }));
      return redirect(`${page}?moved=${tierId}&direction=${direction}`);
    }
    case "archive": {
      const archived = await archiveTier(key, { tierId }, cause);
      if (archived.ok) return redirectWith(page, "Nobody can join this tier any more. Its members stay as they are.");
      if (archived.error === "not_found") throw notFound();
      return refuse({ refused: "A published membership keeps one tier that can be joined. Add another one first, or take the membership down." });
    }
    case "restore":
      found(await restoreTier(key, { tierId }, cause));
      return redirectWith(page, "It can be joined again.");
    case "options": {
      const submission = parseWithZod(form, { schema: optionsSchema });
      if (submission.status !== "success") return refuse({ form: "options", result: submission.reply() });
      found(await setMembershipOptions(key, { graceDays: submission.value.graceDays, pauseAllowed: submission.value.pauses === "on" }));
      return redirectWith(page, "Saved.");
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

type TierRow = SerializeFrom<typeof loader>["tiers"][number];

/** The levels of a membership: what each costs, opens, and how many are in it. */
export default function Tiers() {
  const { id, tiers, options } = useLoaderData<typeof loader>();
  const answer = useActionData<Answer>();
  const { moved } = useFocusAfterMove();
  const at = tiers.findIndex((tier) => tier.id === moved);
  const resultOf = (form: "add" | "options") => (answer && "form" in answer && answer.form === form ? answer.result : undefined);
  return (
    <div className="space-y-6">
      <h2 className="sr-only">Tiers</h2>
      <FormErrors errors={answer && "refused" in answer ? [answer.refused] : null} />
      <p role="status" className="sr-only">
        {at === -1 ? "" : `${tiers[at]?.title} is now tier ${at + 1} of ${tiers.length}.`}
      </p>
      {tiers.length === 0 ? (
        <EmptyState icon={<Layers aria-hidden="true" />} title="No tiers yet" headingLevel={3}>
          A tier says what members get and what they pay. One is enough to begin with.
        </EmptyState>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {tiers.map((tier, index) => (
            <TierItem key={tier.id} tier={tier} base={`/studio/offers/${id}/tiers`} first={index === 0} last={index === tiers.length - 1} />
          ))}
        </ol>
      )}
      <AddTier result={resultOf("add")} />
      <MembershipOptionsCard options={options} result={resultOf("options")} />
    </div>
  );
}

function TierItem({ tier, base, first, last }: { tier: TierRow; base: string; first: boolean; last: boolean }) {
  const { id, title, archived, prices, opens, opensPosts, members, founders } = tier;
  const facts = [
    `${opens} ${opens === 1 ? "offer" : "offers"}${opensPosts ? " and posts" : ""}`,
    `${members} ${members === 1 ? "member" : "members"}`,
    ...(founders > 0 ? [`${founders} at an earlier price`] : []),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4 sm:px-5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2">
          <Link to={`${base}/${id}`} className="link-quiet font-medium wrap-anywhere">
            {title}
          </Link>
          {archived ? <Badge>Closed</Badge> : prices.length === 0 && <Badge tone="warning">No price yet</Badge>}
        </p>
        {prices.length > 0 && <p className="mt-1 text-sm">{prices.join(" or ")}</p>}
        <p className="mt-0.5 text-sm text-ink-muted">{facts.join(" · ")}</p>
      </div>
      <div className="flex items-center gap-1">
        <Button asChild variant="secondary" size="sm">
          <Link to={`${base}/${id}`}>
            Edit<span className="sr-only"> {title}</span>
          </Link>
        </Button>
        <Form method="post">
          <input type="hidden" name="tierId" value={id} />
          <SubmitButton variant="ghost" size="sm" name="intent" value={archived ? "restore" : "archive"}>
            {archived ? "Open again" : "Close"}
            <span className="sr-only"> {title}</span>
          </SubmitButton>
        </Form>
        <ReorderButtons name={title} id={id} intent="move" field="tierId" first={first} last={last} />
      </div>
    </li>
  );
}

function AddTier({ result }: { result: SubmissionResult | undefined }) {
  const error = result?.error?.title?.[0];
  const typed = result?.initialValue?.title;
  return (
    <Card headingLevel={3} title="Another tier">
      <Form method="post" className="flex flex-wrap items-start gap-3" key={error ?? "add"}>
        <Field label="Name of the tier" field={{ name: "title", required: true, maxLength: 120, ...(typeof typed === "string" ? { initialValue: typed } : {}) }} hideLabel error={error} className="min-w-0 flex-1 basis-60">
          <Input placeholder="For example Supporter" autoComplete="off" />
        </Field>
        <SubmitButton name="intent" value="add" variant="secondary">
          Add tier
        </SubmitButton>
      </Form>
    </Card>
  );
}
