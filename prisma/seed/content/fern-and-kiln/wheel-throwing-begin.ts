import type { DemoModule } from "../types";

/** Modules 1 and 2 of the throwing course: up to a centred, opened piece of clay. */
export const beforeTheWheel: DemoModule = {
  title: "Before the wheel",
  lessons: [
    {
      key: "what-you-need",
      title: "What you need, and what can wait",
      isPreview: true,
      bodyHtml: `
<p>Pottery shops sell a tool for every worry. You need very few of them, and the good ones cost little. Here is the whole list for this course.</p>
<h2>On the table</h2>
<ul>
<li><strong>A sponge</strong> about the size of an egg, soft, with small pores. It carries water to the clay and takes it out of the pot again.</li>
<li><strong>A wire cutter</strong>, two wooden toggles and 40 cm of thin twisted wire.</li>
<li><strong>A wooden rib</strong> with one straight and one curved edge.</li>
<li><strong>A needle tool</strong> for measuring the floor and levelling a rim.</li>
<li><strong>Two loop tools</strong> for trimming, one round, one with a corner.</li>
<li>A strip of <strong>chamois or soft plastic bag</strong> for smoothing rims.</li>
<li>A bucket, two towels, and clothes you do not love.</li>
</ul>
<h2>What can wait</h2>
<p>Callipers, banding wheels, trimming grips, throwing sticks, metal ribs in six shapes: all useful one day, none of them in your first fifty pots. If you buy one extra thing, buy <em>more clay</em>. Twenty-five kilos teach more than any tool.</p>
<h2>Where to find a wheel</h2>
<p>Do not buy a wheel yet. Most towns have a shared studio or an evening class where you pay by the month, and firing is usually part of the price. A wheel at home becomes sensible once you know you will sit at it three times a week.</p>
<blockquote>Cut your nails short, all ten. It is the least glamorous advice in the course and the one people thank me for.</blockquote>
<p><strong>Before the next lesson:</strong> gather the list, and find out which clay your studio fires, and to which temperature. You will want both facts at hand.</p>`,
    },
    {
      key: "know-your-clay",
      title: "Know your clay",
      bodyHtml: `
<p>Clay is fine mineral plates with water between them. The water lets the plates slide, which is why clay bends; when it leaves, the plates close up, which is why clay shrinks. Nearly everything that goes right or wrong in this course follows from those two sentences.</p>
<h2>Three families</h2>
<ul>
<li><strong>Earthenware</strong> matures around 1000 to 1150 °C. Warm colours, easy to throw, still porous after firing, so it relies on its glaze to hold water.</li>
<li><strong>Stoneware</strong> matures around 1200 to 1300 °C. Strong, dense and forgiving on the wheel. This is what we use.</li>
<li><strong>Porcelain</strong> fires high and white. It throws like cold butter and remembers every mistake. Leave it for your second year.</li>
</ul>
<h2>Grog, or no grog</h2>
<p>Grog is clay that was fired and ground. A little of it gives a wall tooth, so it stands up better and dries more evenly. Too much sands your palms. Look for a smooth stoneware with fine grog, up to 0.2 mm, and a note from the maker that it is made for throwing.</p>
<h2>How soft should it be?</h2>
<p>Press your thumb into the block with the strength you would use on a doorbell. If it sinks a centimetre, good. If it barely marks the surface, wrap the block in a wet towel inside its bag overnight. If your thumb keeps going, leave the block open on a plaster slab or a dry board for an hour, then turn it.</p>
<h2>Shrinkage</h2>
<p>From wet to fired, most stoneware loses 10 to 13 percent of its length. A mug that must stand 10 cm tall therefore starts at about 11.3 cm:</p>
<pre><code>wet size = fired size / (1 - shrinkage)
         = 10 cm / (1 - 0.12) = 11.4 cm</code></pre>
<p>Your clay's data sheet gives the number. Write it on the bag.</p>`,
    },
    {
      key: "wedging",
      title: "Wedging, two ways",
      bodyHtml: `
<p>Wedging makes a lump of clay the same all the way through: same softness, no air, no hard bits. A lump that is not even will never run true on the wheel, however well you centre it. Two minutes here save ten later.</p>
<h2>The ram's head</h2>
<ol>
<li>Take about a kilo. Stand with one foot forward, the table at the height of your knuckles.</li>
<li>Put the heels of both hands on the top of the lump and push <strong>down and away</strong>, through your straight arms. Use your weight, not your wrists.</li>
<li>Roll the clay back towards you a quarter turn and set your hands on top again.</li>
<li>Push, roll, push, roll. After a dozen strokes it looks like a ram's head: two curls and a flat nose.</li>
<li>Every so often close up the sides with your palms so it does not wander off into a long roll.</li>
</ol>
<h2>Cut and slam</h2>
<p>If your wrists are tired or the clay is very uneven, cut instead. Wire the lump in half, turn one half over, and drop it hard on the other. Cut again across the first cut. Each round doubles the layers: after twenty rounds there are more than a million, and every air bubble has met the wire.</p>
<h2>How do you know it is done?</h2>
<p>Cut the lump in two and look. The faces should be one smooth colour, like cheese. Holes or streaks mean ten more strokes.</p>
<p>Finish by patting the clay into a <strong>ball, with the smooth side down</strong>. Folds on the underside trap air against the wheel and love to open into cracks.</p>
<p><strong>Practice:</strong> wedge six balls, each 500 g by the scale. Wrap five. You will use them all in the next lessons, and identical balls tell you whether it was you or the clay.</p>`,
    },
  ],
};

export const theFirstHour: DemoModule = {
  title: "The first hour at the wheel",
  lessons: [
    {
      key: "sit-and-brace",
      title: "How to sit, how to brace",
      bodyHtml: `
<p>Beginners try to hold the clay with their hands. Potters hold it with their hips. Clay on a spinning wheel pushes outward several times a second, and a hand in the air cannot win that argument for long. A hand that is joined through a still arm to a still body can.</p>
<h2>The chain</h2>
<ol>
<li>Set your stool so that your hips are level with the wheel head or a little above it. A low stool bends your back; two bricks under the back legs help more than you would think.</li>
<li>Slide forward until your belly nearly touches the tray. The wheel sits between your knees.</li>
<li>Plant the left elbow in the crease of your left hip or on your thigh. It stays there.</li>
<li>Rest the right forearm on the tray's edge or on the right thigh.</li>
<li>Let your hands touch each other whenever they can. Two hands joined wobble half as much as two hands apart.</li>
</ol>
<h2>Speed</h2>
<p>Wheels for right-handed throwing turn counter-clockwise. Learn three speeds by feel:</p>
<ul>
<li><strong>Fast</strong> (around 200 turns a minute) for centring.</li>
<li><strong>Medium</strong> (about 100) for opening.</li>
<li><strong>Slow</strong> (about 60 to 80) for pulling and shaping, slower as the pot grows.</li>
</ul>
<p>The rule behind it: the thinner the wall, the slower the wheel.</p>
<h2>Move like a tide</h2>
<p>Arrive slowly, leave slowly. Every sudden touch leaves a bump that you will chase for a minute. Breathe out as you press; it is hard to jerk while breathing out.</p>
<p><strong>Practice:</strong> with no clay at all, sit, brace, and rest a fingertip on the spinning wheel head. When your fingertip feels glued to one point in space, you have found your seat.</p>`,
    },
    {
      key: "centring",
      title: "Centring",
      isPreview: true,
      bodyHtml: `
<p>Centring means that the lump turns and nothing moves. It feels like magic the first time, and it is only patience: your hands make a shape that does not give way, and the clay has nowhere else to go.</p>
<h2>Put it down</h2>
<p>Dry the wheel head with a towel. Throw the ball at the middle, hard enough to stick. Turn the wheel slowly and pat the lump towards the middle with both palms. Press the lower edge down against the wheel with a thumb so that it seals.</p>
<h2>Cone up</h2>
<p>Wet your hands and the clay. Wheel fast. With the fingers meeting on the far side and the heels of your hands low on the near side, squeeze and let the clay rise into a cone. Ease off near the top. Coning lines the clay up and finishes the wedging.</p>
<h2>Cone down</h2>
<ol>
<li>The <strong>left hand</strong> leans on the side at eight o'clock, elbow locked into the hip, pressing towards the middle.</li>
<li>The <strong>right hand</strong> lies on top like a lid, the edge of the little finger pressing down.</li>
<li>Lean your body forward a little. Press with both, and hold for five slow breaths.</li>
<li>Release over a whole turn or two, never at once.</li>
</ol>
<p>Up and down twice is plenty. More wears the clay out with water.</p>
<h2>Is it centred?</h2>
<p>Rest a fingernail or the needle tool against the side at full speed. A line all the way round: centred. A line that comes and goes: lean in again, from the bottom, where wobbles live.</p>
<h2>When it will not</h2>
<ul>
<li><strong>It pushes you about:</strong> your elbow is in the air. Put it back in your hip.</li>
<li><strong>It sticks and drags:</strong> more water, a spoonful, not a flood.</li>
<li><strong>The top is still, the base wobbles:</strong> start the pressure at the wheel head.</li>
</ul>`,
    },
    {
      key: "opening",
      title: "Opening, and a floor that will not crack",
      bodyHtml: `
<p>A centred lump is a pot with no inside yet. Opening makes the inside, and it also makes the floor, the part of a pot nobody looks at and the part most likely to crack.</p>
<h2>Find the middle</h2>
<p>Wheel at medium speed, clay wet. Join your hands, rest both thumbs or one middle finger on the centre of the top. Wait until the fingertip stops being pushed around: that still point is the middle. Then press straight down, slowly, making a small well that holds its own spoonful of water.</p>
<h2>How deep?</h2>
<p>Stop the wheel and push the needle tool straight down to the wheel head. Slide your finger down the needle to the clay and pull it out: the length below your fingertip is the floor. Leave:</p>
<ul>
<li><strong>6 to 8 mm</strong> for a pot you will not trim;</li>
<li><strong>10 to 12 mm</strong> if you will trim a foot ring;</li>
</ul>
<p>The needle's hole closes by itself when you smooth the floor.</p>
<h2>Widen</h2>
<p>Hook the fingertips of one or both hands over the inner edge at the bottom and draw towards you, level with the wheel head. Do not let your fingers climb: a rising hand leaves a rounded floor and steals clay from the wall. For a cylinder the floor should end flat, with a crisp corner.</p>
<h2>Compress</h2>
<p>Clay remembers. When it opened, the plates in the middle were left less tightly packed than the rest, and when the pot dries they pull apart into the S-shaped crack every beginner knows. So press the floor: sponge or rib, from the middle out and back again, three times, firmly.</p>
<p>Take the water out. A puddle left standing in a pot softens exactly the place you just made strong.</p>
<p><strong>Practice:</strong> open three balls and cut each in half from rim to base. The halves will show you your real floor, which is never the one you imagined.</p>`,
    },
  ],
};
