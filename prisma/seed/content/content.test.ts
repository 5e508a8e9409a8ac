import { existsSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { buyers, stores, student, type DemoAsset, type DemoOffer } from "./index";

const allowedTags = new Set(["p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "pre", "hr", "br"]);

describe("demo content", () => {
  it("shows the three situations, each in its own currency", () => {
    expect(stores.map((store) => store.stripe).sort()).toEqual(["needs-verification", "not-connected", "ready"]);
    expect(new Set(stores.map((store) => store.currency)).size).toBe(3);
  });

  it("uses only addresses nobody can own", () => {
    const all = [...buyers, student, ...stores.map((store) => store.creator)].map((person) => person.email);
    for (const email of [...all, ...stores.map((store) => store.supportEmail)]) {
      expect(email).toMatch(/^[a-z0-9.-]+@[a-z0-9.-]+\.example$/);
    }
    expect(new Set(all).size).toBe(all.length);
  });

  it("has the student in the middle of a course that exists", () => {
    const offer = stores.find((store) => store.slug === student.storeSlug)?.offers.find((candidate) => candidate.slug === student.offerSlug);
    const keys = offer?.kind === "course" ? offer.modules.flatMap((module) => module.lessons.map((lesson) => lesson.key)) : [];
    expect(keys).toEqual(expect.arrayContaining([student.current.lessonKey, ...student.completed.map((done) => done.lessonKey)]));
  });
});

describe.each(stores)("$name", (store) => {
  it("carries white text on its colour", () => {
    expect(contrastWithWhite(store.accentColor)).toBeGreaterThanOrEqual(4.5);
  });

  it("has every file it speaks of, none of them heavy", () => {
    for (const file of [store.logo, ...(store.membership ? [store.membership.cover] : []), ...store.offers.flatMap(assetsOf)]) {
      expect(existsSync(file.path), file.path).toBe(true);
      expect(statSync(file.path).size, file.path).toBeLessThan(file.contentType === "video/mp4" ? 700_000 : 150_000);
    }
  });

  it("is written in the few tags the sanitiser keeps, well nested", () => {
    const membership = store.membership ? [store.membership.descriptionHtml, ...store.membership.posts.map((post) => post.bodyHtml)] : [];
    for (const html of [...store.offers.flatMap(htmlOf), ...membership]) expect(tagProblem(html), html.slice(0, 80)).toBeNull();
  });

  it("has lessons worth their title", () => {
    for (const lesson of store.offers.flatMap(lessonsOf)) {
      const words = lesson.bodyHtml.replace(/<[^>]+>/g, " ").split(/\s+/).length;
      expect(words, lesson.key).toBeGreaterThan(95);
    }
  });

  it("has bundles that save, of things that came out before them", () => {
    for (const offer of store.offers) {
      if (offer.kind !== "bundle") continue;
      const inside = offer.holds.map((slug) => store.offers.find((candidate) => candidate.slug === slug));
      for (const held of inside) expect(held?.publishedDaysAgo).toBeGreaterThan(offer.publishedDaysAgo ?? Infinity);
      expect(inside.reduce((sum, held) => sum + (held?.priceMinor ?? 0), 0)).toBeGreaterThan(offer.priceMinor);
    }
  });

  it("has members who joined once, a tier that is there, after it came out", () => {
    const { tiers = [], members = [], posts = [], publishedDaysAgo = 0 } = store.membership ?? {};
    for (const slug of tiers.flatMap((tier) => tier.opens)) expect(store.offers.find((offer) => offer.slug === slug)?.status, slug).toBe("published");
    for (const { who, tier, daysAgo } of members) {
      expect(who === "student" || buyers[who]).toBeTruthy();
      expect(tiers.map(({ title }) => title)).toContain(tier);
      expect(daysAgo).toBeLessThan(publishedDaysAgo);
    }
    expect(new Set(members.map(({ who }) => who)).size).toBe(members.length);
    for (const post of posts) expect(post.daysAgo).toBeLessThan(publishedDaysAgo);
  });

  it("sells each published thing to a person once, after it came out", () => {
    const seen = new Set<string>();
    for (const order of store.orders) {
      const offer = store.offers.find((candidate) => candidate.slug === order.offerSlug);
      expect(buyers[order.buyerIndex]).toBeDefined();
      expect(offer?.status).toBe("published");
      expect(offer?.publishedDaysAgo).toBeGreaterThan(order.daysAgo);
      expect(seen.has(`${order.buyerIndex} ${order.offerSlug}`), JSON.stringify(order)).toBe(false);
      seen.add(`${order.buyerIndex} ${order.offerSlug}`);
      if (offer?.priceMinor === 0) expect(order.outcome).toBe("paid");
    }
  });
});

function lessonsOf(offer: DemoOffer) {
  return offer.kind === "course" ? offer.modules.flatMap((module) => module.lessons) : [];
}

function assetsOf(offer: DemoOffer): DemoAsset[] {
  const videos = lessonsOf(offer).flatMap(({ video }) => (video === undefined ? [] : [video.file, video.poster, ...(video.captions ? [video.captions] : [])]));
  return [offer.cover, ...(offer.kind === "download" ? offer.files : videos)];
}

function htmlOf(offer: DemoOffer): string[] {
  return [offer.descriptionHtml, ...lessonsOf(offer).map((lesson) => lesson.bodyHtml)];
}

/** Null when every tag is allowed, closed and in order. */
function tagProblem(html: string): string | null {
  const open: string[] = [];
  for (const [whole, closing, name = ""] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (!allowedTags.has(name)) return `${whole} is not allowed`;
    if (name === "hr" || name === "br") continue;
    if (closing === "") open.push(name);
    else if (open.pop() !== name) return `${whole} closes nothing`;
  }
  return open.length === 0 ? null : `<${open.join("> <")}> stays open`;
}

function contrastWithWhite(colour: string): number {
  const channels = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * (channels[0] ?? 0) + 0.7152 * (channels[1] ?? 0) + 0.0722 * (channels[2] ?? 0);
  return 1.05 / (luminance + 0.05);
}
