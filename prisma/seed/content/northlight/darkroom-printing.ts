import type { DemoModule } from "../types";

export const printingModules: DemoModule[] = [
  {
    title: "A room and three trays",
    lessons: [
      {
        key: "the-room",
        title: "A room dark enough",
        isPreview: true,
        bodyHtml: `
<p>You do not need a darkroom. You need a room that is dark for two hours: a bathroom after sunset does it. Photographic paper is far slower than film and blind to red light, so you can see what you are doing.</p>
<h2>Make it dark</h2>
<p>Cover the window with two layers of black bin liner and gaffer tape, roll a towel against the door, and switch everything off. Sit for five minutes. If you can then make out your hand against the door frame, tape the gap you see it by.</p>
<h2>Wet side, dry side</h2>
<p>Whatever the size of the room, keep a <strong>dry side</strong> for enlarger, paper and negatives, and a <strong>wet side</strong> for trays. Nothing wet ever crosses over. In a bathroom, the enlarger stands on the washing machine and the trays stand on a board over the bath.</p>
<h2>Test the safelight</h2>
<p>No safelight is safe for ever. Test yours once:</p>
<ol>
<li>Under the enlarger, give a sheet just enough white light to come out pale grey. Paper that has had a little light is more sensitive than fresh paper, and that is the case you care about.</li>
<li>Lay it on the bench with a coin on it, safelight on, for seven minutes.</li>
<li>Develop it. If you can see the coin, the light is too close, too bright or too yellow.</li>
</ol>
<p>A red LED bulb from a shop is often fine, and sometimes terrible. The coin knows.</p>`,
      },
      {
        key: "three-trays",
        title: "Developer, stop, fix",
        bodyHtml: `
<p>Three trays, left to right, always in the same order, each with its own tongs. The picture appears in the first and becomes permanent in the third.</p>
<h2>At 20 °C, for resin-coated paper</h2>
<ul>
<li><strong>Developer</strong>, 60 to 90 seconds. Slide the sheet in face up in one movement and rock the tray gently by a corner. The image shows after about ten seconds. Leave it in for the full time regardless: pulling a print early because it looks dark gives mud.</li>
<li><strong>Stop bath</strong>, 15 to 30 seconds. It ends development at once and keeps the fixer fresh.</li>
<li><strong>Fixer</strong>, as long as the bottle says, usually one to two minutes for rapid fixer. You may turn on the light after half of it.</li>
</ul>
<p>Then two minutes in running water. Fibre-based paper takes about twice as long in every tray, and an hour in the wash; start with resin-coated.</p>
<h2>Dilution and temperature</h2>
<p>The label wins over any lesson. If it says 1+9, that is one part concentrate and nine of water: 100 ml and 900 ml for a litre. A tray that has cooled to 16 °C works slowly and without depth; stand it in a bigger tray of warm water.</p>
<h2>Be kind to your lungs and drains</h2>
<p>Air the room between prints, wear gloves if your skin is sensitive, and keep used fixer in a bottle: it is full of silver, and your council’s recycling yard will take it.</p>
<p><strong>When is the fixer tired?</strong> Put in a snippet of unexposed film: if it takes more than twice as long to clear as it did in fresh fixer, mix new.</p>`,
      },
    ],
  },
  {
    title: "The print",
    lessons: [
      {
        key: "test-strip",
        title: "The test strip that saves a box of paper",
        bodyHtml: `
<p>Paper is dear and light is cheap, so ask with a strip before you answer with a sheet. Cut a sheet in five. Lay one strip where the picture’s important tones lie, not where it fits.</p>
<h2>Steps in stops</h2>
<p>Most people add five seconds each time: 5, 10, 15, 20, 25. The trouble is that the first step doubles the light and the last adds a quarter, so one end of the strip is all difference and the other none. Expose in equal <em>ratios</em> instead. Half a stop a step looks like this:</p>
<pre><code>total   8.0   11.3   16.0   22.6   32.0  seconds
add     8.0    3.3    4.7    6.6    9.4</code></pre>
<p>Expose the whole strip for 8 seconds, cover the first fifth with a card, add 3.3, move the card, add 4.7, and so on. Close the lens two stops from fully open; it is sharpest there, and the times stay long enough to count.</p>
<h2>Read it in white light</h2>
<p>Develop for the full time, fix, rinse, and carry it out to normal room light. A wet print under a red light looks brilliant and lies.</p>
<p>Look only at the <strong>highlights</strong>: the brightest place that should still show texture. Choose the step where it just does. Do not look at the blacks yet; they are the business of the next lesson.</p>
<p>Wet prints dry a touch darker. When two steps seem equally good, take the lighter one.</p>`,
      },
      {
        key: "contrast",
        title: "Contrast: the other dial",
        bodyHtml: `
<p>Time decides how light a print is. Contrast decides how far apart its tones lie. Variable-contrast paper has two kinds of emulsion, one that answers to green light and gives soft tones, and one that answers to blue and gives hard ones. A filter under the lens sets the mix: <strong>00 is softest, 5 is hardest</strong>, 2 is about what you get without any.</p>
<h2>One rule</h2>
<blockquote>Expose for the highlights. Filter for the shadows.</blockquote>
<ol>
<li>Print a strip at grade 2 and choose the time by the highlights, as before.</li>
<li>Now look at the deepest shadow that should still hold something. Blocked and black? Go softer: grade 1. Grey and weak? Go harder: grade 3.</li>
<li>Check the highlights again with a new strip. With filters from one set, grades 00 to 3½ usually need the same time; 4 to 5 need about twice that.</li>
</ol>
<h2>What the scene tells you</h2>
<ul>
<li>Fog, rain, open shade: the negative is flat. Begin at 3.</li>
<li>Bright sun and deep shadow: begin at 1½.</li>
<li>Faces in window light: begin at 2 and be gentle. Skin turns to chalk before you notice.</li>
</ul>
<p>Beginners print too soft, because soft is safe. Then they discover grade 4 and print everything like a poster. Both pass. A good print usually holds one true black and one true white, both small, and a great deal in between.</p>`,
      },
      {
        key: "dodge-and-burn",
        title: "Dodging and burning",
        bodyHtml: `
<p>A straight print treats every corner alike. You do not look at a picture that way, and it need not be printed that way. <strong>Dodging</strong> holds light back from a place while the rest exposes; <strong>burning</strong> gives a place more afterwards.</p>
<h2>Two tools</h2>
<ul>
<li>A disc of card the size of a coin on a piece of florist’s wire.</li>
<li>A sheet of card with a hole the size of a coin. Your two hands do just as well once you trust them.</li>
</ul>
<p>Hold them halfway between lens and paper and <strong>keep moving</strong>, in small circles. A tool that stands still draws its own outline.</p>
<h2>Make a map</h2>
<p>On the back of your best straight print, draw the picture roughly and write what each place gets, in fractions of the main time:</p>
<pre><code>main      16 s   grade 2½
face      dodge  -¼ stop   (about 2.5 s of the 16)
sky       burn   +1 stop   (16 s more)
corners   burn   +⅓ stop   (about 4 s each)</code></pre>
<p>With stops instead of seconds the map still works when you make the print larger next year.</p>
<h2>When to stop</h2>
<p>If a friend says “nice dodging”, there is too much of it. Pin the print up, walk past it for a day, and look where your eye goes first. If it goes to the subject, wash the print and sign it. If it goes to a bright corner, burn that corner, and nothing else.</p>
<p><strong>Your task:</strong> one negative, three prints: straight, your map, and your map with half of everything. Most people frame the third.</p>`,
      },
    ],
  },
];
