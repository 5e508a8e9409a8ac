import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { ownedDownload } from "~/domain/downloads/owned-download.server";
import { openOffer } from "~/domain/library/owned-offer.server";

export const meta: MetaFunction<typeof loader> = () => [{ title: "No downloads left" }];

/** Which files have been downloaded as often as the seller allows, and what to do about it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, params.offerId ?? "");
  if (!opened || opened.offer.kind !== "download") throw new Response("Not found", { status: 404 });
  const { offer } = opened;
  const owned = opened.access === "open" ? await ownedDownload(viewer.id, offer.id, opened.by) : null;
  const editions = owned?.files.flatMap((file) => [file, ...file.older]).filter((edition) => edition.left === 0) ?? [];
  // More was allowed meanwhile, or access is over: the download's own page says which.
  if (!owned || editions.length === 0) throw redirect(`/library/${offer.id}`);
  const subject = `More downloads of ${offer.title}${owned.orderNumber === null ? "" : ` (order ${owned.orderNumber})`}`;
  return {
    offer: { id: offer.id, title: offer.title },
    seller: offer.store,
    orderNumber: owned.orderNumber,
    names: editions.map((edition) => (edition.number > 1 ? `${edition.name}, version ${edition.number}` : edition.name)),
    mailto: `mailto:${encodeURIComponent(offer.store.supportEmail).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject)}`,
    address: viewer.email,
  };
}

export default function UsedUp() {
  const { offer, seller, orderNumber, names, mailto, address } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-2xl">
      <Breadcrumbs items={[{ label: "Library", to: "/library" }, { label: offer.title, to: `/library/${offer.id}` }]} />
      <h1 className="mt-4 font-display text-3xl font-medium tracking-[-0.02em] text-balance">{names.length === 1 ? "This file has no downloads left" : "Some files have no downloads left"}</h1>
      <p className="mt-4 text-ink-muted">{seller.name} allows a certain number of downloads of each file. You still own it, and what you have downloaded stays yours.</p>
      <ul className="mt-6 divide-y divide-line border-y border-line text-sm">
        {names.map((name) => (
          <li key={name} className="py-3 break-words">
            {name}
          </li>
        ))}
      </ul>
      <p className="mt-6 text-ink-muted">
        Write to {seller.name} at <span className="break-words text-ink">{seller.supportEmail}</span> and ask for more; it is one click for them. Say that you bought it with {address}
        {orderNumber === null ? "." : ` and that it is order ${orderNumber}.`} A new version of a file counts from the beginning.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <a href={mailto} className={buttonStyles({})}>
          Write to the seller
        </a>
        <Link to={`/library/${offer.id}`} className={buttonStyles({ variant: "secondary" })}>
          Back to the files
        </Link>
      </div>
    </div>
  );
}
