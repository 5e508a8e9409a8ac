import type { DemoModule } from "../types";

export const firstBookModules: DemoModule[] = [
  {
    title: "Paper",
    lessons: [
      {
        key: "grain",
        title: "Find the grain before you fold",
        isPreview: true,
        bodyHtml: `
<p>Paper is made from fibres in a stream of water, and most of them end up lying the same way. That direction is the <strong>grain</strong>, and a book only opens well when the grain runs along its spine.</p>
<h2>Three ways to find it</h2>
<ul>
<li><strong>Bend</strong> the sheet without creasing, first one way, then the other. It gives more easily when the bend runs along the grain.</li>
<li><strong>Tear</strong> two strips. With the grain the tear runs straight; across it wanders.</li>
<li><strong>Wet</strong> a small square on one side. It curls into a tube, and the tube points along the grain.</li>
</ul>
<p>Ordinary letter paper has its grain along the 11-inch side. Fold that in half the short way and the grain runs across your spine: the pages stand stiff and the spine swells. Buy <em>short-grain</em> letter paper, or cut your pages from a larger sheet.</p>
<p>Mark the direction with a light pencil arrow on every sheet until it is a habit. It takes a second and saves whole books.</p>`,
      },
      {
        key: "signatures",
        title: "Folding and nesting signatures",
        bodyHtml: `
<p>A signature is a few sheets folded together. Four sheets of text-weight paper make eight leaves, which is sixteen pages; more than that, and the inner sheets creep out past the outer ones.</p>
<ol>
<li>Fold each sheet on its own. Line up the corners, hold them, and slide a bone folder from the middle outwards.</li>
<li>Nest four sheets. Knock the fold down on the table, then the head.</li>
<li>Press the pile under a heavy book overnight. Air out of the folds means a flat spine.</li>
</ol>
<p>For this course fold five signatures. Stack them and number each lightly at the foot of its first page.</p>
<h2>Check</h2>
<p>Look at the stack from the spine. The folds should sit like slices of bread, with no one slice higher than the others. Refold the one that is; sewing will not hide it.</p>`,
      },
    ],
  },
  {
    title: "Thread",
    lessons: [
      {
        key: "piercing",
        title: "Piercing the sewing stations",
        bodyHtml: `
<p>Holes come first and thread later, because a needle that has to find its own way tears paper. Make a jig: a strip of card as tall as the book, folded lengthwise, with five marks on the fold.</p>
<ul>
<li>First and last mark 12 mm from head and tail.</li>
<li>The other three spaced evenly between them.</li>
</ul>
<p>Open a signature to its middle, lay the jig in the fold, and push a thin awl through each mark at 45 degrees, so that it comes out exactly on the fold. Hold the signature in a half-open phone book or a folded towel and you will not pierce your palm.</p>
<p>Before you sew, hold the stack up to a window. Five dots of light in five straight rows: good.</p>`,
      },
      {
        key: "pamphlet-stitch",
        title: "The pamphlet stitch",
        bodyHtml: `
<p>One signature, one thread, three holes: the smallest real book there is. Learn it well, since every larger sewing is a conversation between stitches like this one.</p>
<ol>
<li>Take thread two and a half times the height of the book, and wax it by pulling it over a candle end twice.</li>
<li>From the inside, go out through the middle hole. Leave a tail as long as your hand.</li>
<li>In through the top hole. Pull along the fold, never away from it, or the thread cuts the paper.</li>
<li>Skip the middle. Out through the bottom hole.</li>
<li>In through the middle again, taking care not to split the thread that is already there.</li>
<li>The two ends now lie on either side of the long stitch. Tie them over it with a square knot, and trim to the width of a finger.</li>
</ol>
<p>Snug is right, tight is wrong: the fold should not buckle. Close the book and press it under your hand for a minute. You have just made one.</p>`,
      },
    ],
  },
];
