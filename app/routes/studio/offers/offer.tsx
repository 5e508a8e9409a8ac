import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { ArrowUpRight, Gift } from "lucide-react";
import { Banner } from "~/components/ui/banner";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { Button } from "~/components/ui/button";
import { PageHeader } from "~/components/ui/page-header";
import { Tabs } from "~/components/ui/tabs";
import { saleOf } from "~/domain/catalog/for-sale";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { hasWaitingList, waitingCounts } from "~/domain/waiting-list/queries.server";
import { env } from "~/env.server";
import { offerTabs } from "./offer-tabs";
import { PublishAside } from "./publish-aside";
import { PublishDialog } from "./publish-dialog";
import { publishState, type PublishState } from "./publish-state.server";
import { requireOffer } from "./own-offer.server";
import { useMay } from "../use-may";
import { StatusBadge } from "./status-badge";
import type { OfferKind } from "~/generated/prisma/enums";
import { cn } from "~/lib/cn";
import { kindLabel } from "~/lib/offer-kind";

export interface OfferShellData {
  id: string;
  title: string;
  kind: OfferKind;
  price: string | null;
  publicPath: string;
  /** With the host, to be copied. */
  publicUrl: string;
  publish: PublishState;
  /** Published at a price, and nobody can be charged for it at the moment. */
  paused: boolean;
  /** Addresses on the waiting list; null when nobody has ever waited. */
  waiting: number | null;
}

export async function loader({ request, params }: LoaderFunctionArgs): Promise<OfferShellData> {
  const found = await requireOffer(request, params.offerId, "offers.read");
  const { offer, price, store } = found;
  const publicPath = `/s/${store.slug}/${offer.slug}`;
  return {
    id: offer.id,
    title: offer.title,
    kind: offer.kind,
    price: found.priceText,
    publicPath,
    publicUrl: `${env.appUrl}${publicPath}`,
    publish: publishState(found),
    paused: saleOf({ ...offer, price }, await connectedAccounts(store.id)).state === "paused",
    waiting: (await hasWaitingList(offer.id)) ? ((await waitingCounts([offer.id])).get(offer.id) ?? 0) : null,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? "Offer"} · Lectern` }];

/** The frame around everything about one offer: where it stands, what is missing, the tabs. */
export default function Offer() {
  const data = useLoaderData<typeof loader>();
  const { id, title, kind, publish, waiting } = data;
  const may = useMay();
  const mayWrite = may("offers.write");
  const base = `/studio/offers/${id}`;
  return (
    <>
      <PageHeader
        className="mb-5 sm:mb-6"
        title={<span className="break-words">{title}</span>}
        badges={<StatusBadge status={publish.status} />}
        breadcrumbs={<Breadcrumbs items={[{ label: "Offers", to: "/studio/offers" }, { label: kindLabel(kind) }]} />}
        actions={<Actions data={data} />}
      />
      <Tabs label="Offer" tabs={offerTabs(base, kind, waiting, may)} />
      <div className={cn("mt-7 grid gap-8 lg:gap-10", mayWrite && "lg:grid-cols-[minmax(0,1fr)_19rem]")}>
        {mayWrite && (
          <aside aria-label="Publishing" className="lg:order-last">
            <PublishAside data={data} />
          </aside>
        )}
        <div className="min-w-0">
          {publish.status === "archived" && (
            <Banner tone="neutral" title="This offer is archived" className="mb-8">
              It is out of sale. Everyone who has it keeps it.{mayWrite && " Restore it to sell it again."}
            </Banner>
          )}
          <Outlet />
        </div>
      </div>
    </>
  );
}

function Actions({ data }: { data: OfferShellData }) {
  const { id, publicPath, publish } = data;
  const may = useMay();
  const mayWrite = may("offers.write");
  const onPublishPage = useLocation().pathname.endsWith("/publish");
  return (
    <>
      {may("access.change") && publish.status !== "draft" && (
        <Button asChild variant="ghost">
          <Link to={`/studio/customers/give?${new URLSearchParams({ offer: id, back: `/studio/offers/${id}` })}`}>
            <Gift aria-hidden="true" />
            Give access
          </Link>
        </Button>
      )}
      {publish.status === "published" && (
        <Button asChild variant="secondary">
          <Link to={publicPath}>
            <ArrowUpRight aria-hidden="true" />
            View page
          </Link>
        </Button>
      )}
      {publish.status === "draft" && mayWrite && !onPublishPage && <PublishDialog data={data} />}
      {publish.status === "archived" && mayWrite && (
        <Form method="post" action={`/studio/offers/${id}/status`}>
          <Button type="submit" variant="secondary" name="move" value="restore">
            Restore
          </Button>
        </Form>
      )}
    </>
  );
}
