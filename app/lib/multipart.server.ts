import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import { Readable } from "node:stream";
import { fail, ok, type Result } from "./result";

/** A file on its way in. Read the stream to its end or leave it: what is left unread is passed over. */
export interface IncomingFile {
  /** Name of the form field. */
  field: string;
  /** What the sender says; believe neither. */
  fileName: string;
  contentType: string;
  stream: Readable;
}

export type MultipartProblem = "not_multipart" | "malformed";

/** Fields of a form beside its files. */
const MAX_FIELDS = 50;
const MAX_FIELD_BYTES = 64 * 1024;

/**
 * Read a multipart form as it arrives. Each file is handed to `onFile` while the rest is still on its way, so nothing is
 * kept in memory; an empty file input is left out. Files come in the form's order, one at a time. Answers the text fields.
 * What `onFile` throws is thrown.
 */
export async function parseMultipart(
  request: Request,
  onFile: (file: IncomingFile) => Promise<void>,
  { maxFiles = 20, keepPaths = false }: { maxFiles?: number; /** A file's name with the folders the browser told, as it was sent. */ keepPaths?: boolean } = {},
): Promise<Result<FormData, MultipartProblem>> {
  const contentType = request.headers.get("Content-Type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(contentType) || !request.body) return fail("not_multipart");
  const headers: BusboyHeaders = { "content-type": contentType };
  let parser: InstanceType<typeof Busboy>;
  try {
    parser = new Busboy({ headers, preservePath: keepPaths, limits: { fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES, files: maxFiles, headerPairs: 50, headerSize: 16 * 1024 } });
  } catch {
    return fail("malformed");
  }
  const fields = new FormData();
  let last = Promise.resolve();
  const streams: Readable[] = [];
  const body = Readable.fromWeb(request.body as import("node:stream/web").ReadableStream);

  parser.on("field", (name, value) => fields.append(name, value));
  parser.on("file", (field, stream, fileName, _encoding, type) => {
    // A broken sender must not become an unhandled error of a stream nobody listens to any more.
    stream.on("error", () => {});
    streams.push(stream);
    if (!fileName) {
      stream.resume();
      return;
    }
    // One after the other: a file waits, unread, until the one before it is done with. After a failure the rest is passed over.
    last = last.then(() => onFile({ field, fileName: asNamed(fileName), contentType: type, stream })).finally(() => stream.resume());
    last.catch(() => {});
  });
  try {
    await new Promise<void>((resolve, reject) => {
      parser.once("finish", () => resolve());
      parser.once("error", reject);
      body.once("error", reject);
      body.pipe(parser);
    });
  } catch {
    parser.destroy();
    body.destroy();
    // Whoever reads a file must see that the rest will not come; that failure is part of this one.
    for (const stream of streams) stream.destroy(new Error("The upload broke off"));
    await last.catch(() => {});
    return fail("malformed");
  }
  await last;
  return ok(fields);
}

/** Browsers write a quote and line ends in a file's name as %22, %0D and %0A (HTML, multipart form data). */
function asNamed(fileName: string): string {
  return fileName.replace(/%(22|0D|0A)/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
