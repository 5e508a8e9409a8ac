import { asset } from "../asset";
import type { DemoStore } from "../types";
import { firstBookModules } from "./first-book";

/** The store whose owner is still writing and has not connected Stripe. */
export const paperHarbor: DemoStore = {
  stripe: "not-connected",
  creator: { name: "Wren Okafor", email: "wren@lectern.example" },
  name: "Paper Harbor Bindery",
  slug: "paper-harbor",
  tagline: "Small books, sewn slowly, by the water.",
  about: `Paper Harbor is one room over a chandlery in Port Aldous, Maine, with a press that came by boat and a window that faces the fog. I mend log books for the fishermen, and bind new ones for anybody.

People kept asking at the counter how it is done. So I am writing it down, one fold at a time. The first course opens this season.`,
  currency: "usd",
  accentColor: "#1d5c68",
  logo: asset("paper-harbor/logo.png"),
  supportEmail: "wren@paperharbor.example",
  legalName: "Paper Harbor Bindery LLC",
  addressLine1: "7 Wharf Street, Upper Floor",
  addressLine2: "",
  postalCode: "04999",
  city: "Port Aldous, ME",
  country: "US",
  createdDaysAgo: 12,
  offers: [
    {
      kind: "course",
      slug: "first-book",
      title: "Sew Your First Book",
      subtitle: "Paper, awl, needle, thread: a notebook that opens flat, in an afternoon",
      descriptionHtml: `
<p>A sewn book opens flat, lies open by itself, and lasts longer than whoever wrote in it. It takes an afternoon, and everything you need fits in a cigar box.</p>
<p>In four short lessons you learn to read the grain of a sheet, fold signatures that sit true, pierce them without tearing, and sew the stitch that every other binding grows from. No glue, no press, no special paper.</p>`,
      highlights: ["Find the grain of any paper", "Fold and nest signatures that do not creep", "Sew the three-hole pamphlet stitch by heart"],
      priceMinor: 3800,
      status: "draft",
      cover: asset("paper-harbor/first-book.webp"),
      modules: firstBookModules,
    },
    {
      kind: "download",
      slug: "signature-planner",
      title: "The Signature Planner",
      subtitle: "Printable piercing jigs and a page-count table for hand-sewn books",
      descriptionHtml: `
<p>Cut out the jig that fits your book, fold it, and pierce: the stations are already marked for three, four and five holes. The table beside it tells you how many sheets and signatures make the number of pages you want, so you never end a sketchbook with a lonely leaf.</p>
<p>Print at 100 %. A ruler on the sheet shows whether your printer told the truth.</p>`,
      highlights: ["Jigs for A6 and A5 books", "Sheets and signatures for 16 to 160 pages", "A ruler to check your printer by"],
      priceMinor: 600,
      status: "draft",
      cover: asset("paper-harbor/signature-planner.webp"),
      files: [asset("paper-harbor/signature-planner.pdf", "Signature Planner.pdf")],
    },
  ],
  orders: [],
};
