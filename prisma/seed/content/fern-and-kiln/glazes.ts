import type { DemoModule } from "../types";

/** The second, shorter course: six lessons on mixing and understanding glazes. */
export const glazeModules: DemoModule[] = [
  {
    title: "How glass happens",
    lessons: [
      {
        key: "three-parts",
        title: "Three parts: glass, stiffener, melter",
        isPreview: true,
        bodyHtml: `
<p>A glaze is a thin coat of glass that was made on the pot. Window glass would run off a pot like honey, so a glaze needs more than glass. Every recipe, however long, is made of three jobs.</p>
<h2>The glass: silica</h2>
<p>Silica (quartz, flint) is the glass itself. On its own it melts at about 1710 °C, far hotter than a pottery kiln. The more of it a glaze holds, the harder and more durable the surface, up to the point where it will not melt at all.</p>
<h2>The melter: flux</h2>
<p>Fluxes bring the melting point down to where your kiln can reach it. They come in two tempers:</p>
<ul>
<li><strong>Quick ones</strong>: sodium and potassium (from feldspars), lithium, and boron, which is a glass former too and melts lowest of all. They make bright, glossy glazes. Too much sodium or potassium and the glaze crazes.</li>
<li><strong>Slow ones</strong>: calcium (whiting), magnesium (talc, dolomite), zinc. They make glazes harder and quieter, often matt.</li>
</ul>
<h2>The stiffener: alumina</h2>
<p>Alumina, mostly from kaolin, keeps the melt from running down the wall. It also keeps the powder from sinking in the bucket, because clay floats. A glaze with little alumina is shiny and runs; a glaze with much is matt and stays put.</p>
<h2>Read a glaze with these eyes</h2>
<p>Here is a recipe that potters have taught each other for generations for cone 10. It is easy to remember because its numbers are a countdown:</p>
<pre><code>Potash feldspar  40   flux, some silica, some alumina
Silica           30   glass
Whiting          20   flux
Kaolin           10   stiffener, keeps it afloat</code></pre>
<p>Cover the numbers and ask for each line: which of the three jobs does it do? When you can answer that, you can already guess what happens if you change it. That guess is all that glaze chemistry is.</p>`,
      },
      {
        key: "recipes-and-batches",
        title: "Reading a recipe and weighing a batch",
        bodyHtml: `
<p>Recipes are written in percent by dry weight. The base adds up to 100; colour and opacity come <strong>on top</strong>, as additions.</p>
<pre><code>Base            100.0
+ Tin oxide       5.0
+ Iron oxide      2.0</code></pre>
<h2>The only sum you need</h2>
<pre><code>grams = percent / 100 x batch size</code></pre>
<p>For a test, 200 g of dry material is enough for a dozen tiles. For a bucket you can dip a mug in, 5 kg. So for the countdown glaze in a 5 kg bucket: feldspar 2000 g, silica 1500 g, whiting 1000 g, kaolin 500 g. If a base adds up to 98 or 103, divide each line by the total first.</p>
<h2>Weigh like a baker</h2>
<ol>
<li>Write the whole list on paper, grams included, before you open a bag.</li>
<li>Weigh one material at a time into the same bowl, zeroing the scale in between.</li>
<li><strong>Tick each line when it is in the bowl</strong>, not when it is on the scale.</li>
<li>Never talk while weighing. Everyone learns this with the cobalt.</li>
</ol>
<p>A kitchen scale that reads 1 g is fine for bases. Colourants are strong, so weigh those on a small scale that reads 0.1 g: a quarter of a percent of cobalt is already blue, and in a 200 g test that is half a gram.</p>
<h2>Names that mislead</h2>
<ul>
<li><strong>Whiting</strong> is calcium carbonate. <strong>Wollastonite</strong> brings calcium too, with silica along.</li>
<li><strong>Feldspar</strong> is a family. Potash and soda feldspar are cousins, not twins.</li>
<li><strong>Frit</strong> is ready-made glass ground to powder, and every frit has a number for a reason. Change the number and it is another glaze.</li>
</ul>
<p>Keep the packet's name in your notes, not just the material. Mines close, and the feldspar of next year is not the feldspar of today.</p>`,
      },
    ],
  },
  {
    title: "In the bucket and on the pot",
    lessons: [
      {
        key: "mixing-safely",
        title: "Mixing without breathing it",
        bodyHtml: `
<p>The one serious danger in a glaze room is invisible. Silica dust, breathed over years, scars the lungs for good. It is also easy to avoid, so avoid it from the first day.</p>
<h2>House rules</h2>
<ul>
<li>Wear a fitted respirator, <strong>FFP3 or P100</strong>, whenever dry powder moves. A surgical mask does nothing here, and a beard breaks the seal.</li>
<li><strong>Powder goes into water</strong>, never water onto powder. Let it sink by itself before you stir.</li>
<li>Never sweep. Wipe with a wet sponge, mop the floor, and wash the apron often.</li>
<li>No food, no drink, no phone on the glazing table.</li>
<li>Gloves when handling colourants. Leave barium, lead and raw manganese alone; nothing you want to make needs them.</li>
</ul>
<h2>The bucket</h2>
<ol>
<li>Start with about 90 g of water for every 100 g of powder. You can add water in a second; taking it out takes a day.</li>
<li>Tip in the powders and let them soak for an hour, or overnight.</li>
<li>Stir with a drill mixer, slowly, the head below the surface.</li>
<li>Pass it through an <strong>80-mesh sieve</strong> twice. Rub lumps through with a stiff brush. Use 100-mesh if there is cobalt in it, or you will have blue freckles.</li>
</ol>
<h2>How thick is right?</h2>
<p>Do not trust the look, weigh it. Fill a container that holds exactly 100 ml and weigh what is in it. Grams divided by 100 is the <strong>specific gravity</strong>. Most dipping glazes work between 1.40 and 1.50; write yours on the lid once it dips well, and bring the bucket back to that number every time.</p>
<p>If a glaze is at its number and still settles like concrete, it lacks clay. One or two percent of bentonite, mixed dry with the other powders, keeps it up.</p>`,
      },
      {
        key: "test-tiles",
        title: "Tests that tell the truth",
        bodyHtml: `
<p>A test tile is a question to the kiln. Most tiles get no answer because the question was vague. These rules make it a good one.</p>
<h2>The tile</h2>
<ul>
<li>Same clay as your pots, bisque fired in the same firing.</li>
<li>It <strong>stands up</strong>. A flat tile shows colour but not whether the glaze runs.</li>
<li>It has texture: a few scratched lines and an edge. Many glazes are only interesting where they break.</li>
<li>It has a number scratched in <em>before</em> the bisque. Pencil burns away.</li>
</ul>
<p>The quickest way to make forty: throw a low ring without a floor, wide as a plate, wall bent into an L, and cut it in slices.</p>
<h2>One coat, two coats</h2>
<p>Dip the tile whole for three seconds. When the shine has gone, dip the upper half again. Now each tile shows the thin and the thick version with a line between them. Leave the lowest centimetre bare, and put tests on a slab of old clay, so a runner ruins the slab and not the shelf.</p>
<h2>Change one thing</h2>
<p>A <strong>line test</strong> changes one number in steps, and leaves everything else alone. For example, iron in the countdown glaze:</p>
<pre><code>tile   A    B    C    D    E
iron   0    2    4    6    8   percent</code></pre>
<p>From clear through straw and amber to near black, in one firing. The steps are wide on purpose: you can always go back and look between C and D.</p>
<h2>Write it down</h2>
<p>Number, recipe, coats, cone, place in the kiln, and one sentence about what you see. Photograph tiles in the same daylight with something white beside them. A test without a note is a pretty stone.</p>
<p><strong>Before you call it a dinner glaze:</strong> leave a slice of lemon on it overnight and run it through a dishwasher ten times. If the colour changes, it is for vases. For anything you sell to eat from, send one piece to a laboratory for a leaching test; it costs less than a bag of tin oxide.</p>`,
      },
      {
        key: "dip-pour-brush",
        title: "Dip, pour, brush",
        bodyHtml: `
<p>Bisque drinks the water and leaves the powder on the surface. So how thick the coat becomes depends on three things: how thick the glaze is, how thirsty the pot is, and how long they meet. Fix the first two and count the third.</p>
<h2>Dip</h2>
<p>The most even way. Hold the pot with tongs or three fingers, go in at a slant so no air is caught, count three, come out, shake once, and turn it while it drips so the drip line spreads. Touch up the finger marks with a full brush.</p>
<h2>Pour</h2>
<p>For insides, and for pots bigger than the bucket. Fill a third, roll it around to the rim in one turn, pour out while still turning. Be brisk: the place where you hesitate gets a double coat. Always glaze the inside first, let it dry, then the outside, since a wall that is soaked from one side will not take a coat on the other.</p>
<h2>Brush</h2>
<p>Ordinary glaze dries on the brush at once and leaves stripes. For brushing, thicken it with a gum solution (CMC, about 1 percent of the dry weight), use a soft wide brush, and give <strong>three thin coats</strong>, each crossing the last, each dry before the next.</p>
<h2>Two glazes, one pot</h2>
<p>Where glazes overlap they make a third that neither recipe promises. It melts lower than both and runs further. Overlap only in the top third of a pot until you know the pair, and test it as a pair.</p>
<h2>Before it goes to the kiln</h2>
<ul>
<li>Foot clean, and 3 mm above it.</li>
<li>Lids fired in place need wax or bare clay on both seats.</li>
<li>Pinholes in the dry coat can be rubbed closed with a fingertip. With a mask on.</li>
</ul>`,
      },
      {
        key: "when-it-goes-wrong",
        title: "When it goes wrong",
        bodyHtml: `
<p>Faults are answers too. Here are the six you will meet, what each one is telling you, and the first thing to try.</p>
<h2>Crazing: fine cracks in the glass</h2>
<p>The glaze shrank more than the clay as it cooled. Sodium and potassium shrink most. <strong>Try:</strong> 3 to 5 percent more silica, or replace some of the soda feldspar with a boron frit.</p>
<h2>Shivering: flakes springing off edges</h2>
<p>The opposite, and dangerous, because the flakes are sharp glass. Throw the pot away. <strong>Try:</strong> less silica, or a little more feldspar.</p>
<h2>Crawling: bare islands</h2>
<p>The coat cracked as it dried, or never held on. Usual causes are dust, grease, too thick a coat, or too much raw clay in the recipe. <strong>Try:</strong> wipe the bisque, thin the glaze, swap part of the kaolin for calcined kaolin.</p>
<h2>Pinholes</h2>
<p>Gas came up through the melt and it had no time to heal. <strong>Try:</strong> a bisque that is slower or one cone hotter, and ten to fifteen minutes of holding at the top of the glaze firing.</p>
<h2>Running</h2>
<p>Too much flux, too thick, or too hot. <strong>Try:</strong> one thinner coat first; if it still runs, 3 percent more kaolin. Check the witness cone before you blame the recipe.</p>
<h2>Dull and dry</h2>
<p>It did not melt: too cool, too thin, or too much silica and clay for the flux. <strong>Try:</strong> look at the witness cone. If the firing was right, add 5 percent of a frit.</p>
<hr>
<p>One change at a time, and always beside a tile of the old version in the same firing. Kilns differ from day to day, and without the old tile you will never know whether you or the weather fixed it.</p>
<blockquote>Keep your worst tiles. In three years one of them will be exactly what you are looking for.</blockquote>`,
      },
    ],
  },
];
