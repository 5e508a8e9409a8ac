import { request } from "node:http";
import { figure, type Figure } from "./figure";
import { idleMegabytes, peakWhile } from "./memory";
import { startOnPostgres } from "./servers";

const MB = 1024 * 1024;
const BODY = 300 * MB;
/** What the app may need above idle, in MB. */
const ALLOWED = 64;
/** At once at each address. */
const SENDERS = 3;

/** Every address that takes a body from somebody who is not signed in, and what it is told the body is. */
const ADDRESSES: readonly { path: string; type: string }[] = [
  { path: "/webhooks/stripe", type: "application/json" },
  { path: "/webhooks/stripe/connect", type: "application/json" },
  { path: "/webhooks/stripe/accounts/acn_bench", type: "application/json" },
  { path: "/webhooks/resend", type: "application/json" },
  { path: "/checkout/start", type: "application/x-www-form-urlencoded" },
  { path: "/sign-in", type: "application/x-www-form-urlencoded" },
  { path: "/theme", type: "application/x-www-form-urlencoded" },
  { path: "/mail/stop/nobody", type: "application/x-www-form-urlencoded" },
  { path: "/api/licenses/validate", type: "application/json" },
  { path: "/uploads", type: "application/offset+octet-stream" },
  { path: "/studio/offers/off_bench/cover", type: "multipart/form-data; boundary=bench" },
  { path: "/settings/store/logo", type: "multipart/form-data; boundary=bench" },
];

/** Memory of the app while bodies of 300 MB are thrown at every public address, announced and not: the peak above idle, in MB, against 64. */
export async function bodyMemory(): Promise<Figure[]> {
  const world = await startOnPostgres({ seed: false });
  try {
    // Each has been asked once before it counts: its code is loaded.
    for (const { path, type } of ADDRESSES) await send(world.url, path, type, 10_000, true);
    const idle = await idleMegabytes(world.appPid());
    let highest = 0;
    for (const { path, type } of ADDRESSES) {
      for (const announced of [true, false]) {
        const { peak, result } = await peakWhile(world.appPid(), () => Promise.all(Array.from({ length: SENDERS }, () => send(world.url, path, type, BODY, announced))));
        if (result.some(({ status }) => status !== null && status < 300)) throw new Error(`${path} took 300 MB: ${result.map(({ status }) => status).join(", ")}`);
        console.error(`  ${path} (${announced ? "announced" : "in chunks"}): answered ${result.map(({ status }) => status ?? "by closing").join(", ")} after ${Math.round(Math.max(...result.map(({ sent }) => sent)) / MB)} MB, peak ${peak.toFixed(0)} MB, idle ${idle.toFixed(0)} MB`);
        highest = Math.max(highest, peak - idle);
      }
    }
    return [figure("body-memory", "MB above idle", Math.max(0, highest), ALLOWED)];
  } finally {
    await world.stop();
  }
}

/** Sends until all is sent or the server has had enough. `status` null: it closed the connection. */
function send(base: string, path: string, type: string, bytes: number, announced: boolean): Promise<{ status: number | null; sent: number }> {
  return new Promise((resolve) => {
    const chunk = Buffer.alloc(256 * 1024, "a");
    let sent = 0;
    const answer: { status: number | null } = { status: null };
    const done = () => resolve({ ...answer, sent });
    const outgoing = request(`${base}${path}`, { method: "POST", headers: { origin: base, "content-type": type, ...(announced ? { "content-length": String(bytes) } : {}) } }, (response) => {
      answer.status = response.statusCode ?? null;
      response.resume();
      response.once("close", done);
    });
    outgoing.once("error", done);
    const more = () => {
      while (sent < bytes && answer.status === null && !outgoing.destroyed) {
        const piece = chunk.subarray(0, Math.min(chunk.length, bytes - sent));
        sent += piece.length;
        if (!outgoing.write(piece)) return void outgoing.once("drain", more);
      }
      outgoing.end();
    };
    more();
  });
}
