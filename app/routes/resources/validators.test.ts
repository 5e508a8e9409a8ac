import { expect, test } from "vitest";
import { isUnchanged, rangeStillFits } from "./validators";

const file = { etag: '"fil_1"', lastModified: new Date("2026-11-21T12:00:00.750Z") };
const at = (seconds: number) => new Date(file.lastModified.getTime() + seconds * 1000).toUTCString();
const given = (headers: Record<string, string>) => new Headers(headers);

test("what the browser has: by tag, and by date only when no tag is named", () => {
  expect(isUnchanged(given({}), file)).toBe(false);
  expect(isUnchanged(given({ "If-None-Match": 'W/"fil_1"' }), file)).toBe(true);
  expect(isUnchanged(given({ "If-None-Match": '"fil_0", "fil_1"' }), file)).toBe(true);
  expect(isUnchanged(given({ "If-None-Match": "*" }), file)).toBe(true);
  expect(isUnchanged(given({ "If-None-Match": '"fil_0"', "If-Modified-Since": at(60) }), file)).toBe(false);
  expect(isUnchanged(given({ "If-Modified-Since": at(0) }), file)).toBe(true);
  expect(isUnchanged(given({ "If-Modified-Since": at(-1) }), file)).toBe(false);
  expect(isUnchanged(given({ "If-Modified-Since": "yesterday" }), file)).toBe(false);
});

test("a range goes on only with the very same file", () => {
  expect(rangeStillFits(given({}), file)).toBe(true);
  expect(rangeStillFits(given({ "If-Range": '"fil_1"' }), file)).toBe(true);
  expect(rangeStillFits(given({ "If-Range": 'W/"fil_1"' }), file)).toBe(false);
  expect(rangeStillFits(given({ "If-Range": '"fil_0"' }), file)).toBe(false);
  expect(rangeStillFits(given({ "If-Range": at(0) }), file)).toBe(true);
  expect(rangeStillFits(given({ "If-Range": at(1) }), file)).toBe(false);
  expect(rangeStillFits(given({ "If-Range": "whenever" }), file)).toBe(false);
});
