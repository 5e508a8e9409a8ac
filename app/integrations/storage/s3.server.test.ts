import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startS3, type LocalS3 } from "../../../test/setup/s3";
import { s3Storage } from "./s3.server";

// What is S3's alone; the rest is in storage.test.
let s3: LocalS3;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.stop());

const piece = (content: string) => ({ number: 0, offset: 0, bytes: content.length, stream: Readable.from([Buffer.from(content)]) });

test("a bucket that is busy for a moment costs nothing: the piece is sent again", async () => {
  const bucket = s3Storage(s3.settings);
  const handle = await bucket.beginPieces("busy");
  s3.failNext("PUT", 503);
  const tag = await bucket.putPiece({ key: "busy", handle }, piece("held and sent again"));
  s3.failNext("POST", 503);
  await bucket.finishPieces({ key: "busy", handle }, [tag]);
  expect(await text(await bucket.getStream("busy"))).toBe("held and sent again");
});

test("a key the bucket does not know is refused, and nothing is kept", async () => {
  const stranger = s3Storage({ ...s3.settings, accessKeyId: "STRANGER" });
  const before = s3.objects();
  await expect(stranger.putStream("stolen", Readable.from([Buffer.from("x")]))).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
  await expect(stranger.getStream("busy")).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
  expect((await fetch(`${s3.settings.endpoint}/files/busy`)).status).toBe(403);
  expect(s3.objects()).toEqual(before);
});

test("a bucket has room for whatever comes", async () => {
  expect(await s3Storage(s3.settings).room()).toBeNull();
});
