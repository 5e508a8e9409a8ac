import { Agent, createServer, get, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { closeServer } from "./close-server";

async function listening(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test("an answer under way ends, and the connection a browser keeps open afterwards is not waited for", async () => {
  const { server, url } = await listening((_request, response) => {
    response.write("first ");
    setTimeout(() => response.end("last"), 300);
  });
  const body = new Promise<string>((resolve, reject) => {
    get(url, { agent: new Agent({ keepAlive: true }) }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part)).on("end", () => resolve(text));
    }).on("error", reject);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = Date.now();
  await closeServer(server, 10_000);
  expect(await body).toBe("first last");
  expect(Date.now() - begun).toBeLessThan(2000);
});

test("an answer that never ends is cut off when patience has run out", async () => {
  const { server, url } = await listening((_request, response) => void response.write("for ever"));
  const cut = new Promise<void>((resolve) => {
    get(url, (response) => response.resume().on("close", resolve).on("error", () => {}));
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const begun = Date.now();
  await closeServer(server, 300);
  await cut;
  expect(Date.now() - begun).toBeLessThan(2000);
});
