import http from "node:http";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { s3Storage } from "./s3.server";
import type { FileStorage } from "./file-storage";

/** As much of S3 as is used here: objects, uploads in parts, ranges. Unsigned requests are refused. */
function fakeS3() {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://s3");
    const key = url.pathname;
    const body = await buffer(request);
    const answer = (status: number, content: string | Buffer = "", headers: Record<string, string> = {}) => response.writeHead(status, headers).end(content);
    if (!request.headers.authorization?.includes("Credential=key/")) return answer(403);
    const uploadId = url.searchParams.get("uploadId");
    if (request.method === "POST" && url.searchParams.has("uploads")) {
      uploads.set("up1", new Map());
      return answer(200, `<InitiateMultipartUploadResult><UploadId>up1</UploadId></InitiateMultipartUploadResult>`);
    }
    if (request.method === "PUT" && uploadId) {
      uploads.get(uploadId)?.set(Number(url.searchParams.get("partNumber")), body);
      return answer(200, "", { ETag: '"part"' });
    }
    if (request.method === "POST" && uploadId) {
      const parts = [...(uploads.get(uploadId) ?? [])].sort(([a], [b]) => a - b).map(([, part]) => part);
      uploads.delete(uploadId);
      objects.set(key, Buffer.concat(parts));
      return answer(200, "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>");
    }
    if (request.method === "DELETE") {
      if (uploadId) uploads.delete(uploadId);
      else objects.delete(key);
      return answer(204);
    }
    if (request.method === "PUT") {
      objects.set(key, body);
      return answer(200, "", { ETag: '"x"' });
    }
    const found = objects.get(key);
    if (!found) return answer(404);
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const part = range ? found.subarray(Number(range[1]), range[2] ? Number(range[2]) + 1 : undefined) : found;
    return answer(range ? 206 : 200, request.method === "HEAD" ? "" : part, { "Content-Length": String(part.length) });
  });
  return { server, objects, uploads };
}

const fake = fakeS3();
let bucket: FileStorage;

beforeAll(async () => {
  await new Promise<void>((resolve) => fake.server.listen(0, "127.0.0.1", resolve));
  const address = fake.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  bucket = s3Storage({ endpoint: `http://127.0.0.1:${port}`, bucket: "files", region: "auto", accessKeyId: "key", secretAccessKey: "secret" });
});
afterAll(() => new Promise((resolve) => fake.server.close(resolve)));

test("keeps, reads whole and in part, measures and removes", async () => {
  expect(await bucket.putStream("sto_1/cover/a", Readable.from([Buffer.from("0123"), Buffer.from("456789")]))).toBe(10);
  expect(await bucket.exists("sto_1/cover/a")).toBe(true);
  expect(await bucket.size("sto_1/cover/a")).toBe(10);
  expect(await text(await bucket.getStream("sto_1/cover/a"))).toBe("0123456789");
  expect(await text(await bucket.getStream("sto_1/cover/a", { start: 2, end: 4 }))).toBe("234");
  expect(await text(await bucket.getStream("sto_1/cover/a", { start: 7 }))).toBe("789");
  await bucket.remove("sto_1/cover/a");
  expect(await bucket.size("sto_1/cover/a")).toBeNull();
  await expect(bucket.getStream("sto_1/cover/a")).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test("a large file goes in parts; one that breaks off leaves neither an object nor parts (row 11)", async () => {
  const megabytes = (count: number, end?: Error) =>
    Readable.from(
      (async function* () {
        for (let sent = 0; sent < count; sent += 1) yield Buffer.alloc(1024 * 1024, sent);
        if (end) throw end;
      })(),
      { objectMode: false },
    );
  expect(await bucket.putStream("sto_1/video/large", megabytes(18))).toBe(18 * 1024 * 1024);
  expect(await bucket.size("sto_1/video/large")).toBe(18 * 1024 * 1024);
  await expect(bucket.putStream("sto_1/video/broken", megabytes(18, new Error("connection lost")))).rejects.toThrow("connection lost");
  expect(await bucket.exists("sto_1/video/broken")).toBe(false);
  expect(fake.uploads.size).toBe(0);
});
