import { expect, it } from "vitest";
import { isPublicAddress, publicAddressOf } from "./public-host.server";

it.each(["127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address"])(
  "row 36: %s is no address of the public internet",
  (address) => expect(isPublicAddress(address)).toBe(false),
);

it.each(["93.184.215.14", "172.32.0.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])("%s is", (address) => expect(isPublicAddress(address)).toBe(true));

it("row 36: a name that leads inside is refused, and one that leads nowhere is unknown", async () => {
  expect(await publicAddressOf("localhost")).toEqual({ ok: false, error: "inside" });
  expect(await publicAddressOf("nothing.invalid")).toEqual({ ok: false, error: "unknown" });
});
