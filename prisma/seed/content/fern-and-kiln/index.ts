import { asset } from "../asset";
import type { DemoStore } from "../types";
import { glazeModules } from "./glazes";
import { kilnRoom } from "./kiln-room";
import { orders } from "./orders";
import { beforeTheWheel, theFirstHour } from "./wheel-throwing-begin";
import { afterTheWheel, makingWalls } from "./wheel-throwing-finish";

/** The store where all is well. */
export const fernAndKiln: DemoStore = {
  stripe: "ready",
  creator: { name: "Ada Ferreira", email: "ada@lectern.example" },
  name: "Fern & Kiln",
  slug: "fern-and-kiln",
  tagline: "Pottery for people who have never been good with their hands.",
  about: `I am Ada. I have thrown pots in a former bakery in Aveiro for nineteen years, and taught in its back room for twelve. Most of my students arrive saying that they are clumsy. They are not; nobody had ever told them where to put their elbows.

These courses are what I say in that room, written down and drawn, in the order in which it helps. There are no secrets in them and no talent is needed. There is a good deal of clay, some laughing at the first ten bowls, and then, quite suddenly, a mug you want to drink from.`,
  currency: "eur",
  accentColor: "#8c3f24",
  logo: asset("fern-and-kiln/logo.png"),
  supportEmail: "hello@fernandkiln.example",
  legalName: "Ada Ferreira Cerâmica, Unipessoal Lda",
  addressLine1: "Rua do Forno 18",
  addressLine2: "",
  postalCode: "3800-112",
  city: "Aveiro",
  taxId: "VAT PT509442013",
  country: "PT",
  createdDaysAgo: 210,
  offers: [
    {
      kind: "course",
      slug: "wheel-throwing",
      title: "Wheel Throwing from the Ground Up",
      subtitle: "From a bag of clay to a mug you made, in thirteen unhurried lessons",
      descriptionHtml: `
<p>You sit down at the wheel, the clay goes round, and within a minute it has thrown <em>you</em>. Everybody starts there. What gets you past it is not strength and not talent, but a handful of things about posture, water and pressure that are easy to say and hard to guess.</p>
<p>This course says them, one at a time, in the order your hands need them. Each lesson ends with something small to do at the wheel, and tells you how to know whether it worked. By the end you will have wedged, centred, opened, pulled, trimmed, handled and fired a mug, and you will know why it did not crack.</p>
<h2>Who it is for</h2>
<p>For beginners, and for people who took an evening class years ago and never quite got the clay to stand still. You need access to a wheel and to somebody with a kiln; a shared studio is perfect. Nothing else, and no drawing.</p>
<h2>How it works</h2>
<p>Thirteen lessons in four parts, to read beside the wheel on a phone with clay on it, or the evening before with tea. The difficult moment, pulling the wall, is shown as a film that cuts the pot in half, because the thing that matters happens where you cannot see it. Take a week for each part, or a year. It stays in your library.</p>
<blockquote>Two of the lessons are open to everyone. Read “Centring” first: if it helps you today, the rest will too.</blockquote>`,
      highlights: [
        "Centre a kilo of clay without fighting it",
        "Pull an even wall of 15 cm, and see why it went wrong when it did",
        "Throw a mug and a bowl to a drawing, not to chance",
        "Trim a foot, pull a handle, and dry both without cracks",
        "Read cracks like a diary: which step caused which",
        "Talk to the person who fires your kiln in cones, not in hopes",
      ],
      priceMinor: 12900,
      status: "published",
      publishedDaysAgo: 180,
      cover: asset("fern-and-kiln/wheel-throwing.webp"),
      modules: [beforeTheWheel, theFirstHour, makingWalls, afterTheWheel],
      certificateSigner: "Ada Ferreira",
    },
    {
      kind: "course",
      slug: "glazes",
      title: "Glazes Without Fear",
      subtitle: "Mix, test and mend your own glazes, with kitchen arithmetic only",
      descriptionHtml: `
<p>Shop glazes are lovely until they change the recipe, or run out, or cost more than the pot. Mixing your own sounds like chemistry. It is closer to baking: three kinds of ingredient, a scale, and notes you can read a year later.</p>
<p>In six lessons you learn what each powder in a recipe is <em>for</em>, how to weigh a bucket without wasting it, how to stay safe around dust, and how to make test tiles that answer the question you asked. The last lesson is a page to keep by the kiln: six faults, what each is telling you, and the first thing to try.</p>
<h2>What you should know before</h2>
<p>How to make and bisque a simple form. If you have glazed three pots from somebody else’s bucket, you know enough. No formulas beyond percentages; I promise.</p>
<h2>What it will save you</h2>
<p>A litre of mixed glaze costs about a fifth of a bought one. But the real saving is in pots: most ruined ones were ruined in ways you can foresee with a tile the size of a biscuit.</p>`,
      highlights: [
        "Read any recipe and say what each line does",
        "Scale a recipe to a 200 g test or a 5 kg bucket",
        "Mix without breathing dust",
        "Make test tiles that answer one question at a time",
        "Fix crazing, crawling, pinholes and runs on purpose",
      ],
      priceMinor: 5900,
      status: "published",
      publishedDaysAgo: 95,
      cover: asset("fern-and-kiln/glazes.webp"),
      modules: glazeModules,
    },
    {
      kind: "download",
      slug: "studio-logbook",
      title: "The Studio Logbook",
      subtitle: "Four printable pages that remember what you did, so the kiln can teach you",
      descriptionHtml: `
<p>“What did I do differently last time?” is the most expensive question in a pottery. These are the pages I print for my own studio: one for throwing, one for glaze tests, one for the kiln, and one for clay bodies. They ask for exactly what you will want to know three months later, and nothing else.</p>
<p>Made for A4, black on white, with lines far enough apart for a pencil held in a muddy hand. Print as many as you like for yourself or your class. The glaze log also comes as a spreadsheet with the same columns, and three rows filled in so you can see how.</p>
<h2>In the file</h2>
<ul>
<li>Throwing log: weight, form, wet and fired size, what to change</li>
<li>Glaze test log: recipe, coats, cone, place in the kiln, result</li>
<li>Kiln log: ramp by ramp, hour by hour, with room for the witness cones</li>
<li>Clay body card: shrinkage, absorption, and who sold it to you</li>
</ul>`,
      highlights: ["Printable A4 PDF, four pages", "Glaze log as a spreadsheet (CSV)", "Free to copy for your own class"],
      priceMinor: 1400,
      status: "published",
      publishedDaysAgo: 140,
      cover: asset("fern-and-kiln/studio-logbook.webp"),
      files: [
        asset("fern-and-kiln/studio-logbook.pdf", "Studio Logbook (A4).pdf"),
        asset("fern-and-kiln/glaze-test-log.csv", "Glaze test log.csv"),
      ],
    },
    {
      kind: "download",
      slug: "cones-and-shrinkage",
      title: "Cones & Shrinkage, on One Page",
      subtitle: "The two tables every studio wall needs, ready to print",
      descriptionHtml: `
<p>Which temperature is cone 6? How tall must a mug be while it is wet to be ten centimetres at the end? You can look both up with clay on your hands every single time, or hang this sheet beside the wheel.</p>
<p>The first table gives pyrometric cones from 022 to 10 with the temperature at which each bends, in Celsius and Fahrenheit, and a word on what it is used for. The second turns fired sizes into wet sizes for shrinkages from 8 to 15 percent, so you never divide by 0.88 again. Both come as spreadsheets too, for those who would rather calculate.</p>`,
      highlights: ["One A4 sheet, made to be read from a metre away", "Cones 022 to 10 in °C and °F", "Wet sizes for 8 to 15 % shrinkage", "Both tables as CSV"],
      priceMinor: 700,
      status: "published",
      publishedDaysAgo: 60,
      cover: asset("fern-and-kiln/cones-and-shrinkage.webp"),
      files: [
        asset("fern-and-kiln/cones-and-shrinkage.pdf", "Cones and Shrinkage (A4).pdf"),
        asset("fern-and-kiln/cones.csv", "Cones.csv"),
        asset("fern-and-kiln/shrinkage.csv", "Shrinkage.csv"),
      ],
    },
    {
      kind: "download",
      slug: "seven-evenings",
      title: "Seven Evenings at the Wheel",
      subtitle: "A free practice plan for your first weeks: what to throw, and when to stop",
      descriptionHtml: `
<p>The hardest thing about practising alone is knowing what to practise. This plan gives you seven evenings of ninety minutes, each with one aim, a number of balls to throw, and a way to tell whether you may go on to the next.</p>
<p>You keep nothing from the first four evenings. That is on purpose, and it is freeing: cut every pot in half, look at it, and put it back in the bucket. On the seventh evening you make a mug.</p>
<p>It is free. If it helps, the full course goes through every step of it slowly.</p>`,
      highlights: ["Two printable pages", "One aim an evening, with a test to pass", "Goes with any class or studio"],
      priceMinor: 0,
      status: "published",
      publishedDaysAgo: 120,
      cover: asset("fern-and-kiln/seven-evenings.webp"),
      files: [asset("fern-and-kiln/seven-evenings.pdf", "Seven Evenings at the Wheel.pdf")],
    },
    {
      kind: "bundle",
      slug: "whole-studio",
      title: "The Whole Studio",
      subtitle: "Both courses and every printed page, from the first lump of clay to a glaze of your own",
      descriptionHtml: `
<p>Throwing and glazing are taught apart, because that is how courses are sold. At the wheel they are one thing: the foot you trim decides where the glaze may run, and the wall you pull decides how thick it may go on.</p>
<p>Here they are together, with the pages I print for my own wall. Begin with the wheel, keep the logbook open beside it, and by the time you have a shelf of bisque you will know what to dip it in.</p>
<p>Do you own one of them already? Then sign in: what you have paid is taken off.</p>`,
      highlights: ["Nineteen lessons in two courses", "The logbook and the tables for the wall", "Less than the two courses cost by themselves"],
      priceMinor: 15900,
      status: "published",
      publishedDaysAgo: 50,
      cover: asset("fern-and-kiln/whole-studio.webp"),
      holds: ["wheel-throwing", "glazes", "studio-logbook", "cones-and-shrinkage"],
    },
  ],
  membership: kilnRoom,
  orders,
};
