/** What the first bytes of an image say it is, whatever it is called. */
export interface ImageFacts {
  type: "image/jpeg" | "image/png" | "image/webp";
  width: number;
  height: number;
}

/** How much of an image must be at hand: a JPEG may carry some hundred kB of metadata before its size. */
export const IMAGE_HEAD_BYTES = 512 * 1024;

/** Kind and pixels from the header alone: nothing is decoded. Null when it is none of the three, or broken. */
export function imageFacts(head: Uint8Array): ImageFacts | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const facts = png(head, view) ?? jpeg(view) ?? webp(head, view);
  return facts && facts.width > 0 && facts.height > 0 ? facts : null;
}

function png(head: Uint8Array, view: DataView): ImageFacts | null {
  if (head.length < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || text(head, 12, 16) !== "IHDR") return null;
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** Walks the segments up to the frame header (SOF0 to SOF15, without DHT, JPG and DAC, which share its range). */
function jpeg(view: DataView): ImageFacts | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { type: "image/jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function webp(head: Uint8Array, view: DataView): ImageFacts | null {
  if (head.length < 30 || text(head, 0, 4) !== "RIFF" || text(head, 8, 12) !== "WEBP") return null;
  const type = "image/webp" as const;
  switch (text(head, 12, 16)) {
    case "VP8 ":
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      if (view.getUint8(20) !== 0x2f) return null;
      const bits = view.getUint32(21, true);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { type, width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
    default:
      return null;
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
}

function text(head: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...head.subarray(start, end));
}
