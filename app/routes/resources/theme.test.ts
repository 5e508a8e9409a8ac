import { describe, expect, it } from "vitest";
import { readTheme } from "~/lib/theme.server";
import { action } from "./theme";

async function choose(theme: string, redirectTo?: string): Promise<Response> {
  const body = new URLSearchParams({ theme, ...(redirectTo === undefined ? {} : { redirectTo }) });
  const request = new Request("http://lectern.test/theme", { method: "POST", body });
  return action({ request, params: {}, context: { nonce: "", requestId: "" } });
}

async function remembered(response: Response) {
  const cookie = response.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  return readTheme(new Request("http://lectern.test/", { headers: { Cookie: cookie } }));
}

describe("POST /theme", () => {
  it("keeps the choice and goes back", async () => {
    const response = await choose("dark", "/s/fern?page=2");
    expect(response.headers.get("Location")).toBe("/s/fern?page=2");
    expect(await remembered(response)).toBe("dark");
  });

  it("forgets it for the device's own, and for nonsense", async () => {
    for (const value of ["system", "purple"]) expect(await remembered(await choose(value, "/"))).toBeNull();
  });

  it("never leads off the site", async () => {
    for (const away of ["//evil.example/x", "/\\evil.example", "/.//evil.example", "/x/..//evil.example", "/%2f%2fevil.example", "https://evil.example", "javascript:alert(1)", undefined]) {
      expect((await choose("light", away)).headers.get("Location")).toBe("/");
    }
  });
});
