/** Small helpers shared by the drawings: seeded chance, colour mixing, noise, SVG snippets. */

/** The same numbers every time, so a drawing can be made again. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Smooth wobble in -1..1 from a few sines with chance phases; periodic over `turns` of 2π. */
export function wobble(random, waves) {
  const parts = waves.map(([times, size]) => ({ times, size, phase: random() * Math.PI * 2 }));
  return (angle) => parts.reduce((sum, part) => sum + Math.sin(angle * part.times + part.phase) * part.size, 0);
}

export function mix(a, b, share) {
  const from = channels(a);
  const to = channels(b);
  return `#${from.map((value, i) => Math.round(value + (to[i] - value) * share).toString(16).padStart(2, "0")).join("")}`;
}

/** Colour at `at` (0..1) along evenly spaced stops. */
export function ramp(stops, at) {
  const place = Math.min(Math.max(at, 0), 0.9999) * (stops.length - 1);
  const i = Math.floor(place);
  return mix(stops[i], stops[i + 1], place - i);
}

function channels(colour) {
  return [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));
}

export const n = (value) => Number(value.toFixed(2));

/** A smooth open path through points (Catmull-Rom as Bézier). */
export function smooth(points) {
  let path = `M${n(points[0][0])} ${n(points[0][1])}`;
  for (let i = 0; i < points.length - 1; i += 1) {
    const [a, b, c, d] = [points[i - 1] ?? points[i], points[i], points[i + 1], points[i + 2] ?? points[i + 1]];
    const one = [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6];
    const two = [c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6];
    path += `C${n(one[0])} ${n(one[1])} ${n(two[0])} ${n(two[1])} ${n(c[0])} ${n(c[1])}`;
  }
  return path;
}

/** A fine paper grain over everything; `strength` 0..1. */
export function grain(strength, seed = 3) {
  return `<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.85" numOctaves="2" seed="${seed}"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0.9 0.9 0.9 0 -1.15"/></filter><rect width="100%" height="100%" filter="url(#grain)" opacity="${strength}"/>`;
}

export function svg(width, height, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg>`;
}
