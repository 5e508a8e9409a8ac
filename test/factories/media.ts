import { deflateSync } from "node:zlib";

/** The smallest beginnings that a sniffer takes for what they say. */
export function pngOf(width: number, height: number, bytes = 200): Buffer {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  head.write("IHDR", 12, "latin1");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(bytes))]);
}

export function mp4Of(bytes = 5_000, brand = "isom"): Buffer {
  return Buffer.concat([Buffer.from(`\0\0\0\x20ftyp${brand}\0\0\x02\0`, "latin1"), Buffer.alloc(bytes, 1)]);
}

export function webmOf(codec: string): Buffer {
  return Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from(`....B\x82\x84webm${"\0".repeat(80)}${codec}`, "latin1"), Buffer.alloc(500)]);
}

/** Two frames of MPEG-1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes each. */
export function mp3Of(frames = 3): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}

export function oggOf(codec: string): Buffer {
  const page = Buffer.alloc(28);
  page.write("OggS", 0, "latin1");
  return Buffer.concat([page, Buffer.from(codec, "latin1"), Buffer.alloc(100)]);
}

export const wavBytes = Buffer.concat([Buffer.from("RIFF\x24\0\0\0WAVEfmt ", "latin1"), Buffer.alloc(60)]);
export const vttBytes = Buffer.from("WEBVTT\n\n00:00.000 --> 00:02.000\nPut your hands on the clay.\n");
