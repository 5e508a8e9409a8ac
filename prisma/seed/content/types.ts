/** A file that lies beside this module and is committed with it. */
export interface DemoAsset {
  /** Absolute path on this machine. */
  path: string;
  /** The name a buyer sees when saving it. */
  fileName: string;
  contentType: string;
}

/** How far the store has come with Stripe: the three situations the demo shows. */
export type DemoStripe = "ready" | "not-connected" | "needs-verification";

export interface DemoPerson {
  name: string;
  /** Lower-case, always under the reserved .example. */
  email: string;
}

export interface DemoBuyer extends DemoPerson {
  /** Upper-case ISO 3166-1 alpha-2, as their card says. */
  country: string;
}

export interface DemoLesson {
  /** Unique within its course; how progress names a lesson. */
  key: string;
  title: string;
  /** Only p, h2, h3, ul, ol, li, strong, em, a, blockquote, code, pre, hr, br. */
  bodyHtml: string;
  isPreview?: boolean;
  video?: { file: DemoAsset; poster: DemoAsset; captions?: DemoAsset; durationSeconds: number };
  /** Questions at its end. */
  quiz?: { passPercent: number; questions: DemoQuestion[] };
}

/** One question; of `options` the first is right, and the demo turns them so that it does not always stand first. */
export interface DemoQuestion {
  text: string;
  options: string[];
  explanation: string;
}

export interface DemoModule {
  title: string;
  lessons: DemoLesson[];
}

interface DemoOfferBase {
  slug: string;
  title: string;
  subtitle: string;
  descriptionHtml: string;
  /** What the buyer gets, one line each. */
  highlights: string[];
  /** Minor units in the store's currency; 0 is free. */
  priceMinor: number;
  status: "published" | "draft";
  /** For published offers: how long ago. */
  publishedDaysAgo?: number;
  cover: DemoAsset;
}

export type DemoOffer =
  | (DemoOfferBase & { kind: "course"; modules: DemoModule[]; certificateSigner?: string })
  | (DemoOfferBase & { kind: "download"; files: DemoAsset[] })
  /** `holds`: offers of the same store. */
  | (DemoOfferBase & { kind: "bundle"; holds: string[] });

export interface DemoTier {
  title: string;
  description: string;
  highlights: string[];
  /** Minor units in the store's currency. */
  monthMinor: number;
  yearMinor: number;
  trialDays: number;
  /** Offers of the same store. */
  opens: string[];
}

export interface DemoPost {
  title: string;
  bodyHtml: string;
  daysAgo: number;
  /** Members get a mail about it. */
  mail: boolean;
}

/** Somebody who joined. `standing`: what has become of it by now. */
export interface DemoMember {
  /** Index into `buyers`, or the student. */
  who: number | "student";
  tier: string;
  interval: "month" | "year";
  daysAgo: number;
  hour: number;
  standing: "active" | "cancelled" | "payment_failed";
  /** Why they left, in their words. */
  reason?: string;
}

export interface DemoMembership {
  slug: string;
  title: string;
  subtitle: string;
  descriptionHtml: string;
  highlights: string[];
  publishedDaysAgo: number;
  cover: DemoAsset;
  tiers: DemoTier[];
  /** Oldest first. */
  posts: DemoPost[];
  members: DemoMember[];
}

export interface DemoOrder {
  /** Index into `buyers`. */
  buyerIndex: number;
  /** An offer of the same store. */
  offerSlug: string;
  daysAgo: number;
  /** 0 to 23, UTC. */
  hour: number;
  /** `left`: they went away from the checkout. `disputed`: five days later the buyer’s bank took the money back, and Stripe waits for the answer. */
  outcome: "paid" | "refunded" | "partially_refunded" | "disputed" | "left";
}

export interface DemoStore {
  stripe: DemoStripe;
  creator: DemoPerson;
  name: string;
  slug: string;
  tagline: string;
  /** Plain text, paragraphs parted by an empty line. */
  about: string;
  /** ISO 4217, lower-case. */
  currency: "eur" | "usd" | "gbp";
  /** #rrggbb, readable under white text. */
  accentColor: string;
  logo: DemoAsset;
  supportEmail: string;
  legalName: string;
  addressLine1: string;
  addressLine2: string;
  postalCode: string;
  city: string;
  /** VAT or tax number, as printed. */
  taxId?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  createdDaysAgo: number;
  /** A bundle stands after what it holds. */
  offers: DemoOffer[];
  orders: DemoOrder[];
  membership?: DemoMembership;
}

/** The demo's student: owns one course and is part of the way through it. */
export interface DemoStudent extends DemoPerson {
  storeSlug: string;
  offerSlug: string;
  boughtDaysAgo: number;
  boughtHour: number;
  /** Keys of the lessons done, in the order they were done, with the day. */
  completed: { lessonKey: string; daysAgo: number }[];
  /** The lesson stopped in the middle of. */
  current: { lessonKey: string; positionSeconds: number };
}
