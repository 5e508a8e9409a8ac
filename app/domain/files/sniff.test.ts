import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { imageFacts } from "./sniff";
import { videoType } from "./sniff-media";

function pngHeader(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  head.write("IHDR", 12, "latin1");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

test("reads the size of a PNG from its header, however small the file of a huge picture is", () => {
  expect(imageFacts(pngHeader(1200, 630))).toEqual({ type: "image/png", width: 1200, height: 630 });
  const flood = Buffer.concat([pngHeader(60_000, 60_000), deflateSync(Buffer.alloc(100_000))]);
  expect(imageFacts(flood)).toEqual({ type: "image/png", width: 60_000, height: 60_000 });
});

test("reads the size of a JPEG behind its metadata", () => {
  const metadata = Buffer.alloc(60_000);
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, (metadata.length + 2) >> 8, (metadata.length + 2) & 255]), metadata]);
  const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, 0x02, 0x76, 0x04, 0xb0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  expect(imageFacts(Buffer.concat([Buffer.from([0xff, 0xd8]), exif, frame]))).toEqual({ type: "image/jpeg", width: 1200, height: 630 });
});

test("reads all three kinds of WebP", () => {
  const riff = (chunk: string, body: number[]) => Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBP", "latin1"), Buffer.from(chunk, "latin1"), Buffer.from([0, 0, 0, 0]), Buffer.from(body), Buffer.alloc(20)]);
  expect(imageFacts(riff("VP8X", [0, 0, 0, 0, 0xaf, 0x04, 0, 0x75, 0x02, 0]))).toEqual({ type: "image/webp", width: 1200, height: 630 });
  expect(imageFacts(riff("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 0xb0, 0x04, 0x76, 0x02]))).toEqual({ type: "image/webp", width: 1200, height: 630 });
  const bits = (1200 - 1) | ((630 - 1) << 14);
  expect(imageFacts(riff("VP8L", [0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, (bits >> 24) & 255]))).toEqual({ type: "image/webp", width: 1200, height: 630 });
});

test("nothing else is an image, whatever it calls itself", () => {
  for (const other of ["<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "%PDF-1.7", "", "\u00ff\u00d8", "<script>"]) {
    expect(imageFacts(Buffer.from(other, "latin1"))).toBeNull();
  }
  expect(imageFacts(pngHeader(0, 10))).toBeNull();
  expect(imageFacts(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))).toBeNull();
});

test("knows MP4 and WebM by their first bytes", () => {
  expect(videoType(Buffer.from("\0\0\0\x20ftypisom\0\0\x02\0", "latin1"))).toBe("video/mp4");
  expect(videoType(Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from("....B\x82\x84webm", "latin1")]))).toBe("video/webm");
  expect(videoType(Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from("....B\x82\x88matroska", "latin1")]))).toBeNull();
  expect(videoType(Buffer.from("<html>", "latin1"))).toBeNull();
});
