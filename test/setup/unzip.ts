import { crc32 } from "node:zlib";

/**
 * What is in an archive of stored (not packed) files, by its central directory as other programs read it, in its order.
 * Throws where directory, local headers and bytes do not agree.
 */
export function unzip(bytes: Buffer): Record<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end === -1) throw new Error("no end of central directory");
  const found: Record<string, Buffer> = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error("no entry where the directory says");
    const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
    const [sum, size] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 24)];
    const [nameLength, extra, comment, local] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const rawName = bytes.subarray(at + 46, at + 46 + nameLength);
    const name = rawName.toString("utf8");
    if (method !== 0) throw new Error(`${name} is packed`);
    if (rawName.some((byte) => byte > 127) && !(flags & 0x800)) throw new Error(`${name} does not say that it is UTF-8`);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    if (crc32(data) !== sum) throw new Error(`${name} is damaged`);
    if (name in found) throw new Error(`${name} is in it twice`);
    found[name] = data;
    at += 46 + nameLength + extra + comment;
  }
  return found;
}
