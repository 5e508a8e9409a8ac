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
    /** All the prices of a membership's tiers. */
    prices: { decimal: string; currency: string; interval: "month" | "year" | null }[];
    /** Nobody can be charged for it at the moment. */
    paused: boolean;
  };
  /** What is in a bundle; null for all else. */
  bundle: { items: { title: string; kind: OfferKind; path: string | null }[] } | null;
};

const DESCRIPTION_LENGTH = 200;

/**
 * Title, link previews and schema.org data of an offer page. Remix escapes all of it, `script:ld+json` included (`<`, `>`
 * and `&` become \u003c and so on), so a title with markup in it stays text.
 */
export function offerMeta({ appUrl, store, offer, bundle }: OfferMetaInput): MetaDescriptor[] {
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
    { "script:ld+json": structuredData({ appUrl, url, image, description, store, offer, bundle, storeUrl: `${appUrl}/s/${store.slug}` }) },
  ];
}

type DataInput = OfferMetaInput & { url: string; image: string | null; description: string; storeUrl: string };

function structuredData(input: DataInput) {
  const { appUrl, url, image, description, store, offer, bundle, storeUrl } = input;
  const seller = { "@type": "Organization", name: store.legalName ?? store.name, url: storeUrl };
  const sale = saleData(input, seller);
  const common = { "@context": "https://schema.org", name: offer.title, description, url, ...(image ? { image } : {}), ...(sale ? { offers: sale } : {}) };
  const brand = { "@type": "Brand", name: store.name };
  switch (offer.kind) {
    case "course":
      return { ...common, "@type": ["Course", "Product"], provider: seller };
    case "bundle": {
      const parts = (bundle?.items ?? []).map(({ title, kind, path }) => ({ "@type": kind === "course" ? "Course" : "Product", name: title, ...(path ? { url: `${appUrl}${path}` } : {}) }));
      return { ...common, "@type": "ProductCollection", brand, collectionSize: parts.length, hasPart: parts };
    }
    case "membership":
      return { ...common, "@type": ["Product", "Service"], serviceType: "Membership", brand, provider: seller };
    case "download":
      return { ...common, "@type": "Product", brand };
  }
}

/** What it costs: one offer, or those of a membership's tiers with how often each is paid for. */
function saleData({ offer, url }: DataInput, seller: object) {
  const availability = offer.paused ? "https://schema.org/OutOfStock" : "https://schema.org/InStock";
  const one = ({ decimal, currency, interval }: { decimal: string; currency: string; interval?: "month" | "year" | null }) => ({
    "@type": "Offer",
    url,
    price: decimal,
    priceCurrency: currency.toUpperCase(),
    availability,
    seller,
    ...(interval ? { priceSpecification: { "@type": "UnitPriceSpecification", price: decimal, priceCurrency: currency.toUpperCase(), billingDuration: 1, unitCode: interval === "month" ? "MON" : "ANN" } } : {}),
  });
  return offer.kind === "membership" ? (offer.prices.length > 0 ? offer.prices.map(one) : null) : offer.price && one(offer.price);
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
