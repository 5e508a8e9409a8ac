import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = dirname(createRequire(import.meta.url).resolve("@fontsource-variable/inter/package.json"));

/** The app's own face, inside the page, so that film and sheets look the same wherever they are made. */
export const fontFace = ["latin", "latin-ext"]
  .map((range) => {
    const file = readFileSync(join(folder, "files", `inter-${range}-wght-normal.woff2`)).toString("base64");
    const unicode = range === "latin" ? "U+0000-00FF, U+2013-2014, U+2018-201D, U+2022, U+2026, U+20AC, U+00D7, U+2212" : "U+0100-02FF";
    return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${file}) format("woff2");unicode-range:${unicode}}`;
  })
  .join("");
