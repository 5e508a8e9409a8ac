// npm test: everything that must pass. `node scripts/test.mjs browser` runs one part; parts: types lint unit browser.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkNode, ensureBuilt, ensureGenerated, ensureInstalled, root } from "./lib/prepare.mjs";
import { run, step } from "./lib/steps.mjs";

checkNode();
process.chdir(root);
const bin = (name) => join(root, "node_modules", ".bin", name);
const wanted = process.argv.slice(2);
const wants = (part) => wanted.length === 0 || wanted.includes(part);
const reports = join(tmpdir(), `lectern-test-${process.pid}`);
const counts = { passed: 0, failed: 0 };
let broken = false;

await ensureInstalled();
await ensureGenerated();
if (wants("types")) await part("Types", () => run(bin("tsc"), ["--noEmit"]));
if (wants("lint")) await part("Lint and layer rules", () => run("npm", ["run", "--silent", "lint"]));
if (wants("unit")) await part("Unit tests, flows on the embedded database and on Postgres", () => vitest("unit", ["unit", "flows", "flows-postgres"]));
if (wants("browser")) {
  await part("Build", ensureBuilt);
  await part("Browser tests", () => vitest("browser", ["browser"]));
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(broken ? 1 : 0);

async function part(title, work) {
  try {
    await step(title, work);
  } catch {
    broken = true;
  }
}

async function vitest(name, projects) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  try {
    await run(bin("vitest"), ["run", ...projects.flatMap((project) => ["--project", project]), "--reporter=default", "--reporter=json", `--outputFile.json=${file}`], { show: true, env: { NODE_ENV: "test" } });
  } finally {
    try {
      const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8"));
      counts.passed += numPassedTests;
      counts.failed += numFailedTests;
    } catch {
      // The run ended before it could report; its exit code has said so.
    }
    rmSync(reports, { recursive: true, force: true });
  }
}
