/**
 * Draws the demo's pictures, film and printed sheets again: `node prisma/seed/content/make-assets.mjs [name …]`.
 * A tool for whoever changes the drawings; what it makes is committed, so the app and its seed never run it.
 * Needs Chromium (CHROMIUM_PATH, else /usr/bin/chromium), and ffmpeg and ImageMagick's convert on the PATH.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import * as fern from "./art/fern-and-kiln.mjs";
import { kilnRoom, wholeStudio } from "./art/fern-and-kiln-studio.mjs";
import * as north from "./art/northlight.mjs";
import * as harbor from "./art/paper-harbor.mjs";
import { fontFace } from "./art/font.mjs";
import { fps, frame, seconds } from "./art/film.mjs";
import { sheets, tables } from "./art/sheets.mjs";

const out = fileURLToPath(new URL("./assets/", import.meta.url));
const scratch = join(tmpdir(), `lectern-assets-${process.pid}`);
const wanted = process.argv.slice(2);
const isWanted = (path) => wanted.length === 0 || wanted.some((word) => path.includes(word));

const covers = {
  "fern-and-kiln/wheel-throwing": fern.wheelThrowing,
  "fern-and-kiln/glazes": fern.glazes,
  "fern-and-kiln/studio-logbook": fern.studioLogbook,
  "fern-and-kiln/cones-and-shrinkage": fern.cones,
  "fern-and-kiln/seven-evenings": fern.sevenEvenings,
  "fern-and-kiln/the-kiln-room": kilnRoom,
  "fern-and-kiln/whole-studio": wholeStudio,
  "northlight/first-good-print": north.firstGoodPrint,
  "northlight/film-at-the-sink": north.filmAtTheSink,
  "paper-harbor/first-book": harbor.firstBook,
  "paper-harbor/signature-planner": harbor.signaturePlanner,
};
const logos = { "fern-and-kiln/logo": fern.fernLogo, "northlight/logo": north.northLogo, "paper-harbor/logo": harbor.harborLogo };

mkdirSync(scratch, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const [path, draw] of Object.entries(covers)) if (isWanted(path)) cover(path, await shoot(draw(), 1600, 1000));
  for (const [path, draw] of Object.entries(logos)) if (isWanted(path)) logo(path, await shoot(draw(), 256, 256));
  for (const [path, html] of Object.entries(sheets)) if (isWanted(path)) await sheet(path, html);
  for (const [path, rows] of Object.entries(tables)) if (isWanted(path)) save(path, rows);
  if (isWanted("fern-and-kiln/pulling-a-cylinder")) await film("fern-and-kiln/pulling-a-cylinder");
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function shoot(svg, width, height) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  const png = join(scratch, "shot.png");
  await page.screenshot({ path: png });
  await page.close();
  return png;
}

/** The best WebP that stays under 115 kB. */
function cover(path, png) {
  const target = place(`${path}.webp`);
  for (let quality = 88; quality >= 40; quality -= 4) {
    execFileSync("convert", [png, "-quality", String(quality), "-define", "webp:method=6", target]);
    if (statSync(target).size < 115_000) return report(target, `quality ${quality}`);
  }
  throw new Error(`${path} stays too heavy`);
}

function logo(path, png) {
  const target = place(`${path}.png`);
  execFileSync("convert", [png, "-strip", "-colors", "64", target]);
  report(target);
}

async function sheet(path, html) {
  const target = place(path);
  const page = await browser.newPage();
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
  await page.pdf({ path: target, preferCSSPageSize: true, printBackground: true, tagged: true });
  await page.close();
  report(target);
}

function save(path, text) {
  writeFileSync(place(path), text);
  report(place(path));
}

async function film(path) {
  const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
  await page.setContent(`<style>${fontFace}</style><body style="margin:0"><div></div></body>`);
  for (let i = 0; i < seconds * fps; i += 1) {
    await page.evaluate((svg) => { document.querySelector("div").innerHTML = svg; }, frame(i / fps));
    if (i === 0) await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(scratch, `f${String(i).padStart(4, "0")}.png`) });
  }
  await page.close();
  const target = place(`${path}.mp4`);
  execFileSync("ffmpeg", ["-y", "-loglevel", "error", "-framerate", String(fps), "-i", join(scratch, "f%04d.png"), "-c:v", "libx264",
    "-preset", "veryslow", "-crf", "23", "-pix_fmt", "yuv420p", "-profile:v", "high", "-movflags", "+faststart", target]);
  report(target);
  execFileSync("convert", [join(scratch, `f${String(7 * fps).padStart(4, "0")}.png`), "-quality", "84", place(`${path}.webp`)]);
  report(place(`${path}.webp`));
}

function place(path) {
  const target = join(out, path);
  mkdirSync(dirname(target), { recursive: true });
  return target;
}

function report(target, note = "") {
  console.log(`${target.slice(out.length)}  ${Math.round(statSync(target).size / 1000)} kB ${note}`);
}
