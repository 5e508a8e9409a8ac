import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "../test/setup/postgres";
import { figure, type Figure } from "./figure";
import { compare } from "./load";
import { end, ready } from "../test/setup/demo-world";
import { startOnPostgres } from "./servers";

const CONNECTIONS = 10;
const root = fileURLToPath(new URL("../", import.meta.url));

/** The offer page of the demo's course against a bare Remix route, on the same Express, that renders as many bytes. */
export async function offerPage(): Promise<Figure[]> {
  const lectern = await startOnPostgres({ seed: true });
  const folder = await mkdtemp(join(tmpdir(), "lectern-bare-"));
  const port = await freePort();
  try {
    const page = await demoOffer(lectern.url);
    const bytes = (await (await fetch(page)).text()).length;
    // The bare app is built once, out of tree, with the packages that are here.
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await promisify(execFile)(process.execPath, [join(root, "node_modules/@remix-run/dev/dist/cli.js"), "vite:build", "--config", join(root, "bench/bare/vite.config.ts")], {
      cwd: join(root, "bench/bare"),
      env: { ...process.env, NODE_ENV: "production", BENCH_BUILD: folder },
    });
    const bare = await ready(["--import", "tsx", "bench/bare/server.ts"], { NODE_ENV: "production", PORT: String(port), BENCH_BUILD: folder, BENCH_BYTES: String(bytes) });
    try {
      const { ours, baseline } = await compare(
        () => ({ url: page, connections: CONNECTIONS }),
        () => ({ url: `http://127.0.0.1:${port}/`, connections: CONNECTIONS }),
      );
      return [figure("offer-page", "pages/s", ours.perSecond, baseline.perSecond)];
    } finally {
      await end(bare);
    }
  } finally {
    await lectern.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function demoOffer(url: string): Promise<string> {
  const { stores } = await import("../prisma/seed/content");
  const store = stores.find((candidate) => candidate.stripe === "ready");
  const offer = store?.offers.find((candidate) => candidate.kind === "course" && candidate.status === "published");
  if (!store || !offer) throw new Error("the demo has no published course");
  return `${url}/s/${store.slug}/${offer.slug}`;
}
