import { setTimeout as pause } from "node:timers/promises";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { parseMultipart } from "./multipart.server";

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

test("hands over each file as it comes and answers the fields around it", async () => {
  const form = new FormData();
  form.append("before", "1");
  form.append("file", new File(["hello"], "../a\"b.txt", { type: "text/plain" }));
  form.append("empty", new File([], ""));
  form.append("after", "2");
  const seen: string[] = [];
  const fields = await parseMultipart(post(form), async ({ field, fileName, contentType, stream }) => {
    seen.push(`${field} ${fileName} ${contentType} ${(await buffer(stream)).toString()}`);
  });
  expect(fields.ok && [...fields.value]).toEqual([["before", "1"], ["after", "2"]]);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatch(/^file .*b\.txt text\/plain hello$/);
});

test("files are handled in order, one at a time, however long the first takes", async () => {
  const form = new FormData();
  for (const name of ["one", "two", "three"]) form.append("file", new File([name], name));
  const seen: string[] = [];
  await parseMultipart(post(form), async ({ fileName, stream }) => {
    await buffer(stream);
    if (fileName === "one") await pause(30);
    seen.push(fileName);
  });
  expect(seen).toEqual(["one", "two", "three"]);
});

test("a file that nobody reads does not hold up the rest", async () => {
  const form = new FormData();
  form.append("file", new File([Buffer.alloc(3_000_000)], "big.bin"));
  form.append("after", "2");
  const fields = await parseMultipart(post(form), async () => {});
  expect(fields.ok && fields.value.get("after")).toBe("2");
});

test("what a handler throws is thrown", async () => {
  const form = new FormData();
  form.append("file", new File(["x"], "x.txt"));
  await expect(parseMultipart(post(form), async () => Promise.reject(new Error("no room")))).rejects.toThrow("no room");
});

test("anything but a whole multipart form is refused (row 26)", async () => {
  const ignore = async () => {};
  expect(await parseMultipart(post("a=b"), ignore)).toEqual({ ok: false, error: "not_multipart" });
  expect(await parseMultipart(post("x", { "Content-Type": "multipart/form-data" }), ignore)).toEqual({ ok: false, error: "not_multipart" });
  expect(await parseMultipart(post("x", { "Content-Type": "multipart/form-data; charset=utf-8" }), ignore)).toEqual({ ok: false, error: "malformed" });
  expect(await parseMultipart(post("no boundary in here", { "Content-Type": "multipart/form-data; boundary=b" }), ignore)).toEqual({ ok: false, error: "malformed" });
});

test("a sender that breaks off in the middle of a file is an error for whoever reads it, and nothing hangs", async () => {
  const start = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\nhalf of";
  const broken = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(Buffer.from(start));
      await pause(20);
      controller.error(new Error("aborted"));
    },
  });
  let reader: Promise<unknown> | undefined;
  const fields = await parseMultipart(post(broken, { "Content-Type": "multipart/form-data; boundary=b" }), async ({ stream }) => {
    reader = buffer(stream);
    await reader;
  });
  expect(fields).toEqual({ ok: false, error: "malformed" });
  await expect(reader).rejects.toThrow("broke off");

  const cut = await parseMultipart(post(start, { "Content-Type": "multipart/form-data; boundary=b" }), async ({ stream }) => void (await buffer(stream)));
  expect(cut).toEqual({ ok: false, error: "malformed" });
});
