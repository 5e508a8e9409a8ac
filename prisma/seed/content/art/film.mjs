import { n, smooth, svg } from "./draw.mjs";

/**
 * "Pulling a cylinder", the pot cut in half: a pinch travels up the wall three times, and what it leaves below is
 * thinner, so the whole is taller. Clay is kept: height times thickness stays the same throughout.
 */
export const seconds = 16;
export const fps = 25;

const [CX, FLOOR, R] = [296, 436, 104];
const CLAY = 70 * 46;
const HEIGHTS = [70, 132, 204, 288];
const CM = 288 / 15;
const STARTS = [1.1, 5.9, 10.7];
const [PRESS, LIFT, LEAVE] = [0.7, 2.7, 0.6];

const ease = (x) => x * x * (3 - 2 * x);
const within = (x) => Math.min(Math.max(x, 0), 1);

/** Where in the story second `t` is. `share`: how much of the wall this pull has passed; `grip`: how far the hands press. */
function stateAt(t) {
  const pull = STARTS.findLastIndex((start) => t >= start);
  if (pull === -1) return { pull: 0, phase: -1, share: 0, grip: 0, near: within((t - 0.3) / 0.8), flare: 0 };
  const since = t - STARTS[pull];
  const leaving = within((since - PRESS - LIFT) / LEAVE);
  const phase = since < PRESS ? 0 : since < PRESS + LIFT * 0.8 ? 1 : since < PRESS + LIFT + LEAVE ? 2 : 3;
  const share = within((since - PRESS) / LIFT);
  const back = pull < 2 ? within((since - PRESS - LIFT - LEAVE) / 0.8) : 0;
  return {
    pull, phase, share: share * share * (3 - 2 * share) * 0.35 + share * 0.65,
    grip: ease(within(since / PRESS)) * (1 - ease(within((since - PRESS - LIFT * 0.82) / (LIFT * 0.25)))),
    near: pull < 2 || leaving < 1 ? 1 - ease(leaving) + ease(back) : 0,
    flare: ease(share) * (1 - back), back: ease(back),
  };
}

export function frame(t) {
  const state = stateAt(t);
  const [h0, h1] = [HEIGHTS[state.pull], HEIGHTS[state.pull + 1]];
  const height = state.share * h1 + (1 - state.share) * h0;
  const at = state.share * h1;
  const thick = (y) => {
    const above = CLAY / h0;
    const below = CLAY / h1;
    const past = 1 / (1 + Math.exp((at - y) / 5));
    const roll = state.grip * 9 * Math.exp(-(((y - at - 17) / 13) ** 2)) * (1 - state.share * 0.5);
    const pinch = state.grip * 5 * Math.exp(-(((y - at) / 9) ** 2));
    const foot = 10 * Math.exp(-y / 12);
    return below + (above - below) * past + roll - pinch + foot;
  };
  const middle = (y) => R + state.flare * 9 * (y / height) ** 2;
  const levels = Array.from({ length: 61 }, (_, i) => (i / 60) * height);
  const outer = levels.map((y) => [CX + middle(y) + thick(y) / 2, FLOOR - y]);
  const inner = levels.map((y) => [CX + middle(y) - thick(y) / 2, FLOOR - Math.max(y, 12)]);
  const rimY = FLOOR - height;
  const rimHalf = thick(height) / 2;
  const rimX = CX + middle(height);
  const wall = (flip) => {
    const m = ([x, y]) => (flip ? [2 * CX - x, y] : [x, y]);
    const one = outer.map(m);
    const two = [...inner].reverse().map(m);
    return `${smooth(one)}A${n(rimHalf)} ${n(Math.min(rimHalf, 9))} 0 0 ${flip ? 1 : 0} ${n(two[0][0])} ${n(two[0][1])}${smooth(two).replace(/^M[^C]*/, "")}L${CX} ${FLOOR - 12}V${FLOOR}Z`;
  };
  const insideLeft = [...inner].reverse().map(([x, y]) => [2 * CX - x, y]);
  const inside = `${smooth(inner)}L${n(2 * CX - inner[60][0])} ${n(inner[60][1])}${smooth(insideLeft).replace(/^M[^C]*/, "")}Z`;
  return svg(960, 540, `
<defs>
<linearGradient id="bg" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f8f0e5"/><stop offset="1" stop-color="#eddcc6"/></linearGradient>
<linearGradient id="in" x1="0" x2="1"><stop offset="0" stop-color="#70301a"/><stop offset="0.5" stop-color="#a8603f"/><stop offset="1" stop-color="#70301a"/></linearGradient>
<linearGradient id="head" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8d8277"/><stop offset="1" stop-color="#564d45"/></linearGradient>
<clipPath id="inside"><path d="${inside}"/></clipPath></defs>
<rect width="960" height="540" fill="url(#bg)"/>
${wheel(t)}
<path d="${inside}" fill="url(#in)"/><g clip-path="url(#inside)">${rings(t, height, middle)}</g>
<ellipse cx="${CX}" cy="${n(rimY)}" rx="${n(rimX - rimHalf - CX)}" ry="9" fill="#7b3a22"/>
<path d="${wall(false)}" fill="#c9764b"/><path d="${wall(true)}" fill="#c9764b"/>
<path d="${smooth(outer)}" fill="none" stroke="#e9a67c" stroke-width="2.5"/><path d="${smooth(outer.map(([x, y]) => [2 * CX - x, y]))}" fill="none" stroke="#e9a67c" stroke-width="2.5"/>
<g opacity="${n(t > STARTS[2] ? within(state.near * 1.6) : 1)}">${hands(state, at, middle, thick, rimY)}</g><g font-family="Inter, sans-serif">${ruler(height)}${words(state, t)}</g>`);
}

function wheel(t) {
  const marks = Array.from({ length: 7 }, (_, i) => {
    const angle = t * 2.6 + (i / 7) * Math.PI * 2;
    if (Math.sin(angle) < 0) return "";
    return `<rect x="${n(CX + Math.cos(angle) * 196 - 5 * Math.sin(angle))}" y="${FLOOR + 7}" width="${n(10 * Math.sin(angle))}" height="12" rx="2" fill="#c9bfb2" opacity="${n(0.25 + 0.5 * Math.sin(angle))}"/>`;
  });
  return `<rect x="${CX - 34}" y="${FLOOR + 24}" width="68" height="90" fill="#6b6158"/><rect x="${CX - 204}" y="${FLOOR}" width="408" height="26" rx="6" fill="url(#head)"/><rect x="${CX - 204}" y="${FLOOR}" width="408" height="4" rx="2" fill="#b3a798"/>${marks.join("")}`;
}

/** Throwing rings on the far inside wall, with specks that pass by: the pot turns. */
function rings(t, height, middle) {
  const lines = [];
  for (let y = 20; y < height; y += 15) {
    const half = middle(y);
    lines.push(`<path d="M${n(CX - half)} ${n(FLOOR - y)}Q${CX} ${n(FLOOR - y - 8)} ${n(CX + half)} ${n(FLOOR - y)}" fill="none" stroke="#e3a27b" stroke-opacity="0.28" stroke-width="2"/>`);
    const angle = -t * 2.6 + y * 0.21;
    if (Math.sin(angle) > 0.1) lines.push(`<ellipse cx="${n(CX + Math.cos(angle) * half * 0.86)}" cy="${n(FLOOR - y - 7 * Math.sin(angle))}" rx="${n(9 * Math.sin(angle))}" ry="2.2" fill="#f0bd98" opacity="${n(0.6 * Math.sin(angle))}"/>`);
  }
  return lines.join("");
}

/** Inside fingertip and outside knuckle, drawn as signs rather than as flesh; each fades into the arm it belongs to. */
function hands(state, at, middle, thick, rimY) {
  const away = (1 - state.near) * 46;
  const level = state.back > 0 ? at * (1 - state.back) : at;
  const y = FLOOR - Math.max(level, 16);
  const half = thick(Math.max(level, 4)) / 2;
  const x = CX + middle(level);
  const inX = x - half - 13 - away * 0.3 - (1 - state.grip) * 2;
  const inY = y - 6 - Math.max(0, y - rimY + 30) * (1 - state.near) - away * 0.6;
  const top = Math.min(rimY - 84, inY - 120);
  const outX = x + half + 15 + away + (1 - state.grip) * 3;
  const outY = y + 6;
  return `
<linearGradient id="arm" gradientUnits="userSpaceOnUse" x1="0" y1="${n(inY - 30)}" x2="0" y2="${n(top)}"><stop offset="0" stop-color="#426a80"/><stop offset="0.45" stop-color="#426a80"/><stop offset="1" stop-color="#426a80" stop-opacity="0"/></linearGradient>
<path d="M${n(inX + 13)} ${n(inY)}A13 13 0 0 1 ${n(inX - 13)} ${n(inY)}C${n(inX - 14)} ${n(inY - 50)} ${n(inX - 26)} ${n(inY - 76)} ${n(inX - 30)} ${n(top)}H${n(inX + 12)}C${n(inX + 12)} ${n(inY - 70)} ${n(inX + 13)} ${n(inY - 40)} ${n(inX + 13)} ${n(inY)}Z" fill="url(#arm)"/>
<path d="M${n(inX + 7)} ${n(inY + 3)}A8 8 0 0 1 ${n(inX - 5)} ${n(inY + 6)}" fill="none" stroke="#a9c4d2" stroke-width="3" stroke-linecap="round"/>
<linearGradient id="fore" gradientUnits="userSpaceOnUse" x1="${n(outX + 36)}" y1="0" x2="${n(outX + 122)}" y2="0"><stop offset="0" stop-color="#426a80"/><stop offset="1" stop-color="#426a80" stop-opacity="0"/></linearGradient>
<path d="M${n(outX)} ${n(outY - 15)}A15 15 0 0 0 ${n(outX)} ${n(outY + 15)}C${n(outX + 34)} ${n(outY + 17)} ${n(outX + 60)} ${n(outY + 20)} ${n(outX + 124)} ${n(outY + 12)}V${n(outY - 34)}C${n(outX + 80)} ${n(outY - 26)} ${n(outX + 44)} ${n(outY - 17)} ${n(outX)} ${n(outY - 15)}Z" fill="url(#fore)"/>
<path d="M${n(outX - 5)} ${n(outY - 8)}A10 10 0 0 0 ${n(outX - 5)} ${n(outY + 8)}" fill="none" stroke="#a9c4d2" stroke-width="3" stroke-linecap="round"/>
${state.phase === 1 ? `<path d="M${n(outX + 22)} ${n(outY - 42)}v-40m-10 12l10 -12l10 12" fill="none" stroke="#8c3f24" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>` : ""}`;
}

function ruler(height) {
  const x = 74;
  const ticks = Array.from({ length: 16 }, (_, i) => `<path d="M${x} ${n(FLOOR - i * CM)}h${i % 5 === 0 ? 16 : 9}" stroke="#9a8467" stroke-width="2"/>${i % 5 === 0 && i > 0 ? `<text x="${x - 10}" y="${n(FLOOR - i * CM + 5)}" text-anchor="end" font-size="14" fill="#7d694f">${i}</text>` : ""}`);
  const y = FLOOR - height;
  return `<path d="M${x} ${FLOOR}V${n(FLOOR - 15 * CM)}" stroke="#9a8467" stroke-width="2"/>${ticks.join("")}<path d="M${x + 22} ${n(y)}H${CX - 60}" stroke="#8c3f24" stroke-width="2" stroke-dasharray="3 6"/><text x="${x + 24}" y="${n(y - 9)}" font-size="17" font-weight="650" fill="#8c3f24">${(height / CM).toFixed(1)} cm</text>`;
}

function words(state, t) {
  const steps = ["Press in at the very foot", "Lift the roll, both hands as one", "Ease off before the rim"];
  const done = t > STARTS[2] + PRESS + LIFT + LEAVE;
  const lines = steps.map((step, i) => {
    const now = state.phase === i && !done;
    const y = 214 + i * 54;
    return `<circle cx="644" cy="${y - 6}" r="14" fill="${now ? "#8c3f24" : "none"}" stroke="${now ? "#8c3f24" : "#b39d81"}" stroke-width="2"/><text x="644" y="${y - 1}" text-anchor="middle" font-size="15" font-weight="650" fill="${now ? "#fff" : "#7d694f"}">${i + 1}</text><text x="672" y="${y}" font-size="18" font-weight="${now ? 650 : 450}" fill="${now ? "#2b1c12" : "#7d694f"}">${step}</text>`;
  });
  const dots = [0, 1, 2].map((i) => `<rect x="${630 + i * 34}" y="150" width="26" height="6" rx="3" fill="${done || i < state.pull || (i === state.pull && t >= STARTS[0]) ? "#8c3f24" : "#d6c2a6"}"/>`);
  const title = done ? "Three pulls, and stop" : `Pull ${state.pull + 1} of 3`;
  const note = done ? "Same clay, four times the height." : "";
  return `<text x="630" y="134" font-size="27" font-weight="700" letter-spacing="-0.5" fill="#2b1c12">${title}</text>${dots.join("")}${lines.join("")}<text x="630" y="394" font-size="16" fill="#5e4a35">${note}</text>`;
}
