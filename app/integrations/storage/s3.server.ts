import type { S3Client } from "@aws-sdk/client-s3";
import { Readable } from "node:stream";
import { checkedKey, type FileStorage } from "./file-storage";

export interface S3Settings {
  /** Null: Amazon's own for the region. */
  endpoint: string | null;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * Files in an S3-compatible bucket. The SDK is loaded at first use, so an installation on disk never pays for it.
 * Uploads go in parts of 8 MB, at most two at once; an object appears only when all parts are there.
 */
export function s3Storage(settings: S3Settings): FileStorage {
  const Bucket = settings.bucket;
  let loading: Promise<{ sdk: typeof import("@aws-sdk/client-s3"); client: S3Client }> | undefined;
  const s3 = () => (loading ??= connect(settings));

  return {
    async putStream(key, stream) {
      const [{ client }, { Upload }] = await Promise.all([s3(), import("@aws-sdk/lib-storage")]);
      let bytes = 0;
      const counted = Readable.from(
        (async function* () {
          for await (const chunk of stream as AsyncIterable<Buffer>) {
            bytes += chunk.length;
            yield chunk;
          }
        })(),
        { objectMode: false },
      );
      const upload = new Upload({
        client,
        params: { Bucket, Key: checkedKey(key), Body: counted },
        partSize: 8 * 1024 * 1024,
        queueSize: 2,
        leavePartsOnError: false,
      });
      await upload.done();
      return bytes;
    },
    async getStream(key, range) {
      const { sdk, client } = await s3();
      const Range = range ? `bytes=${range.start}-${range.end ?? ""}` : undefined;
      const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key: checkedKey(key), Range }));
      if (!(Body instanceof Readable)) throw new Error("S3 answered without a body");
      return Body;
    },
    async size(key) {
      const { sdk, client } = await s3();
      try {
        return (await client.send(new sdk.HeadObjectCommand({ Bucket, Key: checkedKey(key) }))).ContentLength ?? 0;
      } catch (error) {
        if (error instanceof sdk.S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
        throw error;
      }
    },
    async exists(key) {
      return (await this.size(key)) !== null;
    },
    async remove(key) {
      const { sdk, client } = await s3();
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: checkedKey(key) }));
    },
  };
}

async function connect({ endpoint, region, accessKeyId, secretAccessKey }: S3Settings) {
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // Not every S3-compatible service knows the newer checksum headers.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return { sdk, client };
}
