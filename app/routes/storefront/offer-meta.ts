import type { MetaDescriptor } from "@remix-run/node";
import type { ShellStore } from "~/components/layout/storefront-shell";
import type { OfferKind } from "~/generated/prisma/enums";

export type OfferMetaInput = {
  appUrl: string;
  store: ShellStore;
  offer: {
    slug: string;
    kind: OfferKind;
    status: string;
    title: string;
    subtitle: string;
    descriptionHtml: string;
    coverUrl: string | null;
    price: { decimal: string; currency: string } | null;
    /** Nobody can be charged for it at the moment. */
    paused: boolean;
  };
};

const DESCRIPTION_LENGTH = 200;

/**
 * Title, link previews and schema.org data of an offer page. Remix escapes all of it, `script:ld+json` included (`<`, `>`
 * and `&` become \u003c and so on), so a title with markup in it stays text.
 */
export function offerMeta({ appUrl, store, offer }: OfferMetaInput): MetaDescriptor[] {
  const url = `${appUrl}/s/${store.slug}/${offer.slug}`;
  const image = offer.coverUrl ? `${appUrl}${offer.coverUrl}` : null;
  const description = offer.subtitle || plainText(offer.descriptionHtml);
  const title = `${offer.title} · ${store.name}`;
  if (offer.status !== "published") return [{ title }, { name: "robots", content: "noindex" }];
  return [
    { title },
    { name: "description", content: description },
    { tagName: "link", rel: "canonical", href: url },
    { property: "og:type", content: "product" },
    { property: "og:site_name", content: store.name },
    { property: "og:title", content: offer.title },
    { property: "og:description", content: description },
    { property: "og:url", content: url },
    ...(image ? [{ property: "og:image", content: image }] : []),
    { name: "twitter:card", content: image ? "summary_large_image" : "summary" },
    { "script:ld+json": structuredData({ url, image, description, store, offer, storeUrl: `${appUrl}/s/${store.slug}` }) },
  ];
}

function structuredData({ url, image, description, store, offer, storeUrl }: Pick<OfferMetaInput, "store" | "offer"> & { url: string; image: string | null; description: string; storeUrl: string }) {
  const seller = { "@type": "Organization", name: store.legalName ?? store.name, url: storeUrl };
  const sale = offer.price && {
    "@type": "Offer",
    url,
    price: offer.price.decimal,
    priceCurrency: offer.price.currency.toUpperCase(),
    availability: offer.paused ? "https://schema.org/OutOfStock" : "https://schema.org/InStock",
    seller,
  };
  const common = { name: offer.title, description, url, ...(image ? { image } : {}), ...(sale ? { offers: sale } : {}) };
  return offer.kind === "course"
    ? { "@context": "https://schema.org", "@type": ["Course", "Product"], ...common, provider: seller }
    : { "@context": "https://schema.org", "@type": "Product", ...common, brand: { "@type": "Brand", name: store.name } };
}

/** The beginning of sanitised HTML as one line of text. */
export function plainText(html: string): string {
  const text = html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? " ")
    .replace(/\s+/g, " ")
    .trim();
  if (text.length <= DESCRIPTION_LENGTH) return text;
  return `${text.slice(0, text.lastIndexOf(" ", DESCRIPTION_LENGTH))}…`;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };
