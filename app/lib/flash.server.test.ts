import { describe, expect, it } from "vitest";
import { flash, readFlash } from "./flash.server";

function carrying(headers: Headers): Request {
  const cookie = headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return new Request("http://localhost/", { headers: { Cookie: cookie } });
}

describe("flash", () => {
  it("carries one message and clears it", async () => {
    const headers = await flash(new Headers(), { text: "Saved “Été”.", tone: "info" });
    const { message, clear } = await readFlash(carrying(headers));
    expect(message).toMatchObject({ text: "Saved “Été”.", tone: "info" });
    expect(clear).toMatch(/^flash=;.*Max-Age=0/);
  });

  it("says nothing when there is nothing", async () => {
    expect(await readFlash(new Request("http://localhost/"))).toEqual({ message: null, clear: null });
  });

  it("drops what it did not write, and clears it", async () => {
    const forged = Buffer.from(JSON.stringify({ id: 1, text: ["x"], tone: "loud" })).toString("base64");
    const { message, clear } = await readFlash(new Request("http://localhost/", { headers: { Cookie: `flash=${encodeURIComponent(forged)}` } }));
    expect(message).toBeNull();
    expect(clear).toContain("Max-Age=0");
  });
});
