import type { OfferKind } from "~/generated/prisma/enums";

export type ReadinessKey = "title" | "description" | "content" | "price" | "payments";

export interface ReadinessItem {
  key: ReadinessKey;
  done: boolean;
  /** What it is about, as a heading. */
  label: string;
  /** What is missing, or that nothing is. */
  detail: string;
}

export interface OfferFacts {
  kind: OfferKind;
  title: string;
  subtitle: string;
  descriptionHtml: string;
  /** Lessons of a course, files of a download, offers of a bundle, priced tiers of a membership. */
  pieces: number;
  /** Minor units; null: no price yet. */
  amount: bigint | null;
  /** What the publish gate says; `connect` when there is no account at all, `currency` when none takes this one. */
  payments: "free" | "ready" | "blocked" | "connect" | "currency";
}

/** What an offer needs before it can be published, in the order a creator would do it. Free offers leave payments out. */
export function readiness(offer: OfferFacts): ReadinessItem[] {
  const content = CONTENT[offer.kind];
  const items: ReadinessItem[] = [
    { key: "title", done: offer.title.trim() !== "", label: "A title", detail: offer.title.trim() === "" ? "Say what it is." : "Done." },
    described(offer),
    {
      key: "content",
      done: offer.pieces > 0,
      label: content.label,
      detail: offer.pieces > 0 ? `${offer.pieces} ${offer.pieces === 1 ? content.noun : `${content.noun}s`}.` : content.missing,
    },
    { key: "price", done: offer.amount !== null, label: "A price", detail: offer.amount === null ? "Set a price; 0 makes it free." : "Done." },
  ];
  if (offer.amount !== null && offer.amount > 0n) items.push(payments(offer.payments));
  return items;
}

/** Nothing is missing. */
export function isReady(items: readonly ReadinessItem[]): boolean {
  return items.every((item) => item.done);
}

function described({ subtitle, descriptionHtml }: OfferFacts): ReadinessItem {
  const done = subtitle.trim() !== "" || descriptionHtml !== "";
  return { key: "description", done, label: "A subtitle or description", detail: done ? "Done." : "Tell people what they get." };
}

function payments(state: OfferFacts["payments"]): ReadinessItem {
  return { key: "payments", done: state === "ready" || state === "free", label: "Payments", detail: PAYMENTS[state] };
}

const PAYMENTS: Record<OfferFacts["payments"], string> = {
  free: "Stripe takes payments for you.",
  ready: "Stripe takes payments for you.",
  connect: "Connect Stripe, so that the money has somewhere to go.",
  blocked: "Stripe needs something from you before it takes payments.",
  currency: "None of your Stripe accounts can take payments in this currency.",
};

const CONTENT: Record<OfferKind, { label: string; noun: string; missing: string }> = {
  course: { label: "At least one lesson", noun: "lesson", missing: "Add a module and a first lesson." },
  download: { label: "At least one file", noun: "file", missing: "Upload what buyers will receive." },
  bundle: { label: "At least one offer", noun: "offer", missing: "Choose what is in the bundle." },
  membership: { label: "At least one tier with a price", noun: "tier", missing: "Add a tier and say what it costs." },
};
