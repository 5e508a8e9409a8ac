import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { Badge } from "~/components/ui/badge";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { CopyButton } from "~/components/ui/copy-button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { KeyValue } from "~/components/ui/key-value";
import { SubmitButton } from "~/components/ui/submit-button";
import { freePlace, licenseForStudio, setLicenseLimit, switchLicense } from "~/domain/downloads/license-list.server";
import { formatDay, formatMoment } from "~/lib/dates";
import { Confirmed, QuestionBanner, type Question } from "./confirmed";
import { MOST_ACTIVATIONS, readCount } from "./files-options-form";
import { licenseState } from "./license-state";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

export const meta: MetaFunction = () => [{ title: "Licence key · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { key } = await requireOffer(request, params.offerId, "customers.read");
  const license = await licenseForStudio(key, params.licenseId ?? "");
  if (!license) throw notFound();
  const { standing, places, buyer, createdAt, orderId, orderNumber, ownLimit } = license;
  return {
    base: `/studio/offers/${key.offerId}/licenses`,
    id: license.id,
    text: license.key,
    buyer,
    since: formatDay(createdAt),
    order: { id: orderId, label: orderNumber === null ? "The order" : `Order ${orderNumber}` },
    state: licenseState(standing),
    disabled: standing.disabled,
    until: standing.expiresAt && formatDay(standing.expiresAt),
    activations: standing.activations,
    limit: standing.limit,
    ownLimit,
    places: places.map((place) => ({ id: place.id, instance: place.instance, since: formatMoment(place.createdAt), at: place.createdAt.toISOString() })),
  };
}

type Answer = { question?: Question; limit?: { problem: string; typed: string } };

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<Answer>> {
  const { key, cause, viewer } = await requireOffer(request, params.offerId, "access.change");
  const licenseId = params.licenseId ?? "";
  if (!(await licenseForStudio(key, licenseId))) throw notFound();
  const page = `/studio/offers/${key.offerId}/licenses/${licenseId}`;
  const form = await request.formData();
  const refuse = (answer: Answer) => Response.json(answer, { status: 400 });
  switch (form.get("intent")) {
    case "disable":
      if (form.get("confirmed") !== "yes") return refuse({ question: { title: "Switch this key off?", description: OFF, confirmLabel: "Switch it off", fields: { intent: "disable" } } });
      found(await switchLicense(key, { licenseId, on: false }, cause));
      return redirectWith(page, "The key is switched off.");
    case "enable":
      found(await switchLicense(key, { licenseId, on: true }, cause));
      return redirectWith(page, "The key is good again.");
    case "free-place":
      found(await freePlace({ storeId: key.storeId, actorId: viewer.id }, { offerId: key.offerId, activationId: String(form.get("activationId") ?? "") }));
      return redirectWith(page, "That place is free again.");
    case "limit": {
      const typed = String(form.get("limit") ?? "").trim();
      const limit = readCount(typed, MOST_ACTIVATIONS);
      if (limit === "wrong") return refuse({ limit: { problem: "Enter a whole number from 1 to 10,000, or leave it empty.", typed } });
      found(await setLicenseLimit(key, { licenseId, limit }, cause));
      return redirectWith(page, "Limit saved.");
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

const OFF = "Software that asks about it hears that it is revoked. The buyer keeps the files. You can switch it on again.";

/** One key: whose it is, where it is active, and the switch. */
export default function License() {
  const license = useLoaderData<typeof loader>();
  const answer = useActionData<Answer>();
  const { base, id, text, buyer, since, order, state, disabled, until, activations, limit, ownLimit, places } = license;
  return (
    <div className="space-y-6">
      {answer?.question && <QuestionBanner question={answer.question} back={`${base}/${id}`} />}
      <div>
        <p className="text-sm">
          <Link to={base} className="link-quiet inline-block py-2 text-ink-muted sm:py-0">
            All licence keys
          </Link>
        </p>
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <h2 className="font-mono text-base font-medium break-all">{text ?? "A key that cannot be read any more"}</h2>
          {text && <CopyButton value={text} label="Copy key" />}
          <Badge tone={state.tone}>{state.label}</Badge>
        </div>
        {text === null && <p className="mt-2 max-w-prose text-sm text-ink-muted">It was sealed with another ENCRYPTION_KEY. Software still accepts it; only showing it is not possible.</p>}
      </div>
      <Card
        headingLevel={3}
        title="Whose it is"
        footer={
          <Form method="post" preventScrollReset>
            {disabled ? (
              <SubmitButton name="intent" value="enable" variant="secondary" size="sm" pendingLabel="Switching…">
                Switch it on again
              </SubmitButton>
            ) : (
              <>
                <Confirmed />
                <ConfirmButton name="intent" value="disable" variant="secondary" size="sm" pendingLabel="Switching…" title="Switch this key off?" description={OFF} confirmLabel="Switch it off">
                  Switch it off
                </ConfirmButton>
              </>
            )}
          </Form>
        }
      >
        <KeyValue
          items={[
            { label: "Buyer", value: <span className="break-all">{buyer.name ? `${buyer.name}, ${buyer.email}` : buyer.email}</span> },
            { label: "Bought with", value: <Link to={`/studio/orders/${order.id}`} className="link-quiet inline-block py-2 sm:py-0">{order.label}</Link> },
            { label: "Since", value: since },
            ...(until ? [{ label: "Good until", value: until }] : []),
          ]}
        />
      </Card>
      <Card headingLevel={3} title="Where it is active" description={limit === null ? `${activations} ${activations === 1 ? "place" : "places"}, without a limit.` : `${activations} of ${limit} ${limit === 1 ? "place" : "places"}.`}>
        {places.length === 0 ? (
          <p className="text-sm text-ink-muted">Not active anywhere.</p>
        ) : (
          <ul className="divide-y divide-line border-y border-line text-sm">
            {places.map((place) => (
              <li key={place.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
                <p className="min-w-0 flex-1 basis-52">
                  <span className="[overflow-wrap:anywhere]">{place.instance}</span>{" "}
                  <span className="text-ink-faint">
                    since <time dateTime={place.at}>{place.since}</time>
                  </span>
                </p>
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="activationId" value={place.id} />
                  <SubmitButton name="intent" value="free-place" variant="ghost" size="sm" pendingLabel="Freeing…">
                    Deactivate<span className="sr-only"> {place.instance}</span>
                  </SubmitButton>
                </Form>
              </li>
            ))}
          </ul>
        )}
        {activations > places.length && <p className="mt-3 text-sm text-ink-faint">The first {places.length} are shown.</p>}
      </Card>
      <Form method="post" preventScrollReset>
        <Card
          headingLevel={3}
          title="A limit of its own"
          footer={
            <SubmitButton name="intent" value="limit" variant="secondary" size="sm" pendingLabel="Saving…">
              Save limit
            </SubmitButton>
          }
        >
          <Field label="Places this key may be active in" optional description="Empty: what the offer’s options say." field={{ name: "limit" }} error={answer?.limit?.problem}>
            <Input inputMode="numeric" defaultValue={answer?.limit?.typed ?? String(ownLimit ?? "")} className="max-w-32" />
          </Field>
        </Card>
      </Form>
    </div>
  );
}
