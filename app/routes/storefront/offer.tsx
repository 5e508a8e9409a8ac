import { parseWithZod } from "@conform-to/zod/v4";
import type { SubmissionResult } from "@conform-to/react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, type TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { Check } from "lucide-react";
import { z } from "zod";
import { getViewer } from "~/auth/guards.server";
import { requesterOf } from "~/auth/requester.server";
import { StorefrontShell } from "~/components/layout/storefront-shell";
import { BundleInside } from "~/components/storefront/bundle-inside";
import { BuyBar, BuyBox } from "~/components/storefront/buy-box";
import { CourseOutline } from "~/components/storefront/course-outline";
import { FileList } from "~/components/storefront/file-list";
import { FreeForm } from "~/components/storefront/free-form";
import { OfferCover } from "~/components/storefront/offer-cover";
import { SellerBlock } from "~/components/storefront/seller-block";
import { TierCards } from "~/components/storefront/tier-cards";
import { Banner } from "~/components/ui/banner";
import { Prose } from "~/components/ui/prose";
import { publicModuleLessons } from "~/domain/catalog/public-outline.server";
import { publicOffer, type PublicOffer } from "~/domain/catalog/public-queries.server";
import { claimFreeOffer } from "~/domain/checkout/claim-free-offer.server";
import { fileSizeText } from "~/domain/files/file-name";
import { env } from "~/env.server";
import { flash } from "~/lib/flash.server";
import { cn } from "~/lib/cn";
import { kindLabel } from "~/lib/offer-kind";
import { ensureBuyerKey } from "../checkout/buyer-cookie.server";
import { bundleView } from "./bundle-view.server";
import { buyState } from "./buy-state.server";
import { offerFacts } from "./offer-facts";
import { offerMeta } from "./offer-meta";
import { shellPublicStore, shellViewer } from "./shell-store.server";
import { tiersView } from "./tiers-view.server";

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
  const path = `/s/${store.slug}/${offer.slug}`;
  const [bundle, membership, modules] = await Promise.all([
    offer.kind === "bundle" ? bundleView(store.slug, offer, viewer) : null,
    offer.kind === "membership" ? tiersView(store, offer.id, viewer) : null,
    withAsked(args.request, store.slug, offer, isOwner ? (viewer?.id ?? null) : null),
  ]);
  const { previews, files, ...shown } = offer;
  return {
    appUrl: env.appUrl,
    store: shellPublicStore(store),
    about: store.about,
    viewer: shellViewer(viewer),
    path,
    offer: { ...shown, modules, previewCount: previews.length, firstPreview: previews[0] ?? null, files: files.map((file) => ({ name: file.name, sizeText: fileSizeText(file.size) })) },
    bundle,
    membership,
    facts: offerFacts(offer, bundle?.items.length ?? 0),
    editPath,
    buy: await buyState({ path, offer, viewer, editPath, bundle }),
    addressProved: viewer?.emailVerified ?? false,
  };
}

/** Without JavaScript a module is opened by its address (`?module=`): then its lessons come with the page. */
async function withAsked(request: Request, storeSlug: string, offer: PublicOffer, ownerId: string | null) {
  const asked = new URL(request.url).searchParams.get("module");
  const known = asked === null ? undefined : offer.modules.find((module) => module.id === asked);
  if (!known) return offer.modules;
  const lessons = await publicModuleLessons(storeSlug, offer.slug, known.id, ownerId);
  return offer.modules.map((module) => (module.id === known.id ? { ...module, lessons: lessons ?? module.lessons } : module));
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
  const { store, about, viewer, path, offer, bundle, membership, facts, editPath, buy, addressProved } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const isFree = offer.price?.isFree ?? false;
  const priceText = bundle?.lowered?.text ?? offer.priceText;
  const box = (
    <BuyBox
      state={buy}
      kind={offer.kind}
      priceText={priceText}
      was={bundle?.lowered ? offer.priceText : undefined}
      why={bundle?.lowered?.why}
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
          <header className="min-w-0 lg:col-start-1">
            <p className="text-sm text-ink-faint">{kindLabel(offer.kind)}</p>
            <h1 className="mt-2 font-display text-5xl font-medium tracking-[-0.025em] wrap-anywhere">{offer.title}</h1>
            {offer.subtitle && <p className="mt-4 max-w-2xl text-xl text-ink-muted">{offer.subtitle}</p>}
          </header>
          <div className="max-lg:order-first lg:col-start-1">
            <OfferCover src={offer.coverUrl} title={offer.title} kind={offer.kind} size="page" priority />
          </div>
          <div className={cn("lg:col-start-2 lg:row-start-1", membership ? "lg:row-span-2" : "lg:row-span-3")}>
            <div className="lg:sticky lg:top-8">{box}</div>
          </div>
          {membership && (
            // Side by side they need the whole width; the box beside the title ends above them.
            <div className="min-w-0 lg:col-span-2">
              <TierCards
                offerId={offer.id}
                {...membership}
                state={offer.status !== "published" ? "preview" : offer.paused ? "closed" : "join"}
                viewerEmail={viewer?.email ?? null}
                addressProved={addressProved}
                lastResult={lastResult}
              />
            </div>
          )}
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
                      <span className="text-pretty wrap-anywhere">{highlight}</span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {offer.descriptionHtml && <Prose html={offer.descriptionHtml} />}
            {bundle && <BundleInside items={bundle.items} owned={bundle.owned} saving={bundle.saving} />}
            {offer.modules.length > 0 && (
              <section aria-labelledby="content">
                <h2 id="content" className="font-display text-2xl font-medium tracking-[-0.015em]">
                  Inside the course
                </h2>
                <p className="mt-1 mb-5 text-ink-muted">
                  {offer.lessonCount} {offer.lessonCount === 1 ? "lesson" : "lessons"}
                  {offer.firstPreview && (
                    <>
                      ,{" "}
                      <Link to={`${path}/preview/${offer.firstPreview.id}`} className="link-quiet text-ink">
                        {offer.previewCount} of them free to try now
                      </Link>
                    </>
                  )}
                </p>
                <CourseOutline modules={offer.modules} offerPath={path} />
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
