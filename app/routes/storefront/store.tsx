import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { PenLine, Sprout } from "lucide-react";
import { getStore, getViewer } from "~/auth/guards.server";
import { StorefrontShell } from "~/components/layout/storefront-shell";
import { OfferCard } from "~/components/storefront/offer-card";
import { StoreHero } from "~/components/storefront/store-hero";
import { Button } from "~/components/ui/button";
import { EmptyState } from "~/components/ui/empty-state";
import { Pagination } from "~/components/ui/pagination";
import { publicStore } from "~/domain/catalog/public-queries.server";
import { env } from "~/env.server";
import { cn } from "~/lib/cn";
import { shellPublicStore, shellViewer } from "./shell-store.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return [{ title: "Not found" }];
  const { store, about, appUrl, isFirstPage } = data;
  const description = store.tagline ?? about.slice(0, 200);
  return [
    { title: store.name },
    { name: "description", content: description },
    ...(isFirstPage ? [{ tagName: "link", rel: "canonical", href: `${appUrl}/s/${store.slug}` }] : []),
    { property: "og:type", content: "website" },
    { property: "og:title", content: store.name },
    { property: "og:description", content: description },
    { property: "og:url", content: `${appUrl}/s/${store.slug}` },
    ...(store.logoUrl ? [{ property: "og:image", content: `${appUrl}${store.logoUrl}` }] : []),
  ];
};

export async function loader({ request, params }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams;
  const page = { before: asked.get("before"), after: asked.get("after") };
  const [viewer, mine, found] = await Promise.all([getViewer(request), getStore(request), publicStore(params.storeSlug ?? "", page)]);
  if (!found) throw new Response("Not found", { status: 404 });
  return {
    appUrl: env.appUrl,
    store: shellPublicStore(found.store),
    about: found.store.about,
    viewer: shellViewer(viewer),
    isOwner: mine?.id === found.store.id,
    isFirstPage: !page.before && !page.after,
    offers: found.offers,
    newer: found.newer && `?after=${encodeURIComponent(found.newer)}`,
    older: found.older && `?before=${encodeURIComponent(found.older)}`,
  };
}

export default function StorePage() {
  const { store, about, viewer, isOwner, isFirstPage, offers, newer, older } = useLoaderData<typeof loader>();
  // An odd number would leave a hole in the grid: the newest then stands across.
  const wideFirst = isFirstPage && offers.length % 2 === 1;
  const shelf = (
    <section aria-label="On sale">
      {offers.length === 0 ? (
        <EmptyState
          icon={<Sprout aria-hidden="true" />}
          title={isOwner ? "Your shelf is empty" : "Nothing on the shelf yet"}
          action={
            isOwner && (
              <Button asChild>
                <Link to="/studio/offers/new">Make your first offer</Link>
              </Button>
            )
          }
        >
          {isOwner ? "What you publish stands here. Visitors see this page already, without anything to buy." : `${store.name} is still getting things ready. Look in again soon.`}
        </EmptyState>
      ) : (
        <ul className="grid gap-x-8 gap-y-14 sm:grid-cols-2 lg:gap-x-12">
          {offers.map((offer, index) => (
            <li key={offer.id} className={cn(wideFirst && index === 0 && "sm:col-span-2")}>
              <OfferCard offer={offer} storeSlug={store.slug} wide={wideFirst && index === 0} priority={index < 2} />
            </li>
          ))}
        </ul>
      )}
      <Pagination newer={newer} older={older} label="More from this store" />
      {isOwner && offers.length > 0 && (
        <p className="pt-10">
          <Link to="/studio/offers" className="inline-flex min-h-11 items-center gap-2 text-sm text-ink-muted hover:text-ink">
            <PenLine aria-hidden="true" className="size-4" />
            Edit your offers
          </Link>
        </p>
      )}
    </section>
  );
  return (
    <StorefrontShell store={store} viewer={viewer}>
      {isFirstPage ? (
        <StoreHero name={store.name} tagline={store.tagline ?? null} about={about}>
          {shelf}
        </StoreHero>
      ) : (
        <div className="gutter mx-auto max-w-(--container-page) pt-4">
          <h1 className="sr-only">{store.name}</h1>
          {shelf}
        </div>
      )}
    </StorefrontShell>
  );
}
