import http from "node:http";
import type { AddressInfo } from "node:net";
import { PIECE_BYTES, type UploadKind } from "~/lib/upload-kinds";
import { env } from "~/env.server";

export interface TusAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

export interface TusOptions {
  method: string;
  path: string;
  cookie?: string;
  headers?: Record<string, string>;
  body?: Buffer;
  /** Send only so many bytes of the body, then break the connection. */
  breakAfter?: number;
}

/** Speaks tus to a server on this machine exactly as told, also wrongly. */
export function tusClient(server: http.Server) {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function send({ method, path, cookie = "", headers = {}, body, breakAfter }: TusOptions): Promise<TusAnswer> {
    return new Promise((resolve, reject) => {
      const all = { "tus-resumable": "1.0.0", "sec-fetch-site": "same-origin", cookie, ...(body ? { "content-length": String(body.length) } : {}), ...headers };
      const request = http.request(`${origin}${path}`, { method, headers: all, agent: false }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      request.on("error", reject);
      if (body && breakAfter !== undefined) request.write(body.subarray(0, breakAfter), () => request.destroy(new Error("broken on purpose")));
      else request.end(body);
    });
  }

  const begin = (cookie: string, kind: UploadKind | string, name: string, size: number, type = "", headers: Record<string, string> = {}) =>
    send({
      method: "POST",
      path: "/uploads",
      cookie,
      headers: { "upload-length": String(size), "upload-metadata": metadata({ purpose: kind, filename: name, filetype: type }), "content-length": "0", ...headers },
    });

  const patch = (cookie: string, path: string, offset: number, body: Buffer, more: Partial<TusOptions> = {}) =>
    send({ method: "PATCH", path, cookie, body, ...more, headers: { "upload-offset": String(offset), "content-type": "application/offset+octet-stream", ...more.headers } });

  /** All of it, in pieces; answers the last answer. */
  async function upload(cookie: string, kind: UploadKind, name: string, bytes: Buffer, type = ""): Promise<TusAnswer> {
    const begun = await begin(cookie, kind, name, bytes.length, type);
    if (begun.status !== 201) return begun;
    let last = begun;
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      last = await patch(cookie, begun.headers.location ?? "", at, bytes.subarray(at, at + PIECE_BYTES));
      if (last.status >= 300) return last;
    }
    return last;
  }

  return { send, begin, patch, upload, origin };
}

/** How tus writes metadata: key, blank, base64. */
export function metadata(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
    .join(",");
}

export const foreignOrigin = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
export const ownOrigin = env.appUrl;
