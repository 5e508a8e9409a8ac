/** What the first bytes of a sound, captions or PDF file say it is, whatever it is called. */
export type AudioType = "audio/mpeg" | "audio/mp4" | "audio/ogg" | "audio/wav" | "audio/flac" | "audio/webm";
export type VideoType = "video/mp4" | "video/webm";

/** How much of a film or sound must be at hand: WebM names its tracks within the first kilobytes. */
export const MEDIA_HEAD_BYTES = 64 * 1024;

const VIDEO_BRANDS = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|mmp4|MSNV|qt  )$/;
const AUDIO_BRANDS = /^(M4A |M4B )$/;
const WEBM_PICTURES = /V_(VP8|VP9|AV1|MPEG4)/;
const WEBM_SOUND = /A_(OPUS|VORBIS)/;

/** MP4 (and its relatives that browsers play) or WebM with pictures; null for everything else. */
export function videoType(head: Uint8Array): VideoType | null {
  if (latin(head, 4, 8) === "ftyp" && VIDEO_BRANDS.test(latin(head, 8, 12))) return "video/mp4";
  return isWebm(head) && !webmSoundOnly(head) ? "video/webm" : null;
}

/** MP3, M4A, Ogg (Vorbis, Opus, FLAC), WAV, FLAC or WebM without pictures; null for everything else. */
export function audioType(head: Uint8Array): AudioType | null {
  if (latin(head, 4, 8) === "ftyp" && AUDIO_BRANDS.test(latin(head, 8, 12))) return "audio/mp4";
  if (latin(head, 0, 4) === "OggS" && /^(\x01vorbis|OpusHead|\x7fFLAC)/.test(latin(head, 28, 36))) return "audio/ogg";
  if (latin(head, 0, 4) === "RIFF" && latin(head, 8, 12) === "WAVE") return "audio/wav";
  if (latin(head, 0, 4) === "fLaC") return "audio/flac";
  if (isWebm(head) && webmSoundOnly(head)) return "audio/webm";
  return isMp3(head) ? "audio/mpeg" : null;
}

/** WebVTT: UTF-8 text whose first line begins with the word (https://www.w3.org/TR/webvtt1/, 4.1). The whole file is looked at. */
export function isWebVtt(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  return /^WEBVTT(?:[ \t][^\n]*)?(?:\r?\n|\r|$)/.test(text) && !text.includes("\0");
}

/** A SubRip file (.srt): a number and a line of times before the first words. In whatever encoding: only figures are looked at. */
export function isSubRip(bytes: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*\d+[ \t]*\r?\n\s*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->/.test(latin(bytes, 0, 200)) && !bytes.includes(0);
}

/** Readers find the mark of a PDF anywhere in its first kilobyte. */
export function isPdf(head: Uint8Array): boolean {
  return latin(head, 0, 1024).includes("%PDF-");
}

export function isZip(head: Uint8Array): boolean {
  return latin(head, 0, 4) === "PK\x03\x04";
}

function isWebm(head: Uint8Array): boolean {
  return head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3 && latin(head, 0, 64).includes("webm");
}

function webmSoundOnly(head: Uint8Array): boolean {
  const text = latin(head, 0, MEDIA_HEAD_BYTES);
  return WEBM_SOUND.test(text) && !WEBM_PICTURES.test(text);
}

/** An ID3 tag, or two frames of Layer III one after the other: two bytes alone would take half of all files for music. */
function isMp3(head: Uint8Array): boolean {
  if (latin(head, 0, 3) === "ID3") return (head[3] ?? 0xff) < 0xff && (head[4] ?? 0xff) < 0xff && head.subarray(6, 10).every((byte) => byte < 0x80);
  const length = mp3FrameBytes(head, 0);
  return length !== null && (length + 4 > head.length ? false : mp3FrameBytes(head, length) !== null);
}

const MPEG1_KBPS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MPEG2_KBPS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MPEG1_HZ = [44_100, 48_000, 32_000];

/** Bytes of the Layer III frame that begins at `at`; null when none does. */
function mp3FrameBytes(head: Uint8Array, at: number): number | null {
  const [a = 0, b = 0, c = 0] = head.subarray(at, at + 3);
  if (a !== 0xff || (b & 0xe0) !== 0xe0) return null;
  const version = (b >> 3) & 3;
  const kbps = (version === 3 ? MPEG1_KBPS : MPEG2_KBPS)[c >> 4];
  const hz = MPEG1_HZ[(c >> 2) & 3];
  if (version === 1 || ((b >> 1) & 3) !== 1 || !kbps || !hz) return null;
  const perSecond = version === 3 ? hz : version === 2 ? hz / 2 : hz / 4;
  return Math.floor(((version === 3 ? 144_000 : 72_000) * kbps) / perSecond) + ((c >> 1) & 1);
}

function latin(head: Uint8Array, start: number, end: number): string {
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1", start, Math.min(end, head.byteLength));
}
