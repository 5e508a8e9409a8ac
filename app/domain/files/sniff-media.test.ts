import { expect, test } from "vitest";
import { mp3Of, mp4Of, oggOf, pngOf, vttBytes, wavBytes, webmOf } from "../../../test/factories/media";
import { fileType } from "./file-type";
import { audioType, isPdf, isWebVtt, videoType } from "./sniff-media";

test("films by their first bytes", () => {
  expect(videoType(mp4Of(10))).toBe("video/mp4");
  expect(videoType(mp4Of(10, "qt  "))).toBe("video/mp4");
  expect(videoType(webmOf("V_VP9....A_OPUS"))).toBe("video/webm");
  for (const other of [webmOf("A_OPUS"), mp4Of(10, "M4A "), mp4Of(10, "heic"), mp3Of(), wavBytes, pngOf(1, 1), Buffer.from("<html>"), Buffer.alloc(0)]) expect(videoType(other)).toBeNull();
});

test("sounds by their first bytes", () => {
  expect(audioType(mp3Of())).toBe("audio/mpeg");
  expect(audioType(Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\x02\x01", "latin1"), Buffer.alloc(300)]))).toBe("audio/mpeg");
  expect(audioType(mp4Of(10, "M4A "))).toBe("audio/mp4");
  expect(audioType(oggOf("OpusHead"))).toBe("audio/ogg");
  expect(audioType(oggOf("\x01vorbis"))).toBe("audio/ogg");
  expect(audioType(wavBytes)).toBe("audio/wav");
  expect(audioType(Buffer.from("fLaC\0\0\0\x22"))).toBe("audio/flac");
  expect(audioType(webmOf("A_VORBIS"))).toBe("audio/webm");
});

test("what only looks like music for two bytes is none, nor is a film in Ogg's clothes", () => {
  const once = Buffer.concat([mp3Of(1), Buffer.alloc(600, 7)]);
  for (const other of [once, mp3Of(1), Buffer.from([0xff, 0xfb]), oggOf("\x80theora"), webmOf("V_VP8 A_OPUS"), Buffer.from("ID3\xff\xff\0\x80\0\0\0", "latin1"), Buffer.from("<script>"), Buffer.alloc(0)]) {
    expect(audioType(other)).toBeNull();
  }
});

test("WebVTT is text that begins with its word", () => {
  for (const good of [vttBytes, Buffer.from("WEBVTT"), Buffer.from("\ufeffWEBVTT - Hands\r\n\r\n"), Buffer.from("WEBVTT\trest\n")]) expect(isWebVtt(good)).toBe(true);
  for (const bad of ["WEBVTTX\n", " WEBVTT\n", "<html>WEBVTT", "WEBVTT\n\0"]) expect(isWebVtt(Buffer.from(bad))).toBe(false);
  expect(isWebVtt(Buffer.from("WEBVTT\n\xff", "latin1"))).toBe(false);
});

test("a PDF is one by its mark, whatever the sender says", () => {
  expect(isPdf(Buffer.from("junk\n%PDF-1.7"))).toBe(true);
  expect(fileType(Buffer.from("%PDF-1.7"), "any", "text/html")).toEqual({ ok: true, value: "application/pdf" });
  expect(fileType(Buffer.from("<html>"), "any", "application/pdf")).toEqual({ ok: true, value: "application/octet-stream" });
});

test("files that are only saved keep a harmless type", () => {
  const claimed = (type: string) => fileType(Buffer.from("some bytes"), "any", type);
  expect(claimed("text/csv; charset=utf-8")).toEqual({ ok: true, value: "text/csv" });
  for (const type of ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", "nonsense", "a/b\r\nX: y"]) expect(claimed(type)).toEqual({ ok: true, value: "application/octet-stream" });
  expect(fileType(Buffer.from("PK\x03\x04rest", "latin1"), "any", "application/epub+zip")).toEqual({ ok: true, value: "application/epub+zip" });
  expect(fileType(Buffer.from("PK\x03\x04rest", "latin1"), "any", "text/html")).toEqual({ ok: true, value: "application/zip" });
});
