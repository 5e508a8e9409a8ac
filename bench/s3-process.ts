import { startS3 } from "../test/setup/s3";

// The S3 server of a bench, in a process of its own, so that its memory is not counted as the app's.
await startS3(Number(process.env.S3_PORT));
process.send?.("ready");
