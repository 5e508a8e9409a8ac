import { asset } from "../asset";
import type { DemoStore } from "../types";
import { printingModules } from "./darkroom-printing";
import { filmModules } from "./film-at-the-sink";

/** The store that sold happily until Stripe asked for something. */
export const northlight: DemoStore = {
  stripe: "needs-verification",
  creator: { name: "Tomas Hale", email: "tomas@lectern.example" },
  name: "Northlight Darkroom",
  slug: "northlight",
  tagline: "Black-and-white photography, made by hand, in a bathroom if need be.",
  about: `Northlight began as a community darkroom under a railway arch in Leeds. When the arch was sold, the trays went into my bathroom, and I found that the prints were just as good. So I started teaching people to do it in theirs.

I believe in few tools, honest tests and keeping notes. A print made slowly, by you, on paper, will outlive every telephone you own.`,
  currency: "gbp",
  accentColor: "#a3241d",
  logo: asset("northlight/logo.png"),
  supportEmail: "tomas@northlightdarkroom.example",
  legalName: "Northlight Photography Ltd",
  addressLine1: "4 Arch Lane",
  addressLine2: "Holbeck",
  postalCode: "LS11 0ZZ",
  city: "Leeds",
  country: "GB",
  createdDaysAgo: 120,
  offers: [
    {
      kind: "course",
      slug: "first-good-print",
      title: "The First Good Print",
      subtitle: "Darkroom printing in a bathroom, with three trays and a red light",
      descriptionHtml: `
<p>There is a moment, about ten seconds after the paper goes into the tray, when a picture comes out of nothing. I have seen it some twenty thousand times and I still hold my breath.</p>
<p>This course takes you there in five lessons: making a room dark enough, mixing three baths, reading a test strip, choosing contrast, and giving each corner of the picture the light it deserves. You need one negative you like, a borrowed enlarger and a box of paper.</p>
<h2>Why so short?</h2>
<p>Because printing is learnt by printing. Each lesson is one evening: ten minutes of reading, two hours in the dark, and a task that leaves you with something on the wall. I have left out everything you can find out on your own once you have made ten prints.</p>`,
      highlights: [
        "Turn a bathroom into a darkroom in ten minutes, and back again",
        "Make test strips in stops, and read them in the right light",
        "Choose exposure by the highlights and contrast by the shadows",
        "Dodge and burn from a map you can repeat in ten years",
      ],
      priceMinor: 4500,
      status: "published",
      publishedDaysAgo: 75,
      cover: asset("northlight/first-good-print.webp"),
      modules: printingModules,
    },
    {
      kind: "course",
      slug: "film-at-the-sink",
      title: "Film at the Kitchen Sink",
      subtitle: "Develop your own black-and-white film in one evening",
      descriptionHtml: `
<p>You have shot a roll. Sending it away costs as much as developing ten at home, and somebody else has the fun. In three short lessons you load a reel in the dark, bring time, temperature and agitation together, and hang up a strip of negatives before bed.</p>
<p>No darkroom needed: a cupboard or a changing bag for five minutes, and after that an ordinary kitchen.</p>`,
      highlights: ["Load a reel blind, without creasing the film", "Develop the same way every time", "Dry and keep negatives without dust or rings"],
      priceMinor: 2400,
      status: "draft",
      cover: asset("northlight/film-at-the-sink.webp"),
      modules: filmModules,
    },
  ],
  orders: [
    { buyerIndex: 3, offerSlug: "first-good-print", daysAgo: 33, hour: 20, outcome: "paid" },
    { buyerIndex: 17, offerSlug: "first-good-print", daysAgo: 28, hour: 21, outcome: "paid" },
    { buyerIndex: 9, offerSlug: "first-good-print", daysAgo: 26, hour: 11, outcome: "refunded" },
    { buyerIndex: 22, offerSlug: "first-good-print", daysAgo: 19, hour: 18, outcome: "paid" },
    { buyerIndex: 12, offerSlug: "first-good-print", daysAgo: 12, hour: 22, outcome: "paid" },
  ],
};
