import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Form, useLoaderData, useSubmit } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { requireViewer } from "~/auth/guards.server";
import { StorefrontShell, type ShellStore } from "~/components/layout/storefront-shell";
import { OfferCover } from "~/components/storefront/offer-cover";
import { SubmitButton } from "~/components/ui/submit-button";
import { claimableOrder } from "~/domain/checkout/claim-free-offer.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { completeFreeOrder } from "~/domain/orders/complete-free-order.server";
import { flash } from "~/lib/flash.server";
import { shellStore, shellViewer } from "../storefront/shell-store.server";
import type { OfferKind } from "~/generated/prisma/enums";

type ClaimData = { store: ShellStore; viewer: { name: string; email: string } | null; title: string; kind: OfferKind; coverUrl: string | null };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · ${data.store.name}` : "Your free offer" }, { name: "robots", content: "noindex" }];

/** Where the mailed link of a free offer leads once it has proved the address. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<TypedResponse<ClaimData>> {
  const viewer = await requireViewer(request);
  const order = await claimableOrder(params.orderId ?? "", viewer);
  if (!order) throw new Response("Not found", { status: 404 });
  if (order.status === "paid") throw redirect(`/library/${order.offerId}`);
  const data: ClaimData = { store: shellStore(order.store), viewer: shellViewer(viewer), title: order.offerTitle, kind: order.offerKind, coverUrl: publicFileUrl(order.offer.coverFileId) };
  return Response.json(data);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(request);
  const order = await claimableOrder(params.orderId ?? "", viewer);
  if (!order) throw new Response("Not found", { status: 404 });
  const done = await completeFreeOrder(order.id, viewer.id, { cause: "free offer claimed", causeId: viewer.id });
  if (!done.ok) throw new Response("Not found", { status: 404 });
  return redirect(`/library/${order.offerId}`, { headers: await flash(new Headers(), `${order.offerTitle} is in your library.`) });
}

export default function Claim() {
  const { store, viewer, title, kind, coverUrl } = useLoaderData<typeof loader>();
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  // The link in the mail was the yes; the button is for browsers without JavaScript.
  useEffect(() => {
    if (form.current) submit(form.current);
  }, [submit]);
  return (
    <StorefrontShell store={store} viewer={viewer}>
      <div className="gutter mx-auto grid max-w-(--container-page) items-center gap-8 pt-6 sm:grid-cols-2 sm:gap-14 sm:pt-14 lg:gap-20">
        <OfferCover src={coverUrl} title={title} kind={kind} priority />
        <div>
          <h1 className="font-display text-3xl font-medium tracking-[-0.015em]">{title}</h1>
          <p className="mt-3 text-ink-muted">Free, from {store.name}. One more click puts it into your library.</p>
          <Form ref={form} method="post" className="mt-6">
            <SubmitButton size="lg" pendingLabel="Adding…">
              Add to my library
            </SubmitButton>
          </Form>
        </div>
      </div>
    </StorefrontShell>
  );
}
