import { grain, mix, n, seeded, svg } from "./draw.mjs";

const W = 1600;
const H = 1000;

/** A book's spine, close: folded signatures side by side, held by chains of thread. */
export function firstBook() {
  const random = seeded(17);
  const count = 13;
  const width = 104;
  const left = (W - count * width) / 2;
  const folds = Array.from({ length: count }, (_, i) => {
    const x = left + i * width;
    const tone = mix("#f7f0e2", i === 0 || i === count - 1 ? "#1d5c68" : "#e6d8bd", i === 0 || i === count - 1 ? 1 : random() * 0.6);
    const leaves = Array.from({ length: 5 }, (_, k) => `<path d="M${n(x + 14 + k * 19)} 0V${H}" stroke="#6b5638" stroke-opacity="${n(0.05 + random() * 0.07)}" stroke-width="1.6"/>`);
    return `<rect x="${x}" y="-10" width="${width}" height="${H + 20}" fill="${tone}"/>${leaves.join("")}<rect x="${x}" y="-10" width="${width}" height="${H + 20}" fill="url(#fold)"/>`;
  });
  const chain = (y, colour) => {
    const shade = mix(colour, "#101820", 0.55);
    return Array.from({ length: count - 1 }, (_, i) => {
      const x = left + (i + 1) * width;
      const loop = (side) => `M${x - 52} ${y + side * 3}C${x - 40} ${y + side * 34} ${x + 26} ${y + side * 40} ${x + 52} ${y + side * 3}`;
      return `<g fill="none" stroke-linecap="round">
<path d="${loop(1)}M${x - 52} ${y - 3}C${x - 40} ${y - 34} ${x + 26} ${y - 40} ${x + 52} ${y - 3}" stroke="#2b2113" stroke-opacity="0.35" stroke-width="17" transform="translate(4 9)" filter="url(#soft)"/>
<path d="${loop(1)}" stroke="${shade}" stroke-width="17"/><path d="${loop(1)}" stroke="${colour}" stroke-width="12"/>
<path d="${loop(-1)}" stroke="${shade}" stroke-width="17"/><path d="${loop(-1)}" stroke="${colour}" stroke-width="12"/>
<path d="${loop(-1)}" stroke="${mix(colour, "#ffffff", 0.55)}" stroke-width="2.5" stroke-dasharray="9 8" transform="translate(0 -2)"/>
<path d="${loop(1)}" stroke="${mix(colour, "#ffffff", 0.4)}" stroke-width="2.5" stroke-dasharray="9 8" transform="translate(0 -2)"/></g>`;
    }).join("") + Array.from({ length: count }, (_, i) => `<ellipse cx="${left + i * width + width / 2}" cy="${y}" rx="6" ry="9" fill="#2b2113" opacity="0.75"/>`).join("");
  };
  return svg(W, H, `
<defs><linearGradient id="fold" x1="0" x2="1"><stop offset="0" stop-color="#3a2a14" stop-opacity="0.62"/><stop offset="0.13" stop-color="#3a2a14" stop-opacity="0.14"/><stop offset="0.42" stop-color="#fff" stop-opacity="0.4"/><stop offset="0.78" stop-color="#3a2a14" stop-opacity="0.06"/><stop offset="1" stop-color="#3a2a14" stop-opacity="0.55"/></linearGradient>
<filter id="soft" x="-30%" y="-60%" width="160%" height="220%"><feGaussianBlur stdDeviation="5"/></filter>
<radialGradient id="day" gradientUnits="userSpaceOnUse" cx="380" cy="80" r="1500"><stop offset="0" stop-color="#fff6e0" stop-opacity="0.35"/><stop offset="0.5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#0c1f26" stop-opacity="0.5"/></radialGradient></defs>
<rect width="${W}" height="${H}" fill="#123f49"/>${folds.join("")}
${chain(170, "#c8542f")}${chain(390, "#1d6f7d")}${chain(610, "#1d6f7d")}${chain(830, "#c8542f")}
<rect width="${W}" height="${H}" fill="url(#day)"/>${grain(0.14, 6)}`);
}

/** Folded sheets fanned like harbour waves, with the marks where the awl will go. */
export function signaturePlanner() {
  const sheet = (i) => {
    const y = 270 + i * 118;
    const shift = [0, 90, -60, 60, -30, 70][i] ?? 0;
    const colours = ["#f6efe0", "#d8e6e4", "#9cc4c6", "#5f9ea6", "#2f7683", "#1d5c68"];
    const colour = colours[i];
    const crest = (x0, width) => `M${x0} ${y}L${x0 + width / 2} ${y - 150}L${x0 + width} ${y}`;
    const one = 800;
    const peaks = [-620, 180, 980].map((x) => x + shift);
    const fronts = peaks.map((x) => `
<path d="${crest(x, one)}V${H + 200}H${x}Z" fill="${colour}"/>
<path d="M${x + one / 2} ${y - 150}L${x + one} ${y}V${H + 200}H${x + one / 2}Z" fill="${mix(colour, "#0b2b33", 0.13)}"/>
<path d="${crest(x, one)}" fill="none" stroke="${mix(colour, "#ffffff", 0.6)}" stroke-width="2.5"/>
${[40, 100, 160].map((d) => `<circle cx="${x + one / 2}" cy="${y - 150 + d}" r="4.5" fill="${i > 3 ? "#f6efe0" : "#12414b"}" opacity="0.85"/>`).join("")}
<path d="M${x + one / 2} ${y - 128}v132" stroke="${i > 3 ? "#f6efe0" : "#12414b"}" stroke-width="2" stroke-dasharray="7 9" opacity="0.5"/>`);
    return `<g filter="url(#lift)">${fronts.join("")}</g>`;
  };
  return svg(W, H, `
<defs><filter id="lift" x="-5%" y="-20%" width="110%" height="140%"><feDropShadow dx="0" dy="-8" stdDeviation="12" flood-color="#0b2b33" flood-opacity="0.28"/></filter>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f3d9b8"/><stop offset="0.5" stop-color="#f6e7cf"/></linearGradient></defs>
<rect width="${W}" height="${H}" fill="url(#sky)"/><circle cx="1180" cy="150" r="70" fill="#e2744a"/>
${[0, 1, 2, 3, 4, 5].map(sheet).join("")}${grain(0.13, 8)}`);
}

/** An open book that is also a boat on its reflection. */
export function harborLogo() {
  return svg(256, 256, `<rect width="256" height="256" fill="#1d5c68"/>
<path d="M128 150V62C104 48 76 46 48 52V138C76 133 104 136 128 150z" fill="#f6efe0"/>
<path d="M128 150V62C152 48 180 46 208 52V138C180 133 152 136 128 150z" fill="#cfe2e0"/>
<path d="M48 164c28 -5 56 -2 80 12c24 -14 52 -17 80 -12" fill="none" stroke="#f6efe0" stroke-width="9" stroke-linecap="round"/>
<path d="M72 190c20 -2 40 2 56 12c16 -10 36 -14 56 -12" fill="none" stroke="#cfe2e0" stroke-width="8" stroke-linecap="round" opacity="0.75"/>`);
}
