import { createHash, randomBytes, randomUUID, type Hash } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PIECE_BYTES } from "../app/lib/upload-kinds";

const CHUNK = 64 * 1024;

/** Bytes made while they are sent, never all in memory; hashed on the way. Each chunk differs from the one before. */
export function generated(bytes: number, hash: Hash): Readable {
  return Readable.from(
    (function* () {
      const block = randomBytes(CHUNK);
      for (let at = 0; at < bytes; at += CHUNK) {
        const chunk = Buffer.from(block.subarray(0, Math.min(CHUNK, bytes - at)));
        if (chunk.length >= 8) chunk.writeDoubleBE(at);
        hash.update(chunk);
        yield chunk;
      }
    })(),
    { objectMode: false, highWaterMark: CHUNK },
  );
}

/** A browser's part: signed in, and sending from our own pages. */
export class Client {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async signIn(url: string, email: string, password: string): Promise<Client> {
    const answer = await fetch(`${url}/sign-in`, { method: "POST", redirect: "manual", headers: { Origin: url }, body: new URLSearchParams({ email, password, intent: "password" }) });
    const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    if (answer.status !== 302 || !cookie.includes("session")) throw new Error(`Signing in was answered with ${answer.status}`);
    return new Client(url, cookie);
  }

  ask(path: string, method: string, headers: Record<string, string | number> = {}, body?: Readable): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const request = http.request(`${this.url}${path}`, { method, headers: { cookie: this.cookie, origin: this.url, "sec-fetch-site": "same-origin", ...headers } }, resolve);
      request.on("error", reject);
      if (body) void pipeline(body, request).catch(reject);
      else request.end();
    });
  }

  /** Through tus, piece by piece; answers the stored file's id and the hash of what was sent. */
  async uploadInPieces(bytes: number, name: string): Promise<{ fileId: string; sha256: string }> {
    const metadata = Object.entries({ purpose: "download", filename: name, filetype: "application/octet-stream" }).map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`).join(",");
    const begun = await this.ask("/uploads", "POST", { "tus-resumable": "1.0.0", "upload-length": bytes, "upload-metadata": metadata, "content-length": 0 });
    await textOf(begun, 201);
    const hash = createHash("sha256");
    let told = "";
    for (let at = 0; at < bytes; at += PIECE_BYTES) {
      const length = Math.min(PIECE_BYTES, bytes - at);
      const headers = { "tus-resumable": "1.0.0", "upload-offset": at, "content-type": "application/offset+octet-stream", "content-length": length };
      told = await textOf(await this.ask(begun.headers.location ?? "", "PATCH", headers, generated(length, hash)), at + length === bytes ? 200 : 204);
    }
    return { fileId: (JSON.parse(told) as { id: string }).id, sha256: hash.digest("hex") };
  }

  /** As a form without script sends it: all at once. */
  async uploadForm(path: string, bytes: number, name: string): Promise<void> {
    const boundary = `----bench${randomUUID()}`;
    const head = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`);
    const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
    const body = Readable.from(
      (async function* () {
        yield head;
        yield* generated(bytes, createHash("sha256"));
        yield tail;
      })(),
      { objectMode: false },
    );
    const headers = { accept: "application/json", "content-type": `multipart/form-data; boundary=${boundary}`, "content-length": head.length + bytes + tail.length };
    await textOf(await this.ask(path, "POST", headers, body), 200);
  }

  /** Follows the click to its signed link and reads all of it. */
  async download(path: string): Promise<{ bytes: number; sha256: string }> {
    const click = await this.ask(path, "GET");
    click.resume();
    const answer = await this.ask(click.headers.location ?? "", "GET");
    if (answer.statusCode !== 200) throw new Error(`${path} led to ${click.headers.location} and that to ${answer.statusCode}`);
    const hash = createHash("sha256");
    let bytes = 0;
    answer.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      hash.update(chunk);
    });
    await once(answer, "end");
    return { bytes, sha256: hash.digest("hex") };
  }
}

async function textOf(answer: http.IncomingMessage, status: number): Promise<string> {
  let text = "";
  for await (const chunk of answer) text += (chunk as Buffer).toString();
  if (answer.statusCode !== status) throw new Error(`${answer.statusCode} instead of ${status}: ${text.slice(0, 300)}`);
  return text;
}
