import type { S3Client } from "@aws-sdk/client-s3";

export interface S3Settings {
  /** Null: Amazon's own for the region. */
  endpoint: string | null;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export interface S3 {
  sdk: typeof import("@aws-sdk/client-s3");
  client: S3Client;
}

/** The SDK is loaded here, at first use, so that an installation on disk never pays for it. */
export async function connectS3({ endpoint, region, accessKeyId, secretAccessKey }: S3Settings): Promise<S3> {
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
