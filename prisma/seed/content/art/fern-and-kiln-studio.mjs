import { grain, mix, n, ramp, seeded, smooth, svg } from "./draw.mjs";

const W = 1600;
const H = 1000;

/** A kiln door at night: brick on brick, the arch bricked up, and light at the spyhole and in every joint near it. */
export function kilnRoom() {
  const random = seeded(41);
  const [cx, cy] = [1010, 470];
  const bricks = [];
  const [bw, bh, joint] = [148, 58, 9];
  for (let row = 0; row * (bh + joint) < H + bh; row += 1) {
    for (let column = -1; column * (bw + joint) < W + bw; column += 1) {
      const x = column * (bw + joint) + (row % 2) * ((bw + joint) / 2);
      const y = row * (bh + joint);
      const near = Math.max(0, 1 - Math.hypot(x + bw / 2 - cx, (y + bh / 2 - cy) * 1.2) / 760);
      const base = ramp(["#2b1712", "#3d1f16", "#5d2a18", "#8a3d1c", "#c4632a"], near ** 1.5);
      const fleck = random();
      const colour = fleck > 0.5 ? mix(base, "#e89a5c", (fleck - 0.5) * 0.14) : mix(base, "#120806", (0.5 - fleck) * 0.4);
      bricks.push(`<rect x="${n(x + random() * 3)}" y="${n(y + random() * 3)}" width="${n(bw - random() * 5)}" height="${n(bh - random() * 5)}" rx="${n(4 + random() * 4)}" fill="${colour}"/>`);
      for (let k = 0; k < 5; k += 1) bricks.push(`<circle cx="${n(x + random() * bw)}" cy="${n(y + random() * bh)}" r="${n(0.8 + random() * 2.4)}" fill="#0d0503" opacity="${n(0.12 + random() * 0.2)}"/>`);
    }
  }
  const arch = (grow) => `M${cx - 400 - grow} ${H}V${cy + 20}A${400 + grow} ${400 + grow} 0 0 1 ${cx + 400 + grow} ${cy + 20}V${H}`;
  const stones = Array.from({ length: 19 }, (_, i) => {
    const [from, to] = [Math.PI * (1 + i / 19) + 0.014, Math.PI * (1 + (i + 1) / 19) - 0.014];
    const at = (r, a) => `${n(cx + Math.cos(a) * r)} ${n(cy + 20 + Math.sin(a) * r)}`;
    return `<path d="M${at(404, from)}L${at(492 + random() * 6, from)}L${at(492 + random() * 6, to)}L${at(404, to)}Z" fill="${mix("#4a2418", "#7d3a1e", random())}"/>`;
  });
  const sparks = Array.from({ length: 26 }, () => {
    const [angle, far] = [random() * Math.PI * 2, 70 + random() ** 2 * 300];
    return `<circle cx="${n(cx + Math.cos(angle) * far)}" cy="${n(cy + Math.sin(angle) * far * 0.8)}" r="${n(0.8 + random() * 2.2)}" fill="#ffd79a" opacity="${n(0.25 + random() * 0.6)}"/>`;
  });
  return svg(W, H, `
<defs>
<radialGradient id="glow" gradientUnits="userSpaceOnUse" cx="${cx}" cy="${cy}" r="620"><stop offset="0" stop-color="#ffb257" stop-opacity="0.85"/><stop offset="0.25" stop-color="#f0762a" stop-opacity="0.42"/><stop offset="1" stop-color="#f0762a" stop-opacity="0"/></radialGradient>
<radialGradient id="hole"><stop offset="0" stop-color="#fffbe6"/><stop offset="0.55" stop-color="#ffe08a"/><stop offset="1" stop-color="#ff9a3c"/></radialGradient>
<linearGradient id="night" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#0d0604" stop-opacity="0.75"/><stop offset="0.5" stop-color="#0d0604" stop-opacity="0"/><stop offset="1" stop-color="#0d0604" stop-opacity="0.5"/></linearGradient>
<filter id="soft"><feGaussianBlur stdDeviation="16"/></filter>
</defs>
<rect width="${W}" height="${H}" fill="#a5481b"/>
<rect width="${W}" height="${H}" fill="#170a06" opacity="0.72"/>
${bricks.join("")}
<path d="${arch(0)}" fill="none" stroke="#140805" stroke-width="16" opacity="0.8"/>
${stones.join("")}
<path d="${arch(100)}" fill="none" stroke="#140805" stroke-width="10" opacity="0.6"/>
<rect width="${W}" height="${H}" fill="url(#glow)"/>
<circle cx="${cx}" cy="${cy}" r="96" fill="#ff8d33" opacity="0.55" filter="url(#soft)"/>
<circle cx="${cx}" cy="${cy}" r="66" fill="#1d0d07"/><circle cx="${cx}" cy="${cy}" r="49" fill="url(#hole)"/>
${[-20, 0, 20].map((dx, i) => `<path d="M${cx + dx - 6} ${cy + 34}L${cx + dx + [9, 2, -3][i]} ${cy - [4, 16, 22][i]}L${cx + dx + 8} ${cy + 34}Z" fill="#c8762c" opacity="0.85"/>`).join("")}
${sparks.join("")}
<rect width="${W}" height="${H}" fill="url(#night)"/>
${grain(0.16, 5)}`);
}

/** A shelf with one of everything: raw, bisque, glazed, and the logbook leaning at its end. */
export function wholeStudio() {
  const random = seeded(57);
  const pot = (x, foot, w, h, colours, belly) => {
    const [l, r, top] = [x - w / 2, x + w / 2, foot - h];
    const outline = `M${l + w * 0.18} ${foot}C${l - w * belly} ${foot - h * 0.3} ${l - w * belly * 0.4} ${top + h * 0.25} ${l + w * 0.06} ${top}H${r - w * 0.06}C${r + w * belly * 0.4} ${top + h * 0.25} ${r + w * belly} ${foot - h * 0.3} ${r - w * 0.18} ${foot}Z`;
    const id = `p${Math.round(x)}x${Math.round(foot)}`;
    const line = smooth(Array.from({ length: 9 }, (_, k) => [l - w * 0.3 + (k / 8) * w * 1.6, foot - h * 0.26 + (random() - 0.5) * 22]));
    return `
<ellipse cx="${x + 26}" cy="${foot + 4}" rx="${w * 0.62}" ry="17" fill="#2c150b" opacity="0.38" filter="url(#cast)"/>
<clipPath id="${id}"><path d="${outline}"/></clipPath>
<path d="${outline}" fill="${colours[1]}"/>
<g clip-path="url(#${id})">
<path d="${line}V${top - 10}H${l - w * 0.3}Z" fill="${colours[0]}"/>
${Array.from({ length: 11 }, (_, k) => `<path d="M${l - w * 0.3} ${n(top + (k + 0.5) * (h / 11))}q${w * 0.8} ${n(12 + random() * 6)} ${w * 1.6} 0" fill="none" stroke="#2c150b" stroke-opacity="${n(0.05 + random() * 0.07)}" stroke-width="${n(1.5 + random() * 2)}"/>`).join("")}
<rect x="${l - w * 0.3}" y="${top}" width="${w * 1.6}" height="${h}" fill="url(#round)"/>
</g>
<ellipse cx="${x}" cy="${top}" rx="${w * 0.44}" ry="${n(w * 0.085)}" fill="${mix(colours[0], "#1d0d07", 0.55)}"/>
<ellipse cx="${x}" cy="${top}" rx="${w * 0.44}" ry="${n(w * 0.085)}" fill="none" stroke="${mix(colours[0], "#ffffff", 0.35)}" stroke-width="5"/>`;
  };
  const board = (y) => `<rect x="0" y="${y}" width="${W}" height="40" fill="#8c5f3c"/><rect x="0" y="${y}" width="${W}" height="7" fill="#b98a60"/><rect x="0" y="${y + 40}" width="${W}" height="26" fill="#2c150b" opacity="0.24" filter="url(#cast)"/>
${Array.from({ length: 6 }, (_, k) => `<path d="M0 ${n(y + 12 + k * 4.6)}q${400 + k * 90} ${n((random() - 0.5) * 8)} ${W} 0" fill="none" stroke="#5f3c22" stroke-opacity="0.32" stroke-width="1.4"/>`).join("")}`;
  const book = (x, foot, w, h, colour) => `<g transform="rotate(-7 ${x} ${foot})"><rect x="${x + 10}" y="${foot - h + 8}" width="${w}" height="${h}" fill="#2c150b" opacity="0.35" filter="url(#cast)"/><rect x="${x}" y="${foot - h}" width="${w}" height="${h}" rx="5" fill="${colour}"/><rect x="${x}" y="${foot - h}" width="22" height="${h}" rx="5" fill="${mix(colour, "#000000", 0.25)}"/><rect x="${x + 52}" y="${foot - h + 44}" width="${w - 88}" height="74" fill="#f6ecdb"/>${[0, 1, 2].map((k) => `<rect x="${x + 66}" y="${foot - h + 60 + k * 17}" width="${w - 122 - k * 22}" height="5" fill="#8a6f55"/>`).join("")}</g>`;
  return svg(W, H, `
<defs>
<linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f8eddc"/><stop offset="1" stop-color="#dcbf9f"/></linearGradient>
<linearGradient id="round" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity="0.22"/><stop offset="0.3" stop-color="#fff" stop-opacity="0.24"/><stop offset="0.55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1d0d07" stop-opacity="0.46"/></linearGradient>
<filter id="cast" x="-20%" y="-120%" width="140%" height="340%"><feGaussianBlur stdDeviation="10"/></filter>
</defs>
<rect width="${W}" height="${H}" fill="url(#wall)"/>
${board(440)}${board(900)}
${pot(190, 440, 190, 230, ["#a8745a", "#a8745a"], 0.12)}${pot(440, 440, 160, 170, ["#a8745a", "#a8745a"], 0.2)}
${pot(700, 440, 210, 250, ["#dcae8a", "#dcae8a"], 0.16)}${pot(960, 440, 170, 190, ["#dcae8a", "#dcae8a"], 0.08)}${pot(1180, 440, 150, 150, ["#dcae8a", "#dcae8a"], 0.24)}${pot(1420, 440, 200, 270, ["#dcae8a", "#dcae8a"], 0.1)}
${pot(210, 900, 230, 300, ["#2f6585", "#c99a76"], 0.14)}${pot(500, 900, 180, 190, ["#8fb5ab", "#cfae8d"], 0.2)}${pot(750, 900, 200, 240, ["#e8e2cf", "#b98d4f"], 0.1)}${pot(1010, 900, 220, 210, ["#3a1a10", "#c99a76"], 0.24)}
${book(1210, 900, 260, 330, "#8c3f24")}
${grain(0.15, 9)}`);
}
