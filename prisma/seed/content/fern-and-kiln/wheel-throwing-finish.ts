import { asset } from "../asset";
import type { DemoModule } from "../types";

/** Modules 3 and 4 of the throwing course: walls, forms, and everything after the wheel. */
export const makingWalls: DemoModule = {
  title: "Making walls",
  lessons: [
    {
      key: "pulling-a-cylinder",
      title: "Pulling a cylinder",
      video: { file: asset("fern-and-kiln/pulling-a-cylinder.mp4"), poster: asset("fern-and-kiln/pulling-a-cylinder.webp"), captions: asset("fern-and-kiln/pulling-a-cylinder.vtt"), durationSeconds: 16 },
      bodyHtml: `
<p>Every tall form starts as a cylinder. The film above cuts the pot in half so that you can see what your fingers do inside: they do not drag the clay upwards, they make a <em>narrow place</em> and carry it up, and the clay above it gets taller because it has nowhere else to be.</p>
<h2>One pull, step by step</h2>
<ol>
<li>Wheel slow to medium. Wet the wall inside and out, then take the pool out of the floor.</li>
<li>Left hand inside, fingertips at the foot of the wall, at three o'clock. Right hand outside, knuckle or sponge <strong>slightly below</strong> the inside fingers. Thumbs touch.</li>
<li>Press the outside in at the very bottom until a small roll of clay appears above your knuckle.</li>
<li>Lift that roll. Both hands travel at one speed, at least one full turn for every finger's width of height.</li>
<li>Ease the pressure as you rise. The last centimetre gets almost none, so that the rim stays thick.</li>
<li>Let go on the way out, not at the top.</li>
</ol>
<h2>Collar and compress</h2>
<p>After each pull the cylinder has flared a little. Circle it with both hands and squeeze gently from the bottom up. Then lay a fingertip on the rim and steady it from both sides. A rim that is compressed after every pull does not split later.</p>
<h2>How many pulls?</h2>
<p>Three. The first moves the clay out of the corner at the bottom, the second makes height, the third makes it even. After five pulls the clay is tired and wet, and you are better off with a new ball.</p>
<h2>Common trouble</h2>
<ul>
<li><strong>The top tears off:</strong> too much pressure near the rim, or your hands rose faster than the wheel turned.</li>
<li><strong>Thick bottom, thin top:</strong> the pull started too high. Begin on the wheel head.</li>
<li><strong>A spiral wave:</strong> your hands were not opposite each other. Touch thumbs.</li>
</ul>
<p><strong>Goal for this week:</strong> 15 cm from 1 kg, with walls you would call even when you cut them in half.</p>`,
    },
    {
      key: "a-mug-body",
      title: "From cylinder to mug",
      bodyHtml: `
<p>A mug is a cylinder with opinions. Its proportions decide whether it feels like yours or like a measuring cup, so draw three outlines before you sit down and pick one.</p>
<h2>How much clay</h2>
<p>For a mug that holds 300 ml after firing, start with 400 g. While wet it should be about 10.5 cm tall and 9 cm wide. If you want a set, weigh every ball: a difference of 20 g is visible on a shelf.</p>
<h2>Shape from the inside</h2>
<p>Pull a straight cylinder first, slightly narrower than your drawing. Then slow the wheel, rest the curved rib against the outside, and press outward with the inside fingertips so the wall swells against the rib. The rib also wipes off the wet slip and leaves a skin that is stronger and takes glaze better.</p>
<p>Widening thins a wall and lowers it. Make the belly last, in one or two slow passes, from the bottom up.</p>
<h2>The lip</h2>
<p>Your mouth notices half a millimetre. Fold the wet chamois over the rim, wheel slow, and hold it there without pressing for four turns. Aim for a lip that is round on the inside, a little thinner than the wall, and leans out by a hair so that drops fall back.</p>
<h2>Cut it free</h2>
<ol>
<li>With the corner of the wooden tool, cut a small bevel under the foot. It makes a shadow line and gives the wire a place to start.</li>
<li>Wheel very slow. Hold the wire flat and tight on the wheel head and draw it towards you.</li>
<li>Dry your hands, hold the mug low with both palms like a full glass, and lift with a slight turn. Or throw on a bat and lift nothing.</li>
</ol>
<p>If the rim went oval on the way to the board, leave it. Touch it back to round when it is leather-hard; wet clay only gets worse.</p>`,
    },
    {
      key: "bowls",
      title: "Bowls: one curve, no corner",
      bodyHtml: `
<p>A bowl is not a wide cylinder. If you open flat and then bend the walls out, you get a dog dish with a corner in it, and the rim sinks. A bowl is opened round from the first touch.</p>
<h2>Centre wide, open round</h2>
<p>Take 900 g and centre it as a low dome, about as wide as your hand is long. Open with the fingertips travelling <strong>down and out in an arc</strong>, so the floor is already the bottom of a curve. Leave it 12 mm thick, because a bowl wants a foot ring and the foot ring comes from that clay. Compress along the arc with a rounded rib.</p>
<h2>Pull up before you pull out</h2>
<p>The temptation is to let it open at once. Resist it: pull two or three times as though you were making a slightly flared vase, and keep the rim narrower than you want in the end. Clay on a wheel always wants to go out; you only ever have to invite it.</p>
<h2>The last pass</h2>
<ol>
<li>Slow the wheel as far as it will turn smoothly.</li>
<li>Put a flexible rib inside, at the middle of the floor.</li>
<li>Draw it up along the wall in one movement, fingers outside giving a soft support, and let the bowl open to its final width.</li>
</ol>
<p>One movement. Stopping halfway leaves a line that the glaze will point at.</p>
<h2>If it slumps</h2>
<p>A bowl collapses for one of three reasons: too much water, too much speed, or a wall that is thinner at the turn than at the rim. Stop the wheel, let the piece stand ten minutes or warm it with a hair dryer on low, and see if it can be saved. If not, cut it in half and learn which of the three it was.</p>
<p><strong>Practice:</strong> two small bowls that nest. Making the second to fit the first teaches measuring better than any ruler.</p>`,
    },
  ],
};

export const afterTheWheel: DemoModule = {
  title: "After the wheel",
  lessons: [
    {
      key: "drying",
      title: "Drying without cracks",
      quiz: {
        passPercent: 66,
        questions: [
          {
            text: "When is the moment to trim?",
            options: ["Leather-hard, when it cuts in clean curls", "Wet, fresh from the wheel", "Bone dry, when it is pale all over"],
            explanation: "Wet clay drags and bone-dry clay chips. Leather-hard clay comes away in curls, and the foot stays crisp.",
          },
          {
            text: "A crack runs straight down from the rim. What happened?",
            options: ["The rim dried long before the rest", "The floor was not compressed", "Cup and handle had different moisture"],
            explanation: "The rim is thin and stands in the air. Turn the pot over on it as soon as it takes no fingerprint any more.",
          },
          {
            text: "Why is the pot turned over on its rim?",
            options: ["The floor is the thickest part and needs a head start", "So that the rim becomes flat", "So that no dust falls into it"],
            explanation: "Slow and even: the thick floor gets the air, the thin rim gets a rest.",
          },
        ],
      },
      bodyHtml: `
<p>More pots are lost on the shelf than on the wheel. Drying is shrinking, and a pot cracks where one part shrinks before its neighbour. So the whole art is to be <strong>slow and even</strong>.</p>
<h2>The stages, and what each is for</h2>
<ul>
<li><strong>Wet</strong>: fresh from the wheel. Do not touch.</li>
<li><strong>Soft leather-hard</strong>: the rim can be handled, the wall gives like firm cheese. Good for handles and for setting a rim round.</li>
<li><strong>Leather-hard</strong>: cuts cleanly in curls. Trim now.</li>
<li><strong>Bone dry</strong>: pale all over, no longer cold against your cheek. Ready for the first firing, and fragile as a biscuit. Do not lift it by the rim.</li>
</ul>
<h2>A calm routine</h2>
<ol>
<li>Leave the pot open on a board for a few hours, away from sun, heaters and open windows.</li>
<li>When the rim no longer takes a fingerprint, turn the pot over on its rim. The floor is thickest and needs a head start.</li>
<li>Drape thin plastic over it, loosely, overnight.</li>
<li>Trim the next day, then dry it open. Two to seven days, depending on the weather.</li>
</ol>
<h2>Reading a crack</h2>
<ul>
<li><strong>S-shape in the floor</strong>: the floor was not compressed, or a puddle stood in it.</li>
<li><strong>Straight down from the rim</strong>: the rim dried long before the rest, or was thin and uncompressed.</li>
<li><strong>Ring where wall meets floor</strong>: thick floor, thin wall. Even them out next time.</li>
<li><strong>Around a handle</strong>: cup and handle had different moisture when they met.</li>
</ul>
<p>A cracked dry pot is not worth mending. Drop it in the bucket, let it slake, and wedge it. Until it is fired, no clay is ever wasted.</p>`,
    },
    {
      key: "trimming",
      title: "Trimming a foot",
      bodyHtml: `
<p>Trimming takes away the clay that held the pot up while it was soft. Done well it makes a pot feel lighter than it looks, and gives it something to stand on.</p>
<h2>The right hour</h2>
<p>Press a fingernail into the base. It should leave a mark without sinking in. Trimmings should come off as long, smooth curls. Crumbs mean too dry; sticky ribbons mean wait an hour.</p>
<h2>Centre it upside down</h2>
<ol>
<li>Measure the floor before you turn the pot over, with the needle from inside or by pressing from both sides. Remember the thickness.</li>
<li>Set the pot on its rim in the middle of the wheel. Turn slowly with a fingertip held still near the side, and see where it touches.</li>
<li>Stop, nudge the pot away from the touch, and try again. Three or four nudges are normal.</li>
<li>Fix it with three soft pads of clay pressed against the wheel, not against the pot.</li>
</ol>
<h2>Cut</h2>
<p>Wheel at medium speed. Lay one finger on the middle of the base throughout: it steadies the pot and feels how thin things get. Hold the loop tool like a pencil, elbow on your thigh.</p>
<ul>
<li>Level the base.</li>
<li>Take down the outside until it follows the curve inside. Imagine the inner line and keep 5 to 6 mm from it.</li>
<li>Mark the foot ring, about 6 mm wide and roughly a third to a half of the rim's width across.</li>
<li>Hollow the middle from the centre outwards. Stop while you still want to take a little more.</li>
</ul>
<h2>Listen</h2>
<p>Tap the base. A thick floor sounds dull, a thin one rings higher, and a floor that gives under your finger is a floor you are about to go through. Everybody goes through one. It makes a fine flower pot.</p>
<p>Bevel both edges of the ring so they do not chip, compress with the back of a fingernail, and sign it.</p>`,
    },
    {
      key: "handles",
      title: "Pulled handles",
      bodyHtml: `
<p>A handle is a promise: that it will not burn, slip or break. A pulled handle keeps that promise best, because pulling lines up the clay along its length the way grain runs along a branch.</p>
<h2>Pull</h2>
<ol>
<li>Use clay a little stiffer than for throwing. Shape a thick carrot of about 150 g.</li>
<li>Hold the fat end in your left hand, point down. Wet the right hand well.</li>
<li>Make a ring of thumb and forefinger around the top and stroke downward, lightly, as if drawing off a glove. Turn the carrot a little with every stroke so it stays even.</li>
<li>When it is as thick as your finger, flatten it with the thumb to an oval. Run the thumb down the middle once for a shallow groove where a thumb will rest later.</li>
<li>Let it hang over the edge of a shelf until it bends without sticking.</li>
</ol>
<h2>Attach</h2>
<p>Mug and handle should both be <strong>soft leather-hard</strong>. Cut the thick end straight. Scratch a cross-hatch on both places, add slip, and press while a finger inside the mug supports the wall. Let the handle fall in its own curve and find where it wants to land; that place is nearly always right. Pinch off the rest, scratch, slip, press, and blend with a fingertip or a small wooden tool.</p>
<h2>Check</h2>
<ul>
<li>Two or three fingers fit, with a knuckle's room to the wall.</li>
<li>Seen from above, the handle points exactly at the middle.</li>
<li>Look through it: the shape of the air matters as much as the shape of the clay.</li>
</ul>
<h2>Dry it slowly</h2>
<p>A handle has more skin than the mug and dries first, then tears at the joint. Wrap the handle alone in a strip of plastic for a day, then the whole mug for another.</p>`,
    },
    {
      key: "first-firings",
      title: "Bisque, glaze, and the second fire",
      bodyHtml: `
<p>Fire happens twice. The first turns mud into a sponge of stone that no water can melt; the second turns a coat of powder into glass. If your studio fires for you, this lesson tells you what to ask for.</p>
<h2>Bisque</h2>
<p>Pots go in bone dry and may touch each other. The kiln climbs slowly, no more than 100 °C an hour up to about 600 °C. Two things happen on the way: the last water leaves as steam around 100 °C and breaks the pot if it is hurried, and at 573 °C the quartz in the clay changes its crystal form and swells. After that it may go faster, up to about <strong>1000 °C (cone 06)</strong>. The pot comes out pink or cream, and it drinks water like chalk.</p>
<h2>Glazing</h2>
<ol>
<li>Wipe the pot with a damp sponge. Dust and finger grease push glaze away.</li>
<li>Paint wax on the foot ring and 3 mm above it.</li>
<li>Stir the bucket until nothing is left on the bottom. Dip for <strong>three seconds</strong>, in one calm movement, pour out, and hold the pot still until the shine is gone.</li>
<li>Scratch through the dry coat with a pin somewhere hidden. A bit more than one millimetre is about right.</li>
<li>Sponge every trace of glaze off the foot. Glaze on the foot is glue on the shelf.</li>
</ol>
<h2>The glaze firing</h2>
<p>Now pots must stand apart, at least the width of a finger. Match three numbers: your clay, your glaze and the firing must name the <strong>same cone</strong>. A cone 6 glaze on a cone 10 clay leaves a weak, thirsty pot; the other way round, the clay may bloat or slump.</p>
<h2>Opening the kiln</h2>
<p>Wait until it reads below 100 °C, better 60. Cold air on hot glass pings, and each ping is a crack. Then take out your mug, fill it with tea, and put it on a sheet of paper for an hour. No ring on the paper? You have made a mug.</p>`,
    },
  ],
};
