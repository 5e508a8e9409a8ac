import type { DemoModule } from "../types";

export const filmModules: DemoModule[] = [
  {
    title: "One roll, one evening",
    lessons: [
      {
        key: "loading",
        title: "Loading the reel in the dark",
        isPreview: true,
        bodyHtml: `
<p>The only hard part of developing film is done in total darkness, so learn it in the light. Sacrifice an expired roll and load it twenty times on the sofa, first watching, then with your eyes shut.</p>
<ol>
<li>Trim the leader straight between two holes and round the corners slightly.</li>
<li>Feel for the two small lips at the start of the reel and slide the film under them, curving down.</li>
<li>Pull half a turn in, then walk it on with the back-and-forth of your wrists.</li>
<li>If it sticks, do not force it. Back a turn, flex it, go on. A damp reel always sticks; dry it with a hair dryer beforehand.</li>
</ol>
<p>For the real roll lay out scissors, opener, reel, core, tank and lid in the order you will need them. Then lights off, and take your time. Once the lid clicks shut, the light may come back on.</p>`,
      },
      {
        key: "times",
        title: "Time, temperature, agitation",
        bodyHtml: `
<p>Development is cooking: the same result again and again needs the same heat, the same time and the same stirring. Find your film and developer in the maker’s table, and write down the time for <strong>20 °C</strong>.</p>
<ul>
<li>Bring the developer to 20 °C, within half a degree. Stand all bottles in one basin of water so they agree.</li>
<li>Pour in, start the clock, tap the tank twice on the table to free bubbles.</li>
<li>Turn the tank over gently for the first 30 seconds, then four turns every minute.</li>
<li>Begin pouring out ten seconds before the time is up. Stop bath for half a minute, fixer for twice the clearing time, usually four or five minutes.</li>
</ul>
<p>More time makes the negative harder, less makes it softer. More stirring does the same, unevenly, which is why the rhythm matters more than the exact number.</p>`,
      },
      {
        key: "washing-and-drying",
        title: "Washing, drying, and keeping dust away",
        bodyHtml: `
<p>Fill the tank with water and turn it over five times; empty; fill and turn ten times; empty; fill and turn twenty times. That washes a film as well as ten minutes under the tap and uses three tanks of water.</p>
<p>Last comes half a minute in water with a drop of wetting agent, so that no drop dries to a ring. Do not wipe the film. Hang it from a clip with another at its foot, in the shower after you have run it hot for a minute: the steam takes the dust down with it.</p>
<p>Give it three hours with the door shut. Cut it in strips of six, sleeve it at once, and write date, film and developer on the sleeve while you still know them.</p>`,
      },
    ],
  },
];
