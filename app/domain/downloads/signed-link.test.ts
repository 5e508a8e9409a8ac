import { afterEach, describe, expect, test } from "vitest";
import { HOUR, MINUTE, setClock } from "~/lib/clock";
import { readMediaUrl, signMediaUrl } from "./signed-link";

const start = Date.UTC(2026, 10, 21, 12);
let restore = setClock(() => start);
afterEach(() => {
  restore();
  restore = setClock(() => start);
});

const read = (path: string, viewerId: string | null, fileId = "fil_1") => readMediaUrl(new URL(path, "http://localhost"), fileId, viewerId);
const link = { fileId: "fil_1", offerId: "off_1", userId: "usr_1" };

describe("a media link", () => {
  test("opens for the person it was made for", () => {
    expect(read(signMediaUrl(link), "usr_1")).toMatchObject({ ok: true, value: { offerId: "off_1", lessonId: null, userId: "usr_1" } });
  });

  test("opens for nobody else, and for nobody who is not signed in", () => {
    expect(read(signMediaUrl(link), "usr_2")).toEqual({ ok: false, error: "bad_signature" });
    expect(read(signMediaUrl(link), null)).toEqual({ ok: false, error: "bad_signature" });
  });

  test("does not name the person", () => {
    expect(signMediaUrl(link)).not.toContain("usr_1");
  });

  test("lives ten minutes as a download and four hours as a video", () => {
    const download = signMediaUrl(link);
    const video = signMediaUrl({ ...link, lessonId: "les_1" });
    const at = (passed: number) => {
      restore();
      restore = setClock(() => start + passed);
      return [read(download, "usr_1").ok, read(video, "usr_1").ok];
    };
    expect(at(10 * MINUTE - 1)).toEqual([true, true]);
    expect(at(10 * MINUTE)).toEqual([false, true]);
    expect(at(4 * HOUR - 1)).toEqual([false, true]);
    expect(at(4 * HOUR)).toEqual([false, false]);
  });

  test("a link past its time says so only when it was ours", () => {
    const old = signMediaUrl({ ...link, expires: new Date(start - 1000) });
    expect(read(old, "usr_1")).toEqual({ ok: false, error: "expired" });
    expect(read(old.replace(/expires=\d+/, `expires=${start / 1000 - 5}`), "usr_1")).toEqual({ ok: false, error: "bad_signature" });
  });

  test("every part is signed", () => {
    const url = signMediaUrl({ ...link, lessonId: "les_1" });
    expect(read(url, "usr_1", "fil_2").ok).toBe(false);
    expect(read(url.replace("off_1", "off_2"), "usr_1").ok).toBe(false);
    expect(read(url.replace("les_1", "les_2"), "usr_1").ok).toBe(false);
    expect(read(url.replace("lesson=les_1&", ""), "usr_1").ok).toBe(false);
    expect(read(`${url}&for=anyone`, "usr_1").ok).toBe(false);
    expect(read(`${url}&order=ord_1`, "usr_1").ok).toBe(false);
    expect(read(`${url}&as=attachment`, "usr_1").ok).toBe(false);
    expect(read(`${url}&as=page`, "usr_1")).toEqual({ ok: false, error: "malformed" });
    const bound = signMediaUrl({ ...link, orderId: "ord_1", as: "inline" });
    expect(read(bound, "usr_1")).toMatchObject({ ok: true, value: { orderId: "ord_1", as: "inline" } });
    expect(read(bound.replace("ord_1", "ord_2"), "usr_1").ok).toBe(false);
    expect(read(bound.replace("&order=ord_1", ""), "usr_1").ok).toBe(false);
    expect(read(bound.replace("as=inline", "as=attachment"), "usr_1").ok).toBe(false);
    expect(read(url.replace(/expires=(\d+)/, (_, seconds: string) => `expires=${Number(seconds) + 60}`), "usr_1").ok).toBe(false);
    expect(read(url.replace(/signature=.*/, "signature="), "usr_1")).toEqual({ ok: false, error: "malformed" });
  });

  test("a preview link is for anyone, signed in or not", () => {
    const preview = signMediaUrl({ ...link, lessonId: "les_1", userId: null });
    expect(read(preview, null)).toMatchObject({ ok: true, value: { userId: null } });
    expect(read(preview, "usr_2")).toMatchObject({ ok: true, value: { userId: null } });
    expect(read(preview.replace("&for=anyone", ""), "usr_1").ok).toBe(false);
  });
});
