// Code locations: SAM's URIs as CloudFormation's S3 locations. A local path has none before it is packaged.
import { isObject, type Json, type JsonObject, property } from "../../../model/json.ts";
import { pick } from "./draft.ts";

interface S3Location {
  readonly bucket: Json;
  readonly key: Json;
  readonly version: Json | undefined;
}

/** `s3://bucket/key?versionId=…` or a map of Bucket, Key and Version; null for anything else. */
export function s3Location(uri: Json | undefined): S3Location | null {
  if (isObject(uri)) {
    const bucket = property(uri, "Bucket");
    const key = property(uri, "Key");
    return bucket === undefined || key === undefined ? null : { bucket, key, version: property(uri, "Version") };
  }
  const match = typeof uri === "string" ? /^s3:\/\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(uri) : null;
  return match === null ? null : { bucket: match[1] ?? "", key: match[2] ?? "", version: match[3] };
}

/** The `Code` of a function. */
export function codeFrom(properties: JsonObject): JsonObject {
  const { InlineCode, CodeUri, ImageUri, SourceKMSKeyArn } = properties;
  if (properties["PackageType"] === "Image") return pick({ ImageUri }, ["ImageUri"]);
  if (InlineCode !== undefined && InlineCode !== null) return { ZipFile: InlineCode };
  const location = s3Location(CodeUri);
  if (location === null) return {};
  const code = { S3Bucket: location.bucket, S3Key: location.key, S3ObjectVersion: location.version, SourceKMSKeyArn };
  return pick(code, Object.keys(code));
}

/** A location as API Gateway and Step Functions write it. */
export function bucketAndKey(uri: Json | undefined): JsonObject | undefined {
  const location = s3Location(uri);
  if (location === null) return undefined;
  const place = { Bucket: location.bucket, Key: location.key, Version: location.version };
  return pick(place, Object.keys(place));
}
