import { Readable } from "node:stream";
import { checkedKey, type FileStorage } from "./file-storage";
import { connectS3, type S3, type S3Settings } from "./s3-client.server";
import { s3Pieces } from "./s3-pieces.server";

export type { S3Settings } from "./s3-client.server";

/**
 * Files in an S3-compatible bucket. Uploads of unknown length go in parts of 5 MB (the least S3 takes), at most two at once; an object appears only when all
 * parts are there.
 */
export function s3Storage(settings: S3Settings): FileStorage {
  const Bucket = settings.bucket;
  let loading: Promise<S3> | undefined;
  const s3 = () => (loading ??= connectS3(settings));

  return {
    ...s3Pieces(Bucket, s3),
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
        partSize: 5 * 1024 * 1024,
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
    async room() {
      return null;
    },
  };
}
