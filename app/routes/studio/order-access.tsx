import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { requireStore } from "~/auth/guards.server";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { PageHeader } from "~/components/ui/page-header";
import { SubmitButton } from "~/components/ui/submit-button";
import { endAccess } from "~/domain/orders/end-access.server";
import { orderForStore } from "~/domain/orders/queries.server";
import { flash } from "~/lib/flash.server";
import { accessWords } from "./access-words";

export const meta: MetaFunction = () => [{ title: "End access · Lectern" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { store } = await requireStore(request, "access.change");
  const order = await orderForStore(store.id, params.orderId ?? "");
  if (!order) throw new Response("Not found", { status: 404 });
  return {
    id: order.id,
    heading: order.number === null ? order.offerTitle : `Order ${order.number}`,
    who: order.buyerName ?? order.buyerEmail ?? "this person",
    given: order.givenById !== null,
    runs: order.subscription !== null && order.subscription.endedAt === null,
    open: order.grants.filter((grant) => accessWords(grant).live).map((grant) => ({ id: grant.id, title: grant.tier ? `${grant.offer.title}, ${grant.tier.title}` : grant.offer.title })),
  };
}

/** The confirmation is this page itself, so it works without JavaScript too. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const { viewer, store } = await requireStore(request, "access.change");
  const orderId = params.orderId ?? "";
  const ended = await endAccess({ storeId: store.id, orderId, actorId: viewer.id });
  if (!ended.ok && ended.error === "not_found") throw new Response("Not found", { status: 404 });
  const message = ended.ok
    ? { text: "The access has ended.", tone: "success" as const }
    : { text: ended.error === "membership_runs" ? "This membership is still paid for. End it first, so that nothing is charged for nothing." : "There was nothing open to end.", tone: "danger" as const };
  return redirect(`/studio/orders/${orderId}`, { headers: await flash(new Headers(), message) });
}

/** Asks before what an order opened is closed. */
export default function EndAccess() {
  const { id, heading, who, given, runs, open } = useLoaderData<typeof loader>();
  const page = `/studio/orders/${id}`;
  const can = open.length > 0 && !runs;
  return (
    <>
      <PageHeader breadcrumbs={<Breadcrumbs items={[{ label: "Orders", to: "/studio/orders" }, { label: heading, to: page }, { label: "End access" }]} />} title={can ? "End this access?" : "Nothing to end"} />
      {runs && (
        <Banner tone="calm" title="This is a membership that is paid for" className="mb-8">
          Its access goes with its payments. End the membership first: then nothing more is charged, and the access ends with it.
        </Banner>
      )}
      {!can ? (
        <Button asChild variant="secondary">
          <Link to={page}>Back to {heading}</Link>
        </Button>
      ) : (
        <Card className="max-w-2xl">
          <div className="space-y-4 text-sm">
            <p>
              <span className="font-medium wrap-anywhere">{who}</span> can no longer open:
            </p>
            <ul className="list-disc space-y-1 pl-5">
              {open.map((grant) => (
                <li key={grant.id} className="wrap-anywhere">
                  {grant.title}
                </li>
              ))}
            </ul>
            <p className="text-ink-muted">
              It happens at once. Licence keys that belong to it stop working, progress and notes are kept, and what they have by other orders stays open.
              {given ? " You can give it to them again." : " No money moves: if you want to send it back, refund the order instead. A refund later on is still possible."}
            </p>
          </div>
          <Form method="post" className="mt-6 flex flex-wrap gap-2.5">
            <SubmitButton variant="danger" pendingLabel="Ending…">
              End access
            </SubmitButton>
            <Button asChild variant="secondary">
              <Link to={page}>Keep it open</Link>
            </Button>
          </Form>
        </Card>
      )}
    </>
  );
}
