import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "~/env.server";
import { exchangeCode } from "./oauth.server";

// A real socket: only there does a lost connection carry the code on which the SDK repeats a call by itself.
let server: Server;
let arrived = 0;

beforeAll(async () => {
  server = createServer((request) => {
    arrived += 1;
    request.resume().on("end", () => request.socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  env.stripe.connectBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("a code is sent once, also when the connection is lost before the answer", async () => {
  expect(await exchangeCode("ac_1")).toMatchObject({ ok: false, error: { kind: "unreachable", status: null } });
  expect(arrived).toBe(1);
});
