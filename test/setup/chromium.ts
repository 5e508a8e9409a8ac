import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Browser } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--font-render-hinting=none"];

/** A real Chromium: the one inside an npm package, else an installed one. */
export async function launchChromium(): Promise<Browser> {
  const found = (await packaged().catch(() => null)) ?? (await installed());
  if (!found) throw new Error("No browser for the tests: the packaged Chromium does not run here and no Chrome or Chromium is installed. Install one and run npm test again.");
  return chromium.launch({ executablePath: found.path, args: ARGS, env: { ...process.env, ...found.env } as Record<string, string> });
}

interface Found {
  path: string;
  env: Record<string, string>;
}

async function packaged(): Promise<Found | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  // The package unpacks into the temporary folder, readable for its user only: give every user one of their own.
  const folder = join(tmpdir(), `lectern-chromium-${userInfo().username}`);
  await mkdir(folder, { recursive: true });
  const { default: pack } = await import("@sparticuz/chromium");
  const unpack = async (env: Record<string, string>): Promise<Found> => {
    const path = await withEnvironment({ TMPDIR: folder, ...env }, () => pack.executablePath());
    return { path, env: env.LD_LIBRARY_PATH ? { LD_LIBRARY_PATH: env.LD_LIBRARY_PATH } : {} };
  };
  const plain = await unpack({});
  if (await runs(plain)) return plain;
  // A machine without NSS and friends: the package carries those too, and unpacks them when it believes to be in the cloud.
  const libraries = join(folder, "libraries");
  await mkdir(libraries, { recursive: true });
  const path = await withEnvironment({ TMPDIR: libraries, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" }, () => pack.executablePath());
  const bundled = { path, env: { LD_LIBRARY_PATH: join(libraries, "al2023", "lib") } };
  return (await runs(bundled)) ? bundled : null;
}

async function installed(): Promise<Found | null> {
  for (const path of INSTALLED) if (existsSync(path) && (await runs({ path, env: {} }))) return { path, env: {} };
  return null;
}

async function runs({ path, env }: Found): Promise<boolean> {
  try {
    await promisify(execFile)(path, ["--version", "--no-sandbox"], { env: { ...process.env, ...env }, timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

async function withEnvironment<T>(values: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const former = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  Object.assign(process.env, values);
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries(former)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
