import type { ChildProcess } from "node:child_process";
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import pg from "pg";
import { end, ready } from "../test/setup/demo-world";
import { freePort } from "../test/setup/postgres";
import { figure, type Figure } from "./figure";
import { Client } from "./large-files-client";
import { idleMegabytes, peakWhile } from "./memory";
import { startOnPostgres } from "./servers";

const MB = 1024 * 1024;
const LARGE = 2048 * MB;
/** As much as the form without script takes. */
const FORM = 500_000_000;
const SMALL = 9 * MB;
/** What the app may need above idle, in MB, however large the file. */
const ALLOWED = 64;

/**
 * Memory of the app while a file of 2 GB comes in pieces, goes out through a signed link, and while a form of 500 MB comes
 * without script: the highest resident size above idle against the 64 MB it may need. On disk and on S3.
 */
export async function largeFiles(): Promise<Figure[]> {
  const { bavail, bsize } = statfsSync(tmpdir());
  // S3's parts and the object they become exist side by side for a moment.
  if (bavail * bsize < 3 * LARGE) throw new Error(`This needs ${(3 * LARGE) / MB} MB of room in ${tmpdir()}`);
  return [...(await measure("disk")), ...(await measure("s3"))];
}

async function measure(kind: "disk" | "s3"): Promise<Figure[]> {
  let s3: ChildProcess | undefined;
  const more: Record<string, string> = {};
  if (kind === "s3") {
    const S3_PORT = String(await freePort());
    s3 = await ready(["--import", "tsx", "bench/s3-process.ts"], { S3_PORT });
    Object.assign(more, { S3_ENDPOINT: `http://127.0.0.1:${S3_PORT}`, S3_BUCKET: "files", S3_REGION: "us-east-1", S3_ACCESS_KEY_ID: "S3RVER", S3_SECRET_ACCESS_KEY: "S3RVER" });
  }
  const world = await startOnPostgres({ seed: true, more });
  const db = new pg.Client({ connectionString: world.databaseUrl });
  try {
    await db.connect();
    const client = await Client.signIn(world.url, "ada@lectern.example", "clay-and-water-1");
    const offerId = await ownDownload(db);
    const pid = world.appPid();
    const place = async (fileId: string) => `/library/${offerId}/files/${await addToDownload(db, offerId, fileId)}`;

    // Everything has run once before it counts: code is loaded, pools are filled.
    const warm = await client.uploadInPieces(SMALL, "warm.bin");
    await client.download(await place(warm.fileId));
    await client.uploadForm(`/studio/offers/${offerId}/files/upload`, SMALL, "warm-form.bin");

    const idle = await idleMegabytes(pid);
    const tell = (what: string, bytes: number, { peak, seconds }: { peak: number; seconds: number }) =>
      console.error(`  ${kind} ${what}: ${Math.round(bytes / MB)} MB in ${seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MB, idle ${idle.toFixed(0)} MB`);
    const up = await peakWhile(pid, () => client.uploadInPieces(LARGE, "large.bin"));
    tell("upload", LARGE, up);
    const path = await place(up.result.fileId);
    const down = await peakWhile(pid, () => client.download(path));
    tell("download", LARGE, down);
    if (down.result.bytes !== LARGE || down.result.sha256 !== up.result.sha256) throw new Error("What came back is not what was sent");
    const form = await peakWhile(pid, () => client.uploadForm(`/studio/offers/${offerId}/files/upload`, FORM, "form.bin"));
    tell("form", FORM, form);
    const above = (peak: number) => Math.max(0, peak - idle);
    return [
      figure(`large-files-upload-${kind}`, "MB above idle", above(up.peak), ALLOWED),
      figure(`large-files-download-${kind}`, "MB above idle", above(down.peak), ALLOWED),
      figure(`large-files-form-${kind}`, "MB above idle", above(form.peak), ALLOWED),
    ];
  } finally {
    await db.end().catch(() => {});
    await world.stop();
    if (s3) await end(s3);
  }
}

/** A download offer of Ada's, which she may also open as a buyer would. */
async function ownDownload(db: pg.Client): Promise<string> {
  const { rows } = await db.query<{ id: string; owner: string }>(
    `SELECT o.id, s.owner_id AS owner FROM offers o JOIN stores s ON s.id = o.store_id JOIN users u ON u.id = s.owner_id WHERE u.email = 'ada@lectern.example' AND o.kind = 'download' ORDER BY o.id LIMIT 1`,
  );
  const offer = rows[0];
  if (!offer) throw new Error("The demo's Ada sells no download");
  await db.query(`INSERT INTO grants (id, user_id, offer_id, granted_at) VALUES ('grt_bench', $1, $2, now())`, [offer.owner, offer.id]);
  return offer.id;
}

async function addToDownload(db: pg.Client, offerId: string, fileId: string): Promise<string> {
  const placeId = `dlf_${fileId}`;
  await db.query(`INSERT INTO download_files (id, offer_id, file_id, position) VALUES ($1, $2, $3, 99)`, [placeId, offerId, fileId]);
  await db.query(`INSERT INTO file_versions (id, download_file_id, file_id, number, created_at) VALUES ($1, $2, $3, 1, now())`, [`dfv_${fileId}`, placeId, fileId]);
  return placeId;
}
