import { asset } from "../asset";
import type { DemoMembership } from "../types";

/** Two tiers, three letters, and members in every state a membership can be in. */
export const kilnRoom: DemoMembership = {
  slug: "the-kiln-room",
  title: "The Kiln Room",
  subtitle: "A letter after every firing, what went wrong included, and the pages and lessons that go with it",
  descriptionHtml: `
<p>A kiln is opened about every ten days here. What comes out teaches more than any course, because half of it was not planned: a shelf that went grey, a lid that would not lift, a mug that came out better than it had any right to.</p>
<p>In the Kiln Room I write those firings down, with the logs and the tiles, and say what I change before the next one. You read it while your own clay dries.</p>
<h2>How it works</h2>
<p>You join by the month or the year and leave when you like; what you paid for stays open to its end. A pause costs nothing, and the clay does not mind either.</p>`,
  highlights: ["A letter after every firing, with its log", "Answers to what members ask", "Leave or pause whenever you like"],
  publishedDaysAgo: 75,
  cover: asset("fern-and-kiln/the-kiln-room.webp"),
  tiers: [
    {
      title: "Shelf",
      description: "The letters, and the pages to write your own firings down.",
      highlights: ["A letter after every firing", "New pages as they are drawn"],
      monthMinor: 900,
      yearMinor: 9000,
      trialDays: 14,
      opens: ["studio-logbook", "cones-and-shrinkage"],
    },
    {
      title: "Whole kiln",
      description: "All of that, and the glaze course to mix along with.",
      highlights: ["A letter after every firing", "One glaze of yours looked at every month"],
      monthMinor: 1900,
      yearMinor: 19000,
      trialDays: 0,
      opens: ["glazes", "studio-logbook", "cones-and-shrinkage"],
    },
  ],
  posts: [
    {
      title: "The shelf that went grey",
      bodyHtml: `
<p>Three shelves came out as planned and one did not. The one that did not is the one worth writing about: a celadon that went grey, evenly, from the front of the kiln to the back.</p>
<p>The log says nothing unusual, and that was the clue. I had loaded two tall jars in front of the spyhole, so for four hours I was reading the temperature of a jar. The cones on that shelf had gone down half an hour before I looked at them.</p>
<h2>What I change</h2>
<ul>
<li>Nothing taller than a mug stands within a hand of the spyhole.</li>
<li>A second set of cones goes on the lowest shelf, where I can see it from the floor.</li>
<li>The log gets a line for “what stands in front of the cones”.</li>
</ul>
<p>The grey, by the way, is lovely on the inside of a bowl. I kept two.</p>`,
      daysAgo: 48,
      mail: false,
    },
    {
      title: "Five questions about cooling",
      bodyHtml: `
<p>Most of what you asked this month was about the hours after the kiln is switched off. Here is what I do, and where I am only guessing.</p>
<ol>
<li><strong>When do I open it?</strong> Below 100 °C, and I leave the lid on its first notch for an hour.</li>
<li><strong>May I crack it earlier?</strong> For earthenware at 150 °C I have, and mostly got away with it. “Mostly” is the word.</li>
<li><strong>Why does it tick?</strong> The glaze is finishing its quarrel with the clay. Ticking for an hour is talk; ticking for a week is crazing.</li>
<li><strong>Does slow cooling make it matt?</strong> Often, from 1000 to 800 °C. Hold there and make a tile of it.</li>
<li><strong>What about the fan?</strong> Off. A draught cools one side first, and a plate remembers.</li>
</ol>`,
      daysAgo: 21,
      mail: false,
    },
    {
      title: "Sunday’s firing: eleven mugs and a lid",
      bodyHtml: `
<p>Eleven mugs went in with the new transparent, and eleven came out. I looked for the twelfth for longer than I would like to admit; it was never made.</p>
<p>The lid is another story. It sat on its jar for the firing, as lids should, with a line of alumina between the two. The line was thin on one side. If you have ever tapped a lid with a wooden spoon for an hour with a cup of tea beside you, you know how my Sunday went.</p>
<blockquote>Alumina twice, and let the first coat dry. I have it on the wall now.</blockquote>
<p>The log is in the logbook’s format, so you can lay it over yours: 100 °C an hour to 600, then full, with twenty minutes at the top. Cone 6 was down and touching.</p>`,
      daysAgo: 5,
      mail: true,
    },
  ],
  members: [
    { who: 3, tier: "Whole kiln", interval: "year", daysAgo: 62, hour: 20, standing: "active" },
    { who: 7, tier: "Shelf", interval: "month", daysAgo: 51, hour: 8, standing: "active" },
    { who: "student", tier: "Shelf", interval: "month", daysAgo: 15, hour: 20, standing: "active" },
    { who: 13, tier: "Shelf", interval: "year", daysAgo: 33, hour: 11, standing: "active" },
    { who: 15, tier: "Whole kiln", interval: "month", daysAgo: 32, hour: 10, standing: "payment_failed" },
    { who: 0, tier: "Whole kiln", interval: "month", daysAgo: 23, hour: 21, standing: "active" },
    { who: 18, tier: "Shelf", interval: "month", daysAgo: 24, hour: 9, standing: "cancelled", reason: "I do not get round to it: The baby came early. I will be back." },
    { who: 9, tier: "Whole kiln", interval: "month", daysAgo: 17, hour: 19, standing: "cancelled", reason: "I have what I came for" },
    { who: 21, tier: "Shelf", interval: "month", daysAgo: 6, hour: 13, standing: "active" },
    { who: 22, tier: "Shelf", interval: "month", daysAgo: 3, hour: 18, standing: "active" },
  ],
};
