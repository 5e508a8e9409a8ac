import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import type { S3Settings } from "~/integrations/storage/s3-client.server";

export interface LocalS3 {
  settings: S3Settings;
  /** Objects and parts that lie there now. */
  objects(): string[];
  parts(): string[];
  /** Fail the next so many requests of a method with a status. */
  failNext(method: string, status: number, times?: number): void;
  stop(): Promise<void>;
}

const BUCKET = "files";

/**
 * An S3 server on this machine. s3rver knows no AbortMultipartUpload, takes parts of uploads that never began, and lets those in
 * who bring no key; those three stand here, as S3 has them. It looks at the key's id, not at the signature, and takes a range
 * that ends at 0 for one without an end: neither can be mended from outside.
 */
export async function startS3(port = 0): Promise<LocalS3> {
  const directory = await mkdtemp(join(tmpdir(), "lectern-s3-"));
  const s3 = new S3rver({ directory, silent: true, configureBuckets: [{ name: BUCKET }] });
  await s3.configureBuckets();
  const answer = s3.callback();
  const uploads = join(directory, BUCKET, "._S3rver_uploads");
  const failures: { method: string; status: number }[] = [];

  const server = http.createServer(async (request, response) => {
    const failure = failures.findIndex(({ method }) => method === request.method);
    if (failure >= 0) {
      const [{ status } = { status: 503 }] = failures.splice(failure, 1);
      request.resume();
      return response.writeHead(status, { "Content-Type": "application/xml" }).end("<Error><Code>SlowDown</Code><Message>Told to fail.</Message></Error>");
    }
    if (!request.headers.authorization) return response.writeHead(403).end();
    const uploadId = new URL(request.url ?? "/", "http://s3").searchParams.get("uploadId");
    if (uploadId === null) return answer(request, response);
    const folder = join(uploads, uploadId.replace(/[^\w-]/g, ""));
    if (!existsSync(folder)) {
      request.resume();
      return response.writeHead(404, { "Content-Type": "application/xml" }).end("<Error><Code>NoSuchUpload</Code><Message>The upload is not there.</Message></Error>");
    }
    if (request.method !== "DELETE") return answer(request, response);
    await rm(folder, { recursive: true, force: true });
    return response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const filesIn = (folder: string, keep: (name: string) => boolean) =>
    existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() && keep(entry.name) ? [join(entry.parentPath, entry.name)] : [])) : [];
  return {
    settings: { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bucket: BUCKET, region: "us-east-1", accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    objects: () => filesIn(join(directory, BUCKET), (name) => name.endsWith("._S3rver_object")).sort(),
    parts: () => filesIn(uploads, () => true),
    failNext: (method, status, times = 1) => failures.push(...Array.from({ length: times }, () => ({ method, status }))),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
