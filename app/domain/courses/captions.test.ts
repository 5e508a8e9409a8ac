import { expect, test } from "vitest";
import { captionsText, isSubRip, subRipToWebVtt } from "./captions";

const SRT = "\ufeff1\r\n00:00:01,500 --> 00:00:03,000\r\nWater & <i>clay</i>\r\n\r\n2\r\n1:00:04,5 --> 1:00:06,000 X1:40\r\n<font color=\"red\">Two</font>\r\nlines a < b\r\n\r\n";

test("a SubRip file becomes WebVTT: times, accents of type, and nothing else", () => {
  expect(subRipToWebVtt(SRT)).toBe("WEBVTT\n\n00:00:01.500 --> 00:00:03.000\nWater &amp; <i>clay</i>\n\n01:00:04.500 --> 01:00:06.000\nTwo\nlines a &lt; b\n");
});

test("words cannot end a cue or begin another (row 27)", () => {
  const vtt = subRipToWebVtt("1\n00:00:01,000 --> 00:00:02,000\na --> b\n<script>alert(1)</script>\n");
  expect(vtt).toBe("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na → b\nalert(1)\n");
});

test("what is no subtitle file is told apart", () => {
  expect(isSubRip(SRT)).toBe(true);
  for (const text of ["WEBVTT\n\n1\n00:01.000 --> 00:02.000\nx", "1\nhello", "", "<html>", "PK\u0003\u0004"]) {
    expect(isSubRip(text), text).toBe(false);
    expect(subRipToWebVtt("1\nhello\n\n2\nthere")).toBeNull();
  }
});

test("old files are not in UTF-8", () => {
  expect(captionsText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9))).toBe("café");
  expect(captionsText(new TextEncoder().encode("café"))).toBe("café");
});
