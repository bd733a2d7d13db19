// An S3 location on the command line.
import { UsageError } from "../../errors.ts";

export interface S3Location {
  readonly bucket: string;
  /** A key, or a prefix of keys; empty for the bucket as a whole. */
  readonly key: string;
}

/**
 * @param text `s3://bucket/key`, or `s3://bucket/prefix/`
 * @throws UsageError for one without a bucket
 */
export function parseS3Location(text: string): S3Location {
  const [, bucket, key = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(text) ?? [];
  if (bucket === undefined) {
    throw new UsageError(`${JSON.stringify(text)} is not of the form s3://bucket/prefix`, { remedy: "name a bucket" });
  }
  return { bucket, key };
}

/** All that is below a folder: `s3://bucket/prefix` and `s3://bucket/prefix/` are the same. */
export function parseS3Folder(text: string): S3Location {
  return parseS3Location(text.endsWith("/") ? text : `${text}/`);
}
