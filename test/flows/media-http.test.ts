import type { ServerBuild } from "@remix-run/node";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "~/db.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { env } from "~/env.server";
import type { User } from "~/generated/prisma/client";
import { storage, useStorage, type FileStorage } from "~/integrations/storage/storage.server";
import { loggablePath } from "~/lib/loggable-path";
import { log } from "~/log.server";
import * as media from "~/routes/resources/media";
import { createApp } from "../../server/app";
import type { Runtime } from "../../server/runtime";
import { aDownload, aStore } from "../factories/catalog";
import { aGrant, cookieOf } from "../factories/library";
import { makePerson } from "../factories/people";

/** The media route alone, behind the real server in front and Remix's real adapter. */
const build = {
  entry: { module: { default: () => new Response("no pages here"), handleError: () => {} } },
  routes: { media: { id: "media", path: "media/:fileId", module: media } },
  assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
  publicPath: "/",
  assetsBuildDirectory: "",
  future: {},
  isSpaMode: false,
} as unknown as ServerBuild;

const MB = 1024 * 1024;
const SIZE = 200 * MB;
let server: http.Server;
let origin: string;
let buyer: User;
let link: string;
let fileKey: string;
let restoreStorage: () => void;
let read = 0;
let streams: Readable[] = [];

beforeAll(async () => {
  const runtime = { env, log, loggablePath } as unknown as Runtime;
  server = createApp({ runtime, build, clientFolder: null, middlewares: null }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { store } = await aStore();
  buyer = await makePerson();
  const { offer, file } = await aDownload(store.id, { fileName: "data.csv" });
  await db.storedFile.update({ where: { id: file.id }, data: { byteSize: BigInt(SIZE), contentType: "text/csv" } });
  await aGrant(buyer.id, offer.id);
  link = signMediaUrl({ fileId: file.id, offerId: offer.id, userId: buyer.id });
  fileKey = file.storageKey;
  // A large file that costs nothing and says how much of it was read.
  const large: FileStorage = {
    ...storage(),
    getStream: async (_key, range) => {
      let left = (range?.end ?? SIZE - 1) - (range?.start ?? 0) + 1;
      const stream = new Readable({
        read() {
          const chunk = Buffer.alloc(Math.min(left, 64 * 1024), "a,b\n");
          left -= chunk.length;
          read += chunk.length;
          this.push(chunk.length > 0 ? chunk : null);
        },
      });
      streams.push(stream);
      return stream;
    },
  };
  restoreStorage = useStorage(large);
});

afterAll(async () => {
  restoreStorage();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function ask(headers: Record<string, string> = {}, method = "GET"): Promise<http.IncomingMessage> {
  read = 0;
  streams = [];
  const cookie = await cookieOf(buyer);
  return new Promise((resolve, reject) => {
    http.request(`${origin}${link}`, { method, headers: { Cookie: cookie, ...headers } }, resolve).on("error", reject).end();
  });
}

test("a slow client of a large file costs little memory", async () => {
  expect(fileKey).not.toBe("");
  const answer = await ask();
  expect(answer.statusCode).toBe(200);
  // The client takes nothing for a while: what the sockets hold, and no more, may have been read.
  await pause(700);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(16 * MB);
  // Then it takes everything.
  let got = 0;
  for await (const chunk of answer) got += (chunk as Buffer).length;
  expect(got).toBe(SIZE);
  expect(read).toBe(SIZE);
});

test("a client that leaves closes the file", async () => {
  const answer = await ask();
  answer.once("error", () => {});
  answer.destroy();
  await expect.poll(() => streams[0]?.destroyed, { timeout: 5000 }).toBe(true);
  expect(read).toBeLessThan(16 * MB);
});

test("ranges and HEAD over the wire, never compressed on the way", async () => {
  // Text, and long enough that the server's compression would want it.
  const part = await ask({ Range: "bytes=8-8199", "Accept-Encoding": "gzip, br" });
  expect(part.statusCode).toBe(206);
  expect(part.headers).toMatchObject({ "content-range": `bytes 8-8199/${SIZE}`, "content-length": "8192", "content-type": expect.stringMatching(/^text\/csv/) });
  expect(part.headers["content-encoding"]).toBeUndefined();
  expect(Buffer.concat(await part.toArray()).toString()).toBe("a,b\n".repeat(2048));

  const head = await ask({}, "HEAD");
  expect([head.statusCode, head.headers["content-length"], head.headers["accept-ranges"]]).toEqual([200, String(SIZE), "bytes"]);
  expect(streams).toEqual([]);
  head.resume();

  const beyond = await ask({ Range: `bytes=${SIZE}-` });
  expect([beyond.statusCode, beyond.headers["content-range"]]).toEqual([416, `bytes */${SIZE}`]);
  beyond.resume();
});
