import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Check } from "lucide-react";
import { z } from "zod";
import { getViewer, type Viewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { StorefrontShell } from "~/components/layout/storefront-shell";
import { BuyBar, BuyBox, type BuyState } from "~/components/storefront/buy-box";
import { CourseOutline } from "~/components/storefront/course-outline";
import { FileList } from "~/components/storefront/file-list";
import { FreeForm } from "~/components/storefront/free-form";
import { OfferCover } from "~/components/storefront/offer-cover";
import { SellerBlock } from "~/components/storefront/seller-block";
import { Banner } from "~/components/ui/banner";
import { Prose } from "~/components/ui/prose";
import { canOpen } from "~/domain/access/can-open.server";
import { publicOffer, type PublicOffer } from "~/domain/catalog/public-queries.server";
import { claimFreeOffer } from "~/domain/checkout/claim-free-offer.server";
import { fileSizeText } from "~/domain/files/file-name";
import { waitingCounts } from "~/domain/waiting-list/queries.server";
import { env } from "~/env.server";
import { flash } from "~/lib/flash.server";
import { ensureBuyerKey } from "../checkout/buyer-cookie.server";
import { offerMeta } from "./offer-meta";
import { shellPublicStore, shellViewer } from "./shell-store.server";
import { waitProps } from "./wait-props.server";
import { kindLabel } from "~/lib/offer-kind";

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? offerMeta(data) : [{ title: "Not found" }]);

async function find({ request, params }: LoaderFunctionArgs) {
  const viewer = await getViewer(request);
  const found = await publicOffer(params.storeSlug ?? "", params.offerSlug ?? "", viewer?.id ?? null);
  if (!found) throw new Response("Not found", { status: 404 });
  return { viewer, ...found };
}

export async function loader(args: LoaderFunctionArgs) {
  const { viewer, store, offer, isOwner } = await find(args);
  const editPath = isOwner ? `/studio/offers/${offer.id}` : null;
  return {
    appUrl: env.appUrl,
    store: shellPublicStore(store),
    about: store.about,
    viewer: shellViewer(viewer),
    offer: { ...offer, files: offer.files.map((file) => ({ name: file.name, sizeText: fileSizeText(file.size) })) },
    facts: factsOf(offer),
    editPath,
    buy: await buyState(`/s/${store.slug}/${offer.slug}`, offer, viewer, editPath),
    addressProved: viewer?.emailVerified ?? false,
  };
}

async function buyState(path: string, offer: PublicOffer, viewer: Viewer | null, editPath: string | null): Promise<BuyState> {
  if ((offer.status !== "published" || !offer.price) && editPath) return { can: "preview", editPath };
  if (viewer && (await canOpen(viewer.id, offer.id))) return { can: "open", libraryPath: `/library/${offer.id}` };
  // A published offer has a price.
  if (!offer.price) throw new Response("Not found", { status: 404 });
  const { id: priceId, isFree } = offer.price;
  if (isFree) return { can: "take", offerId: offer.id, priceId };
  if (!offer.paused) return { can: "buy", offerId: offer.id, priceId };
  if (!editPath) return { can: "wait", ...(await waitProps(path, offer.id, viewer)) };
  const waiting = (await waitingCounts([offer.id])).get(offer.id) ?? 0;
  return { can: "mend", settingsPath: "/settings/integrations/stripe", waitingPath: `${editPath}/waiting`, waiting };
}

function factsOf({ kind, lessonCount, previewCount, files, price, paused }: PublicOffer): string[] {
  const content = kind === "course" ? plural(lessonCount, "lesson") : plural(files.length, "file");
  return [
    ...(previewCount > 0 ? [`${content}, ${previewCount} free to try`] : [content]),
    kind === "course" ? "At your own pace, yours to keep" : "Download again whenever you need to",
    // Not while there is nothing to be bought.
    ...(paused ? [] : [price?.isFree ? "No card needed" : "Inside at once, receipt by email"]),
  ];
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

const takeSchema = z.object({ email: z.email("Please enter your email address, for example you@mail.example.") });

/** Taking a free offer. The price that was seen comes along; what it is comes from our own table. */
export async function action(args: ActionFunctionArgs): Promise<TypedResponse<SubmissionResult<string[]>>> {
  const { viewer, offer } = await find(args);
  const form = await args.request.formData();
  const submission = parseWithZod(form, { schema: viewer ? takeSchema.partial() : takeSchema });
  if (submission.status !== "success") return Response.json(submission.reply(), { status: 400 });
  const { buyerKey, headers } = await ensureBuyerKey(args.request);
  const claimed = await claimFreeOffer({
    offerId: offer.id,
    priceId: String(form.get("priceId") ?? ""),
    viewer,
    email: submission.value.email ?? "",
    buyerKey,
    requester: requesterOf(args.request),
  });
  if (claimed.ok) {
    if (claimed.value.outcome === "link_sent") return redirect(`/checkout/${claimed.value.orderId}/return`, { headers });
    return redirect(`/library/${offer.id}`, { headers: await flash(headers, `${offer.title} is in your library.`) });
  }
  switch (claimed.error.kind) {
    case "already_owned":
      return redirect(`/library/${offer.id}`, { headers });
    case "offer_unavailable":
      return Response.json(submission.reply({ formErrors: ["This was just taken off the shelf, so it cannot be had any more."] }), { status: 410 });
    case "price_changed":
    case "not_free":
      return Response.json(submission.reply({ formErrors: ["The price has changed since you opened this page. Reload it to see what it costs now."] }), { status: 409 });
    case "too_many":
      return Response.json(submission.reply({ formErrors: ["That was asked for many times just now. Wait a few minutes and try again."] }), { status: 429 });
  }
}

export default function OfferPage() {
  const { store, about, viewer, offer, facts, editPath, buy, addressProved } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const isFree = offer.price?.isFree ?? false;
  const priceText = offer.price?.text ?? "No price yet";
  const box = (
    <BuyBox
      state={buy}
      kind={offer.kind}
      priceText={priceText}
      isFree={isFree}
      facts={facts}
      editPath={editPath}
      takeForm={buy.can === "take" && <FreeForm priceId={buy.priceId} oneClick={addressProved} viewerEmail={viewer?.email ?? null} lastResult={lastResult} />}
    />
  );
  return (
    <StorefrontShell store={store} viewer={viewer}>
      <div className="gutter mx-auto max-w-(--container-page) pt-4 sm:pt-8">
        {offer.status !== "published" && (
          <Banner tone="neutral" title={offer.status === "draft" ? "Only you see this: it is a draft" : "Only you see this: it is archived"} className="mb-8">
            Visitors find nothing at this address{offer.status === "draft" ? " until you publish it." : "."}
          </Banner>
        )}
        <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <header className="lg:col-start-1">
            <p className="text-sm text-ink-faint">{kindLabel(offer.kind)}</p>
            <h1 className="mt-2 font-display text-5xl font-medium tracking-[-0.025em]">{offer.title}</h1>
            {offer.subtitle && <p className="mt-4 max-w-2xl text-xl text-ink-muted">{offer.subtitle}</p>}
          </header>
          <div className="max-lg:order-first lg:col-start-1">
            <OfferCover src={offer.coverUrl} title={offer.title} kind={offer.kind} size="page" priority />
          </div>
          <div className="lg:col-start-2 lg:row-span-3 lg:row-start-1">
            <div className="lg:sticky lg:top-8">{box}</div>
          </div>
          <div className="min-w-0 space-y-14 lg:col-start-1">
            {offer.highlights.length > 0 && (
              <section aria-labelledby="gets">
                <h2 id="gets" className="font-display text-2xl font-medium tracking-[-0.015em]">
                  What you get
                </h2>
                <ul className="mt-5 grid gap-x-10 gap-y-3 sm:grid-cols-2">
                  {offer.highlights.map((highlight) => (
                    <li key={highlight} className="flex gap-3">
                      <Check aria-hidden="true" className="mt-1 size-4.5 shrink-0 text-accent-ink" />
                      <span className="text-pretty">{highlight}</span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {offer.descriptionHtml && <Prose html={offer.descriptionHtml} />}
            {offer.outline.length > 0 && (
              <section aria-labelledby="content">
                <h2 id="content" className="font-display text-2xl font-medium tracking-[-0.015em]">
                  Inside the course
                </h2>
                <p className="mt-1 mb-5 text-ink-muted">
                  {offer.lessonCount} {offer.lessonCount === 1 ? "lesson" : "lessons"}
                  {offer.previewCount > 0 && `, ${offer.previewCount} of them free to try now`}
                </p>
                <CourseOutline modules={offer.outline} previewBase={`/s/${store.slug}/${offer.slug}/preview`} />
              </section>
            )}
            {offer.files.length > 0 && (
              <section aria-labelledby="files">
                <h2 id="files" className="mb-5 font-display text-2xl font-medium tracking-[-0.015em]">
                  Inside the download
                </h2>
                <FileList files={offer.files} />
              </section>
            )}
            <SellerBlock store={store} about={about} isFree={isFree} />
          </div>
        </div>
      </div>
      <BuyBar state={buy} kind={offer.kind} priceText={priceText} />
    </StorefrontShell>
  );
}
