import { expect, test } from "vitest";
import { walletHost } from "./wallet-host";

test("only a host name that the world can reach over https is registered, without scheme and port", () => {
  expect(walletHost("https://learn.studio-vint.com")).toBe("learn.studio-vint.com");
  expect(walletHost("https://learn.studio-vint.com:8443")).toBe("learn.studio-vint.com");
  for (const address of ["http://learn.studio-vint.com", "https://localhost", "http://localhost:3000", "https://192.168.1.4", "https://[::1]", "https://vint.local", "https://a.localhost"]) {
    expect(walletHost(address)).toBeNull();
  }
});
