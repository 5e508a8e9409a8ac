import { grain, mix, n, ramp, seeded, smooth, svg, wobble } from "./draw.mjs";

const W = 1600;
const H = 1000;

/** Hills under a bright sky: one picture, six exposures side by side, as a test strip shows it. */
export function firstGoodPrint() {
  const random = seeded(31);
  const ridge = (level, rise, sharp) => {
    const shape = wobble(random, sharp);
    const points = Array.from({ length: 41 }, (_, i) => [-20 + (i / 40) * (W + 40), level - shape((i / 40) * Math.PI * 1.4) * rise]);
    return `${smooth(points)}V${H + 20}H-20Z`;
  };
  const hills = [
    [ridge(470, 90, [[1, 0.8], [3, 0.4], [7, 0.12]]), "#b9b9b7"],
    [ridge(560, 110, [[1, 0.7], [2, 0.6], [5, 0.2]]), "#929290"],
    [ridge(660, 90, [[2, 0.8], [4, 0.3], [9, 0.06]]), "#666664"],
    [ridge(770, 80, [[1, 0.9], [3, 0.4]]), "#3d3d3c"],
    [ridge(880, 60, [[2, 0.7], [5, 0.25]]), "#1d1d1d"],
  ];
  const trees = Array.from({ length: 15 }, () => {
    const x = 120 + random() * 1400;
    const h = 60 + random() * 90;
    const y = 868 + random() * 40;
    return `<path d="M${n(x)} ${n(y - h)}l${n(h * 0.17)} ${n(h)}h${n(-h * 0.34)}z" fill="#151515"/>`;
  });
  const scene = `<rect width="${W}" height="${H}" fill="url(#sky)"/><circle cx="1010" cy="250" r="86" fill="#fbfbf9"/><circle cx="1010" cy="250" r="170" fill="#fff" opacity="0.18"/>${hills.map(([d, fill]) => `<path d="${d}" fill="${fill}"/>`).join("")}${trees.join("")}`;
  const edges = [0, 270, 540, 805, 1075, 1340, W];
  // Each next strip had half a stop more light: what is left of the paper's white shrinks, the blacks close.
  const curves = [0.22, 0.42, 0.7, 1, 1.6, 2.6];
  const strips = curves.map((gamma, i) => `
<clipPath id="s${i}"><rect x="${edges[i]}" width="${edges[i + 1] - edges[i]}" height="${H}"/></clipPath>
<filter id="f${i}" color-interpolation-filters="sRGB"><feComponentTransfer>${["R", "G", "B"].map((c) => `<feFunc${c} type="gamma" exponent="${gamma}"/>`).join("")}</feComponentTransfer></filter>
<g clip-path="url(#s${i})"><g filter="url(#f${i})">${scene}</g></g>`);
  return svg(W, H, `
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9a9a7"/><stop offset="0.5" stop-color="#efefec"/></linearGradient>
<radialGradient id="lamp" gradientUnits="userSpaceOnUse" cx="1500" cy="-60" r="1500"><stop offset="0" stop-color="#ff3a20" stop-opacity="0.95"/><stop offset="0.5" stop-color="#f2644a" stop-opacity="0.6"/><stop offset="1" stop-color="#f7c4b4" stop-opacity="0.35"/></radialGradient></defs>
<rect width="${W}" height="${H}" fill="#fff"/>${strips.join("")}
${edges.slice(1, -1).map((x) => `<path d="M${x} 0V${H}" stroke="#fff" stroke-opacity="0.35" stroke-width="2"/>`).join("")}
<rect width="${W}" height="${H}" fill="url(#lamp)" style="mix-blend-mode:multiply"/>
<rect width="${W}" height="${H}" fill="url(#lamp)" opacity="0.06"/>
${grain(0.22, 12)}`);
}

/** Strips of negatives hung up to dry, each frame a small landscape in reverse. */
export function filmAtTheSink() {
  const random = seeded(8);
  const frame = (x, y, w, h, id) => {
    const warm = ramp(["#d8c8a8", "#b9c2c4", "#cfb6a6"], random());
    const horizon = h * (0.45 + random() * 0.25);
    const shape = wobble(random, [[1, 0.7], [2, 0.4], [5, 0.12]]);
    const hill = (level, rise) => `${smooth(Array.from({ length: 25 }, (_, i) => [x + (i / 24) * w, y + level - shape((i / 24) * 2.4 + level) * rise]))}V${y + h}H${x}Z`;
    const kind = random();
    const subject = kind < 0.34
      ? `<circle cx="${n(x + w * (0.25 + random() * 0.5))}" cy="${n(y + horizon * 0.5)}" r="${n(20 + random() * 24)}" fill="#20242a"/>`
      : kind < 0.67
        ? `<path d="M${n(x + w * 0.62)} ${y + h}V${n(y + h * 0.3)}l34 -30l34 30V${y + h}z" fill="${mix(warm, "#ffffff", 0.55)}"/>`
        : [0.2, 0.34, 0.46, 0.6].map((at, i) => `<ellipse cx="${n(x + w * at)}" cy="${n(y + h * 0.62)}" rx="${11 + i * 2}" ry="${n(h * (0.26 + (i % 2) * 0.1))}" fill="${mix(warm, "#ffffff", 0.3 + i * 0.1)}"/>`).join("");
    return `<clipPath id="${id}"><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="5"/></clipPath><g clip-path="url(#${id})">
<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#3a4148"/>
<rect x="${x}" y="${y}" width="${w}" height="${n(horizon)}" fill="url(#negsky)"/>
<path d="${hill(horizon, 22)}" fill="${mix("#596068", warm, 0.35)}"/>${subject}<path d="${hill(h * 0.82, 16)}" fill="${mix("#8b8f90", warm, 0.7)}"/></g>`;
  };
  const strips = [[120, -6, 1], [440, 3, 2], [760, -2, 3], [1080, 5, 4], [1400, -4, 5]].map(([x, tilt, k]) => {
    const start = -360 + (k % 2) * 130;
    const frames = Array.from({ length: 7 }, (_, i) => frame(x - 92, start + i * 214, 184, 190, `n${k}${i}`));
    const holes = Array.from({ length: 46 }, (_, i) => `<rect x="${x - 126}" y="${start + i * 34 + 6}" width="17" height="20" rx="4"/><rect x="${x + 109}" y="${start + i * 34 + 6}" width="17" height="20" rx="4"/>`);
    return `<g transform="rotate(${tilt * 0.35} ${x} 0)">
<rect x="${x - 112}" y="${start - 4}" width="276" height="1580" fill="#000" opacity="0.5" filter="url(#cast)"/>
<rect x="${x - 138}" y="${start}" width="276" height="1560" rx="6" fill="#14171b"/><rect x="${x - 138}" y="${start}" width="276" height="1560" rx="6" fill="url(#gloss)"/>
<g fill="#7c2019">${holes.join("")}</g>${frames.join("")}
<rect x="${x - 138}" y="${start}" width="276" height="1560" fill="url(#gloss)" opacity="0.8"/></g>`;
  });
  return svg(W, H, `
<defs><linearGradient id="negsky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2a2f36"/><stop offset="1" stop-color="#12151a"/></linearGradient>
<linearGradient id="gloss" x1="0" x2="1"><stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset="0.3" stop-color="#ffd9c8" stop-opacity="0.12"/><stop offset="0.36" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.25"/></linearGradient>
<linearGradient id="room" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#c2392b"/><stop offset="0.55" stop-color="#8c211a"/><stop offset="1" stop-color="#4c110e"/></linearGradient>
<filter id="cast" x="-30%" width="160%"><feGaussianBlur stdDeviation="18"/></filter></defs>
<rect width="${W}" height="${H}" fill="url(#room)"/>${strips.join("")}${grain(0.2, 2)}`);
}

/** An aperture whose opening points north. */
export function northLogo() {
  const blades = Array.from({ length: 6 }, (_, i) => `<path d="M128 40a88 88 0 0 1 76.2 44L128 128L104 84z" transform="rotate(${i * 60} 128 128)" fill="${i % 2 === 0 ? "#fbeee8" : "#f0c9bd"}"/>`);
  return svg(256, 256, `<rect width="256" height="256" fill="#a3241d"/>${blades.join("")}<path d="M128 84l38.1 22v44L128 172l-38.1 -22v-44z" fill="#a3241d"/><path d="M128 96l22 56l-22 -13l-22 13z" fill="#fbeee8"/>`);
}
