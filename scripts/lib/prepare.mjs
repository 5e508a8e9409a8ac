// What must be there before anything runs: packages, generated code, the build. Each step is skipped while the files it
// depends on are the ones it last saw (a hash of their content beside its result).
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { die, run, step } from "./steps.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const bin = (name) => join(root, "node_modules", ".bin", name);
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) die(`Lectern needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org and run the same command again.`);
}

/** A hash over the content of files and folders, in a fixed order. */
export function hashOf(paths) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] + process.platform + process.arch);
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(path, entry.name);
      if (entry.isDirectory()) visit(full);
      else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) hash.update(relative(root, full)).update(readFileSync(full));
    }
  };
  for (const path of paths) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    try {
      visit(full);
    } catch (error) {
      if (error.code !== "ENOTDIR") throw error;
      hash.update(path).update(readFileSync(full));
    }
  }
  return hash.digest("hex");
}

async function unlessFresh(title, stampFile, inputs, work) {
  const wanted = hashOf(inputs);
  const stamp = join(root, stampFile);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  try {
    await step(title, work);
    writeFileSync(stamp, wanted);
  } catch (error) {
    if (["EACCES", "EROFS", "ENOSPC", "EPERM"].includes(error.code)) die(`Cannot write to ${root}: ${error.message}`);
    throw error;
  }
  return true;
}

export async function ensureInstalled() {
  await unlessFresh("Installing packages", "node_modules/.lectern-installed", ["package-lock.json", ".npmrc"], () => run(npm, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]));
}

export async function ensureGenerated() {
  await unlessFresh("Generating the database client", "app/generated/.stamp", ["prisma/schema", "prisma.config.ts", "package-lock.json"], () =>
    // The CLI would download a native engine that `generate` does not use; pointing at any executable stops it.
    run(bin("prisma"), ["generate"], { env: { PRISMA_SCHEMA_ENGINE_BINARY: join(root, "scripts", "no-schema-engine.mjs"), PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" } }),
  );
}

export async function ensureBuilt() {
  await unlessFresh("Building the app", "build/.stamp", ["app", "emails", "server", "public", "vite.config.ts", "remix.config.js", "tsconfig.json", "package-lock.json"], build);
}

/** The app by Remix on Vite, the server around it by esbuild. */
export async function build() {
  await run(bin("remix"), ["vite:build", "--logLevel", "warn"], { env: { NODE_ENV: "production" } });
  await run(bin("esbuild"), ["server/index.ts", "--bundle", "--platform=node", "--format=esm", "--target=node20", "--packages=external", "--outfile=build/start.js", "--log-level=warning"]);
}
