/** The pages of the printed sheets, as HTML in the classes of sheets.mjs. */

const blank = (columns, rows) =>
  `<table class="blank"><tr>${columns.map(([name, width]) => `<th style="width:${width}%">${name}</th>`).join("")}</tr>${`<tr>${columns.map(() => "<td></td>").join("")}</tr>`.repeat(rows)}</table>`;

const card = (fields) =>
  `<table style="margin-bottom:5mm">${fields.map((field) => `<tr><td class="key" style="width:34%;height:8.6mm">${field}</td><td></td></tr>`).join("")}</table>`;

export const logbook = [
  `<h1>Throwing log</h1><p class="lead">One line a pot, written before you wash your hands. The last column is the one you will thank yourself for.</p>${blank([["Date", 11], ["Form", 17], ["Clay, g", 10], ["Wet h × w", 14], ["Fired h × w", 14], ["Change next time", 34]], 22)}`,
  `<h1>Glaze test log</h1><p class="lead">Change one thing from tile to tile. If two things changed, it is two tests.</p>${blank([["Tile", 8], ["Base", 19], ["Addition, %", 19], ["Coats", 8], ["Cone", 8], ["Place", 12], ["What you see", 26]], 22)}`,
  `<h1>Kiln log</h1><p class="lead">Fill a line every hour, and every quarter near the end. Draw how each witness cone stood.</p>${card(["Date and load", "Aim (cone, hold)", "Cones: top / middle / bottom"])}${blank([["Time", 13], ["°C, reader", 16], ["°C an hour", 16], ["Setting", 17], ["Remarks", 38]], 17)}`,
  `<h1>Clay body card</h1><p class="lead">To find shrinkage, scratch a line of exactly 10 cm in a wet bar. Each millimetre it has lost after firing is one percent. For absorption weigh a fired, unglazed bar dry; boil it two hours; wipe and weigh again.</p>${[1, 2, 3].map(() => card(["Name and maker", "Cone, colour, grog", "Shrinkage: wet to dry / to bisque / to glaze", "Absorption, (wet − dry) ÷ dry × 100", "How it throws", "Where bought, when, price"])).join("")}`,
];

const evening = ([name, aim, balls, doing, pass]) =>
  `<h2 style="margin-top:7mm">${name}</h2><table><tr><td class="key" style="width:18%">Aim</td><td>${aim}</td></tr><tr><td class="key">Clay</td><td>${balls}</td></tr><tr><td class="key">Do</td><td>${doing}</td></tr><tr><td class="key">Go on when</td><td>${pass}</td></tr></table>`;

const plan = [
  ["1 · Wedge", "Clay that is the same all through", "8 balls of 500 g, by the scale", "Ram’s head on four, cut and slam on four. Cut each in half and look.", "Six of eight show no hole and no streak."],
  ["2 · Centre", "A lump that turns and does not move", "The same 8 balls", "Cone up and down twice, hold, let go slowly. Nothing else. Scrape off and start again.", "A needle draws a full line round three lumps in a row."],
  ["3 · Open", "A flat floor of 8 mm", "6 balls of 500 g", "Centre, open, widen, compress three times. Cut all six in half.", "Two floors are between 7 and 9 mm from side to side."],
  ["4 · Pull", "A wall you would call even", "6 balls of 600 g", "Three pulls and stop, even if it is going well. Cut all six in half.", "One cylinder is 10 cm tall and no wall is twice as thick as another."],
  ["5 · Keep", "Five cylinders, all alike", "5 balls of 500 g", "Throw to a stick cut at 10 cm. Keep the best two; dry them under thin plastic.", "Two stand beside each other and look related."],
  ["6 · Trim", "A foot, without going through it", "Your two cylinders, leather-hard", "Level, centre upside down, take the outside to follow the inside, bevel the edge. Pull four handles and attach the best.", "Nothing fell off overnight."],
  ["7 · The mug", "One to drink from", "3 balls of 400 g", "Draw three outlines. Choose one. Throw it three times, choose the best, leave it alone.", "You already know how you would make the next one."],
];

export const evenings = [
  `<h1>Seven evenings at the wheel</h1><p class="lead">Ninety minutes each. You keep nothing from the first four, and that is what makes them pleasant. Repeat an evening as often as you like.</p>${plan.slice(0, 4).map(evening).join("")}`,
  `${plan.slice(4).map(evening).join("")}<h2 style="margin-top:9mm">When to stop</h2><p style="max-width:155mm">When you have thrown two in a row that are worse than the one before. You are tired, the clay knows it, and tomorrow’s first pot will be better than tonight’s last.</p>`,
];

const ruler = `<svg width="106mm" height="12mm" viewBox="0 0 106 12">${Array.from({ length: 101 }, (_, i) => `<path d="M${i + 3} 0v${i % 10 === 0 ? 6 : i % 5 === 0 ? 4.2 : 2.6}" stroke="#2b1c12" stroke-width="0.2"/>${i % 10 === 0 ? `<text x="${i + 3}" y="10" font-size="3" text-anchor="middle" font-family="Inter">${i / 10}</text>` : ""}`).join("")}</svg>`;

/** A jig to cut out and fold: piercing marks on the middle line, all in millimetres. */
const jig = (name, height, holes) => {
  const marks = Array.from({ length: holes }, (_, i) => 12 + (i * (height - 24)) / (holes - 1));
  return `<svg width="40mm" height="${height + 10}mm" viewBox="0 0 40 ${height + 10}"><rect x="3" y="1" width="34" height="${height}" fill="none" stroke="#1d5c68" stroke-width="0.35"/><path d="M20 1v${height}" stroke="#1d5c68" stroke-width="0.25" stroke-dasharray="2 1.4"/>${marks.map((y) => `<circle cx="20" cy="${y + 1}" r="0.9" fill="#1d5c68"/><path d="M15 ${y + 1}h10" stroke="#1d5c68" stroke-width="0.2"/>`).join("")}<text x="20" y="${height + 6}" font-size="3.3" text-anchor="middle" font-family="Inter" fill="#2b1c12">${name}, ${holes} holes</text></svg>`;
};

const pageRows = [16, 32, 48, 64, 80, 96, 112, 128, 144, 160];

export const planner = [
  `<h1>The signature planner</h1><p class="lead">Four sheets folded once make a signature of eight leaves, sixteen pages. Choose how many pages you want, and read off what to cut.</p>
<table style="width:120mm"><tr><th>Pages</th><th>Leaves</th><th>Sheets</th><th>Signatures of 4 sheets</th></tr>${pageRows.map((pages) => `<tr><td class="key">${pages}</td><td>${pages / 2}</td><td>${pages / 4}</td><td>${pages / 16}</td></tr>`).join("")}</table>
<h2>Did your printer tell the truth?</h2><p style="margin:0 0 2mm">Lay a ruler against this one. If 10 cm is not 10 cm, print again at 100 %, without “fit to page”.</p>${ruler}
<h2>Thread</h2><p style="max-width:150mm;margin:0">Pamphlet stitch: two and a half times the height of the book. For several signatures: the height times the number of signatures, and one height more for knots.</p>`,
  `<h1>Piercing jigs</h1><p class="lead">Cut along the full lines, fold along the dashes, lay the fold inside the signature, and pierce through each dot.</p><div style="display:flex;gap:4mm;align-items:flex-start">${jig("A6", 148, 3)}${jig("A6", 148, 4)}${jig("A6", 148, 5)}${jig("A5", 210, 5)}</div>`,
];
