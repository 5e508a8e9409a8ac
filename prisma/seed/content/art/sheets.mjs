import { fontFace } from "./font.mjs";
import { evenings, logbook, planner } from "./sheet-pages.mjs";

/** Orton's published bending points of self-supporting cones at 60 °C an hour, with their everyday use. */
const coneRows = [
  ["022", 586, 1087, "Lustres, gold, decals"],
  ["018", 715, 1319, "China paint, overglaze"],
  ["010", 903, 1657, "Low-fire reds"],
  ["06", 998, 1828, "Bisque; low-fire glaze"],
  ["05", 1031, 1888, "Low-fire glaze"],
  ["04", 1063, 1945, "Earthenware"],
  ["03", 1086, 1987, "Earthenware, stronger"],
  ["02", 1102, 2016, "Terracotta"],
  ["01", 1119, 2046, "Terracotta, dense"],
  ["1", 1137, 2079, "Low stoneware"],
  ["2", 1142, 2088, "Low stoneware"],
  ["3", 1152, 2106, "Low stoneware"],
  ["4", 1162, 2124, "Mid-range stoneware"],
  ["5", 1186, 2167, "Mid-range stoneware"],
  ["6", 1222, 2232, "Stoneware, most studios"],
  ["7", 1239, 2262, "Stoneware"],
  ["8", 1249, 2280, "Stoneware, some porcelain"],
  ["9", 1260, 2300, "High-fire, porcelain"],
  ["10", 1285, 2345, "High-fire stoneware, porcelain"],
];

const shrinkages = [8, 9, 10, 11, 12, 13, 14, 15];
const firedSizes = [5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30];
const wet = (fired, percent) => (fired / (1 - percent / 100)).toFixed(1);

const style = `${fontFace}
@page { size: A4; margin: 0; }
* { box-sizing: border-box; }
body { margin: 0; font-family: Inter, sans-serif; color: #2b1c12; font-size: 10.5pt; line-height: 1.45; -webkit-print-color-adjust: exact; }
.page { width: 210mm; height: 296.5mm; padding: 16mm 17mm 14mm; position: relative; break-after: page; overflow: hidden; }
.page:last-child { break-after: auto; }
h1 { font-size: 23pt; line-height: 1.1; letter-spacing: -0.02em; margin: 0 0 2mm; font-weight: 720; }
h2 { font-size: 13pt; margin: 5mm 0 2mm; font-weight: 680; }
.lead { color: #6a5847; margin: 0 0 6mm; max-width: 150mm; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-size: 8.5pt; font-weight: 600; color: #6a5847; padding: 1.5mm 2mm; border-bottom: 0.5mm solid var(--ink); }
td { padding: 1.1mm 2mm; border-bottom: 0.2mm solid #d6cabb; font-variant-numeric: tabular-nums; }
.blank td { height: 9.4mm; border-left: 0.2mm solid #d6cabb; } .blank td:first-child { border-left: 0; }
.key { font-weight: 680; color: var(--ink); }
.foot { position: absolute; left: 17mm; right: 17mm; bottom: 9mm; font-size: 8pt; color: #8a7864; display: flex; justify-content: space-between; }
.bar { position: absolute; left: 0; right: 0; top: 0; height: 5mm; background: var(--ink); }
`;

/** A printed document: pages of the house's look in the store's ink. */
export function documentOf(title, ink, foot, pages) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>:root{--ink:${ink}}${style}</style></head><body>${pages
    .map((page, i) => `<section class="page"><div class="bar"></div>${page}<div class="foot"><span>${foot}</span><span>${i + 1} / ${pages.length}</span></div></section>`)
    .join("")}</body></html>`;
}

const conesPage = `<h1>Cones &amp; Shrinkage</h1><p class="lead">Cones measure heat and time together. These temperatures hold for self-supporting cones when the kiln climbs 60 °C an hour at the end; faster firing needs a little more.</p>
<table><tr><th>Cone</th><th>°C</th><th>°F</th><th>Used for</th></tr>${coneRows.map(([cone, c, f, use]) => `<tr><td class="key">${cone}</td><td>${c}</td><td>${f}</td><td>${use}</td></tr>`).join("")}</table>
<h2>Fired size to wet size, in centimetres</h2>
<table><tr><th>Fired</th>${shrinkages.map((p) => `<th>${p} %</th>`).join("")}</tr>${[8, 10, 12, 16, 20, 30].map((size) => `<tr><td class="key">${size}</td>${shrinkages.map((p) => `<td>${wet(size, p)}</td>`).join("")}</tr>`).join("")}</table>`;

const fernFoot = "Fern &amp; Kiln · copy freely for your own class";
export const sheets = {
  "fern-and-kiln/cones-and-shrinkage.pdf": documentOf("Cones and Shrinkage", "#8c3f24", fernFoot, [conesPage]),
  "fern-and-kiln/studio-logbook.pdf": documentOf("The Studio Logbook", "#8c3f24", fernFoot, logbook),
  "fern-and-kiln/seven-evenings.pdf": documentOf("Seven Evenings at the Wheel", "#8c3f24", fernFoot, evenings),
  "paper-harbor/signature-planner.pdf": documentOf("The Signature Planner", "#1d5c68", "Paper Harbor Bindery · print at 100 %", planner),
};

const csv = (rows) => `${rows.map((row) => row.map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(",")).join("\r\n")}\r\n`;

export const tables = {
  "fern-and-kiln/cones.csv": csv([["cone", "celsius", "fahrenheit", "used for"], ...coneRows]),
  "fern-and-kiln/shrinkage.csv": csv([["fired cm", ...shrinkages.map((p) => `wet cm at ${p} %`)], ...firedSizes.map((size) => [size, ...shrinkages.map((p) => wet(size, p))])]),
  "fern-and-kiln/glaze-test-log.csv": csv([
    ["tile", "date", "clay", "base", "addition", "percent", "coats", "specific gravity", "cone", "place in kiln", "result", "next"],
    ["A1", "2025-03-04", "smooth stoneware", "countdown 40-30-20-10", "none", 0, 2, 1.45, 10, "middle shelf left", "clear, slight blue where thick", "try on white clay"],
    ["A2", "2025-03-04", "smooth stoneware", "countdown 40-30-20-10", "red iron oxide", 4, 2, 1.45, 10, "middle shelf left", "amber, darker on edges", "look between 2 and 4"],
    ["A3", "2025-03-04", "smooth stoneware", "countdown 40-30-20-10", "red iron oxide", 8, 2, 1.45, 10, "middle shelf right", "near black, breaks rust", "keep; thinner on rims"],
  ]),
};
