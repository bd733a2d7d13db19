// What the handlers write to and read from S3.
import { openObjects } from "../../sources/live/objects.ts";
import { parseS3Folder, parseS3Location } from "../../sources/live/s3-location.ts";

const request = { region: null, profile: null, env: process.env } as const;

/** @returns the key */
export async function writeBelow(folder: string, name: string, text: string, contentType?: string): Promise<string> {
  const location = parseS3Folder(folder);
  const key = `${location.key}${name}`;
  return writeObject(`s3://${location.bucket}/${key}`, text, contentType);
}

/** @returns the key */
export async function writeObject(location: string, text: string, contentType?: string): Promise<string> {
  const { bucket, key } = parseS3Location(location);
  const objects = await openObjects({ bucket, key }, request);
  try {
    await objects.write(key, text, contentType);
    return key;
  } finally {
    objects.close();
  }
}

/** null where there is no such object yet. */
export async function readIfThere(location: string): Promise<string | null> {
  const { bucket, key } = parseS3Location(location);
  const objects = await openObjects({ bucket, key }, request);
  try {
    for await (const found of objects.list()) if (found === key) return await objects.read(key);
    return null;
  } finally {
    objects.close();
  }
}
