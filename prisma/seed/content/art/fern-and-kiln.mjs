import { grain, mix, n, ramp, seeded, smooth, svg, wobble } from "./draw.mjs";

const W = 1600;
const H = 1000;

/** A wide bowl on the wheel seen from above: rings the fingers left, light from the upper left. */
export function wheelThrowing() {
  const random = seeded(11);
  const [cx, cy] = [990, 560];
  const rings = [];
  const shape = wobble(random, [[2, 0.5], [3, 0.35], [5, 0.15]]);
  const count = 62;
  for (let i = 0; i < count; i += 1) {
    const share = i / (count - 1);
    const radius = 640 * (1 - share) ** 0.92 + 10;
    const depth = Math.sin(share * Math.PI * 0.92);
    const base = ramp(["#d98a5c", "#c56c40", "#a9512c", "#86391d", "#6c2b16", "#8e4020", "#b25c34"], share);
    const fleck = (random() - 0.5) * 0.12;
    const colour = fleck > 0 ? mix(base, "#f3c9a4", fleck * 2.2) : mix(base, "#4a1c0d", -fleck * 1.8);
    const swing = 5 * (1 - share) + 1.5 + random() * 1.6;
    const turn = random() * 0.5;
    const points = Array.from({ length: 49 }, (_, k) => {
      const angle = (k / 48) * Math.PI * 2;
      const r = radius + shape(angle + share * 2.4 + turn) * swing;
      return [cx + Math.cos(angle) * r - depth * 10, cy + Math.sin(angle) * r * 0.985 + depth * 8];
    });
    rings.push(`<path d="${smooth(points)}Z" fill="${colour}"/>`);
    if (i % 3 === 1) rings.push(`<path d="${smooth(points.slice(25, 42))}" fill="none" stroke="#ffe2c4" stroke-opacity="${n(0.34 * (1 - share) + 0.05)}" stroke-width="${n(1.4 + random() * 2)}" stroke-linecap="round"/>`);
    if (i % 4 === 2) rings.push(`<path d="${smooth(points.slice(3, 19))}" fill="none" stroke="#3b1408" stroke-opacity="0.28" stroke-width="${n(1.5 + random() * 2.4)}" stroke-linecap="round"/>`);
  }
  return svg(W, H, `
<defs>
<linearGradient id="bg" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f6e9d9"/><stop offset="1" stop-color="#e3c6a8"/></linearGradient>
<radialGradient id="light" gradientUnits="userSpaceOnUse" cx="640" cy="200" r="1150"><stop offset="0" stop-color="#fff1dc" stop-opacity="0.55"/><stop offset="0.5" stop-color="#fff1dc" stop-opacity="0"/><stop offset="1" stop-color="#2a0d04" stop-opacity="0.5"/></radialGradient>
<radialGradient id="well" gradientUnits="userSpaceOnUse" cx="960" cy="590" r="360"><stop offset="0" stop-color="#2a0d04" stop-opacity="0"/><stop offset="0.55" stop-color="#2a0d04" stop-opacity="0.42"/><stop offset="1" stop-color="#2a0d04" stop-opacity="0"/></radialGradient>
<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="38"/></filter>
<clipPath id="pot"><circle cx="${cx}" cy="${cy}" r="652"/></clipPath>
</defs>
<rect width="${W}" height="${H}" fill="url(#bg)"/>
<circle cx="${cx}" cy="${cy}" r="830" fill="#d9bd9f"/>
<circle cx="${cx}" cy="${cy}" r="830" fill="none" stroke="#b8967a" stroke-width="2"/>
${[790, 748, 706].map((r) => `<circle cx="${cx}" cy="${cy}" r="${r}" fill="none" stroke="#c3a283" stroke-width="1.5"/>`).join("")}
<circle cx="${cx + 46}" cy="${cy + 52}" r="650" fill="#5a2a14" opacity="0.5" filter="url(#soft)"/>
${rings.join("")}
<g clip-path="url(#pot)"><rect width="${W}" height="${H}" fill="url(#light)"/><rect width="${W}" height="${H}" fill="url(#well)"/></g>
${grain(0.16)}`);
}

/** Four rows of test tiles, each glaze thin above and thick below, breaking over the edge between. */
export function glazes() {
  const random = seeded(23);
  const columns = [
    ["#e8e2cf", "#cfd9c6", "#a5bfae"],
    ["#c9d8cf", "#8fb5ab", "#5d938c"],
    ["#bcd0d8", "#6f9fb5", "#2f6585"],
    ["#9fb3cf", "#4a6ca3", "#1f3c78"],
    ["#d9c9a8", "#b98d4f", "#7d5022"],
    ["#c99a76", "#8c4a28", "#3a1a10"],
    ["#e3d6c8", "#d7a99a", "#b06a5c"],
    ["#efe9de", "#dcd3c2", "#bdb29d"],
  ];
  const tiles = [];
  const [tw, th, gap] = [164, 264, 30];
  const left = (W - (columns.length * tw + (columns.length - 1) * gap)) / 2;
  for (let row = -1; row < 4; row += 1) {
    columns.forEach((_, index) => {
      const glaze = columns[(index + (row + 1) * 3) % columns.length];
      const x = left + index * (tw + gap);
      const y = -130 + (row + 1) * (th + gap) + (index % 2) * 74;
      const thick = y + th * (0.4 + random() * 0.12);
      const end = y + th * (0.78 + random() * 0.06);
      const drip = (level, size) =>
        smooth(Array.from({ length: 9 }, (_, k) => [x + (k / 8) * tw, level + (random() - 0.35) * size]));
      const id = `t${row + 1}${index}`;
      tiles.push(`
<clipPath id="${id}"><rect x="${x}" y="${y}" width="${tw}" height="${th}" rx="14"/></clipPath>
<rect x="${x + 5}" y="${y + 9}" width="${tw}" height="${th}" rx="14" fill="#3d2a1c" opacity="0.26" filter="url(#cast)"/>
<g clip-path="url(#${id})">
<rect x="${x}" y="${y}" width="${tw}" height="${th}" fill="#cfae8d"/>
<path d="${drip(end, 24)}V${y}H${x}Z" fill="${glaze[1]}"/>
<path d="${drip(thick, 14)}V${y}H${x}Z" fill="${glaze[0]}" opacity="0.92"/>
<path d="${drip(end - 12, 20)}" fill="none" stroke="${glaze[2]}" stroke-width="22" stroke-opacity="0.75" filter="url(#blur)"/>
<path d="${drip(thick, 8)}" fill="none" stroke="${mix(glaze[0], "#ffffff", 0.5)}" stroke-width="3" stroke-opacity="0.5"/>
${Array.from({ length: 16 }, () => `<circle cx="${n(x + random() * tw)}" cy="${n(y + random() * th * 0.82)}" r="${n(0.8 + random() * 1.8)}" fill="${random() > 0.4 ? glaze[2] : "#3a2415"}" opacity="${n(0.25 + random() * 0.4)}"/>`).join("")}
<rect x="${x}" y="${y}" width="${tw}" height="${th}" fill="url(#shine)"/>
</g>
<circle cx="${x + tw / 2}" cy="${y + 26}" r="8.5" fill="#efe3d2"/><path d="M${x + tw / 2 - 8.5} ${y + 26}a8.5 8.5 0 0 1 17 0" fill="#8a6f55" opacity="0.6"/>`);
    });
  }
  return svg(W, H, `
<defs>
<linearGradient id="shine" x1="0" y1="0" x2="1" y2="0.25"><stop offset="0" stop-color="#fff" stop-opacity="0.34"/><stop offset="0.22" stop-color="#fff" stop-opacity="0.04"/><stop offset="0.8" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.16"/></linearGradient>
<filter id="cast"><feGaussianBlur stdDeviation="9"/></filter><filter id="blur"><feGaussianBlur stdDeviation="9"/></filter>
</defs>
<rect width="${W}" height="${H}" fill="#efe3d2"/>${tiles.join("")}${grain(0.14, 7)}`);
}

/** Half a pot's outline mirrored: `profile` is [radius, height] from the foot up. */
function vessel(cx, floor, profile) {
  const right = profile.map(([r, h]) => [cx + r, floor - h]);
  const left = [...profile].reverse().map(([r, h]) => [cx - r, floor - h]);
  return { d: `${smooth(right)}L${left[0][0]} ${left[0][1]}${smooth(left).slice(1).replace(/^[^C]*/, "")}Z`, right, left };
}

/** Drawn pots on ruled paper: one half solid, one half in line, as potters measure them. */
export function studioLogbook() {
  const pots = [
    { cx: 250, colour: "#8c3f24", profile: [[78, 0], [84, 14], [70, 34], [150, 120], [176, 210], [172, 232]] },
    { cx: 560, colour: "#c98b4e", profile: [[84, 0], [96, 60], [104, 180], [96, 290], [98, 330]] },
    { cx: 860, colour: "#46604f", profile: [[72, 0], [110, 70], [150, 190], [128, 310], [56, 390], [46, 450], [62, 500]] },
    { cx: 1160, colour: "#6d7f86", profile: [[92, 0], [112, 70], [124, 170], [108, 270], [112, 300]] },
    { cx: 1430, colour: "#b5573a", profile: [[50, 0], [56, 16], [46, 30], [92, 84], [116, 150], [118, 166]] },
  ];
  const floor = 790;
  const drawn = pots.map(({ cx, colour, profile: measured }) => {
    const profile = measured.map(([r, h]) => [r * 1.04, h * 1.22]);
    const { d, right } = vessel(cx, floor, profile);
    const top = profile[profile.length - 1];
    const widest = Math.max(...profile.map(([r]) => r));
    const inner = profile.slice(1).map(([r, h], i) => [cx + r - 11, floor - Math.max(h, 18) - (i === 0 ? 10 : 0)]);
    return `
<clipPath id="c${cx}"><rect x="${cx}" y="0" width="400" height="${H}"/></clipPath><clipPath id="l${cx}"><rect x="${cx - 400}" y="0" width="400" height="${H}"/></clipPath>
<path d="${d}" fill="${colour}" clip-path="url(#l${cx})"/>
<path d="${d}" fill="url(#round)" clip-path="url(#l${cx})"/>
<path d="${smooth(right)}" fill="none" stroke="#3b2a20" stroke-width="4" stroke-linecap="round"/>
<path d="M${cx} ${floor}H${cx + profile[0][0]}M${cx} ${floor - top[1]}H${cx + top[0]}" stroke="#3b2a20" stroke-width="4" stroke-linecap="round"/>
<path d="${smooth(inner)}" fill="none" stroke="#3b2a20" stroke-width="2.2" stroke-opacity="0.55"/>
<path d="M${cx} ${floor + 20}V${floor - top[1] - 44}" stroke="#8c3f24" stroke-width="2" stroke-dasharray="14 7 3 7"/>
<path d="M${cx} ${floor + 52}h${widest}m-9 -6l9 6l-9 6M${cx} ${floor + 44}v16M${cx + widest} ${floor + 44}v16" stroke="#8c6a50" stroke-width="2" fill="none"/>`;
  });
  const lines = Array.from({ length: 26 }, (_, i) => `<path d="M0 ${i * 40 + 30}H${W}" stroke="#d9c7ae" stroke-width="1.4"/>`);
  const columns = Array.from({ length: 41 }, (_, i) => `<path d="M${i * 40 + 10} 0V${H}" stroke="#e2d3bd" stroke-width="1"/>`);
  return svg(W, H, `
<defs><linearGradient id="round" x1="0" x2="1"><stop offset="0" stop-color="#000" stop-opacity="0.24"/><stop offset="0.35" stop-color="#fff" stop-opacity="0.16"/><stop offset="1" stop-color="#000" stop-opacity="0.06"/></linearGradient></defs>
<rect width="${W}" height="${H}" fill="#f4eadb"/>${columns.join("")}${lines.join("")}
<path d="M0 ${floor}H${W}" stroke="#3b2a20" stroke-width="4"/>
${drawn.join("")}${grain(0.12, 5)}`);
}

/** Three witness cones seen through the spy hole, each further down than the one before. */
export function cones() {
  const base = 716;
  const cone = (x, lean, bend, height, tones) => {
    const steps = 30;
    const spine = [];
    let [px, py, angle] = [x, base, -Math.PI / 2 + lean];
    for (let i = 0; i <= steps; i += 1) {
      spine.push([px, py, angle]);
      angle += (bend / steps) * 1.6 * Math.sin((i / steps) ** 0.8 * Math.PI);
      px += Math.cos(angle) * (height / steps);
      py += Math.sin(angle) * (height / steps);
    }
    const edge = (share) => spine.map(([sx, sy, a], i) => {
      const half = 33 * (1 - i / steps) + 6;
      return [sx - Math.sin(a) * half * share, sy + Math.cos(a) * half * share];
    });
    const face = (from, to, fill) => {
      const back = [...edge(to)].reverse();
      return `<path d="${smooth(edge(from))}L${n(back[0][0])} ${n(back[0][1])}${smooth(back).replace(/^M[^C]*/, "")}Z" fill="${fill}"/>`;
    };
    return `${face(1, -0.15, tones[0])}${face(-0.12, -1, tones[1])}<path d="${smooth(edge(-1))}" fill="none" stroke="#fff3c9" stroke-width="3" stroke-opacity="0.8"/>`;
  };
  return svg(W, H, `
<defs>
<radialGradient id="heat" gradientUnits="userSpaceOnUse" cx="800" cy="470" r="470"><stop offset="0" stop-color="#fff0b0"/><stop offset="0.35" stop-color="#ffc65a"/><stop offset="0.75" stop-color="#f48a2a"/><stop offset="1" stop-color="#cf5416"/></radialGradient>
<radialGradient id="wall" gradientUnits="userSpaceOnUse" cx="800" cy="490" r="1000"><stop offset="0.4" stop-color="#a63f18"/><stop offset="0.52" stop-color="#6e2712"/><stop offset="0.75" stop-color="#3b1610"/><stop offset="1" stop-color="#1f0c0a"/></radialGradient>
<radialGradient id="rim" gradientUnits="userSpaceOnUse" cx="800" cy="490" r="470"><stop offset="0.86" stop-color="#ffb45a"/><stop offset="0.93" stop-color="#d8651f"/><stop offset="1" stop-color="#7c2d12"/></radialGradient>
<filter id="soft" x="-30%" y="-60%" width="160%" height="220%"><feGaussianBlur stdDeviation="16"/></filter>
<clipPath id="hole"><circle cx="800" cy="490" r="408"/></clipPath></defs>
<rect width="${W}" height="${H}" fill="url(#wall)"/>
${Array.from({ length: 9 }, (_, i) => `<circle cx="800" cy="490" r="${500 + i * 62}" fill="none" stroke="#ff9a4a" stroke-opacity="${n(0.12 - i * 0.012)}" stroke-width="2"/>`).join("")}
<circle cx="800" cy="490" r="456" fill="url(#rim)"/>
<g clip-path="url(#hole)">
<circle cx="800" cy="490" r="408" fill="url(#heat)"/>
<rect x="380" y="${base + 26}" width="840" height="200" fill="#a8431a"/><rect x="380" y="${base + 26}" width="840" height="5" fill="#ffd48a"/>
<ellipse cx="800" cy="${base + 40}" rx="330" ry="14" fill="#5c1c0a" opacity="0.6" filter="url(#soft)"/>
${cone(545, 0.1, 0, 470, ["#b44a1a", "#dd752c"])}
${cone(690, 0.12, 1.15, 470, ["#bd5019", "#e6812f"])}
${cone(834, 0.14, 2.5, 470, ["#c65a1c", "#ee8f3a"])}
<rect x="485" y="${base - 26}" width="430" height="60" rx="10" fill="#c25a20"/><rect x="485" y="${base - 26}" width="430" height="18" rx="9" fill="#ffb65c" opacity="0.85"/>
</g>
${grain(0.14, 9)}`);
}

/** Seven evenings, seven stages from ball to mug, as the light goes. */
export function sevenEvenings() {
  const floor = 640;
  const stages = [
    [[44, 0], [78, 26], [90, 76], [76, 128], [40, 152], [0, 158]],
    [[90, 0], [98, 30], [96, 72], [72, 92], [0, 96]],
    [[90, 0], [99, 40], [98, 92], [84, 112]],
    [[92, 0], [96, 60], [94, 130], [92, 176]],
    [[80, 0], [80, 90], [78, 190], [80, 252]],
    [[80, 0], [98, 60], [96, 150], [82, 214], [88, 236]],
    [[78, 0], [98, 60], [96, 150], [82, 214], [88, 236]],
  ];
  const sky = ["#f3c98b", "#eeaa73", "#e08a63", "#bd6759", "#8d4c55", "#5d3a50", "#352b47"];
  const body = stages.map((profile, i) => {
    const x0 = (W / 7) * i;
    const cx = x0 + W / 14 - (i === 6 ? 16 : 0);
    const closed = profile[profile.length - 1][0] === 0;
    const { d } = vessel(cx, floor, profile);
    const [rim, height] = profile[profile.length - 1];
    const clay = ramp(["#7c3a22", "#a9573a", "#d79b74", "#f0cfae"], i / 6);
    const mouth = closed ? "" : `<ellipse cx="${cx}" cy="${floor - height}" rx="${rim}" ry="${n(rim * 0.17)}" fill="${mix(clay, "#20101a", 0.55)}"/><ellipse cx="${cx}" cy="${floor - height}" rx="${rim}" ry="${n(rim * 0.17)}" fill="none" stroke="${mix(clay, "#ffffff", 0.3)}" stroke-width="4"/>`;
    const handle = i === 6 ? `<path d="M${cx + 88} ${floor - 196}c50 -12 62 38 46 80c-10 26 -28 40 -46 42" fill="none" stroke="${clay}" stroke-width="19" stroke-linecap="round"/>` : "";
    const sun = 150 + (i / 6) ** 1.3 * 470;
    return `<rect x="${n(x0)}" width="${n(W / 7 + 1)}" height="${H}" fill="${sky[i]}"/>
<circle cx="${cx}" cy="${n(sun)}" r="54" fill="${i > 5 ? "#f3dfc0" : "#fff0cf"}" opacity="${i === 6 ? 0 : n(0.9 - i * 0.09)}"/>
${i === 6 ? `<path d="M${cx + 22} 178a54 54 0 1 0 30 78a46 46 0 0 1 -30 -78z" fill="#f6e6c8"/>` : ""}
<rect x="${n(x0)}" y="${floor}" width="${n(W / 7 + 1)}" height="${H - floor}" fill="${mix(sky[i], "#1d1020", 0.45)}"/>
<ellipse cx="${cx}" cy="${floor + 12}" rx="98" ry="13" fill="#1d1020" opacity="0.35"/>
${handle}<path d="${d}" fill="${clay}"/><path d="${d}" fill="url(#round)"/>${mouth}`;
  });
  return svg(W, H, `<defs><linearGradient id="round" x1="0" x2="1"><stop offset="0" stop-color="#fff" stop-opacity="0.22"/><stop offset="0.3" stop-color="#fff" stop-opacity="0.08"/><stop offset="1" stop-color="#20101a" stop-opacity="0.42"/></linearGradient></defs>${body.join("")}${grain(0.13, 4)}`);
}

/** A fern frond that is also the ribs of a turned pot. */
export function fernLogo() {
  const leaf = (y, w) => `<path d="M128 ${y}c${w * 0.45} ${-w * 0.12} ${w * 0.85} ${-w * 0.42} ${w} ${-w * 0.72}c${-w * 0.5} ${w * 0.02} ${-w * 0.9} ${w * 0.28} ${-w} ${w * 0.72}zM128 ${y}c${-w * 0.45} ${-w * 0.12} ${-w * 0.85} ${-w * 0.42} ${-w} ${-w * 0.72}c${w * 0.5} ${w * 0.02} ${w * 0.9} ${w * 0.28} ${w} ${w * 0.72}z"/>`;
  return svg(256, 256, `<rect width="256" height="256" fill="#8c3f24"/><g fill="#f8eadb">${[[204, 56], [169, 66], [134, 60], [102, 46], [76, 30]].map(([y, w]) => leaf(y, w)).join("")}<rect x="124" y="46" width="8" height="170" rx="4"/></g>`);
}
