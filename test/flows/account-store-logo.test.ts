import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { db } from "~/db.server";
import { env } from "~/env.server";
import { storage } from "~/integrations/storage/storage.server";
import * as storeLogo from "~/routes/settings/store-logo";
import { makePerson, makeStore } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

/** The smallest PNG a decoder takes: one grey dot. */
function png(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.from([0, 128]))), chunk("IEND", Buffer.alloc(0))]);
}

function upload(cookie: string, bytes: Buffer, name: string): Promise<Response> {
  const body = new FormData();
  body.set("logo", new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  const request = new Request(new URL("/settings/store/logo", env.appUrl), { method: "POST", body, headers: { Cookie: cookie } });
  return answerOf(() => storeLogo.action({ request, params: {}, context: {} }));
}

test("a logo is kept, replaced without leaving the old one behind, and removed", async () => {
  const { owner, store } = await makeStore();
  const cookie = await signedInAs(owner.id);
  const logo = async () => (await db.store.findUniqueOrThrow({ where: { id: store.id } })).logoFileId;
  expect((await upload(cookie, png(), "sign.png")).status).toBe(302);
  const first = await db.storedFile.findUniqueOrThrow({ where: { id: (await logo()) ?? "" } });
  expect(first).toMatchObject({ storeId: store.id, purpose: "logo", contentType: "image/png" });
  expect((await upload(cookie, png(), "sign-2.png")).status).toBe(302);
  expect(await logo()).not.toBe(first.id);
  expect(await db.storedFile.count({ where: { storeId: store.id } })).toBe(1);
  expect(await storage().exists(first.storageKey)).toBe(false);
  await answerOf(() => storeLogo.action({ request: makeRequest("/settings/store/logo", { cookie, form: { intent: "remove" } }), params: {}, context: {} }));
  expect(await logo()).toBeNull();
  expect(await db.storedFile.count({ where: { storeId: store.id } })).toBe(0);
});

test("what is no image is refused in words, and a person without a store has nothing to put it on", async () => {
  const { owner, store } = await makeStore();
  const refused = await upload(await signedInAs(owner.id), Buffer.from("<script>alert(1)</script>"), "logo.png");
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("not an image");
  expect((await db.store.findUniqueOrThrow({ where: { id: store.id } })).logoFileId).toBeNull();
  expect((await upload(await signedInAs((await makePerson()).id), png(), "logo.png")).headers.get("Location")).toBe("/studio/new");
});
