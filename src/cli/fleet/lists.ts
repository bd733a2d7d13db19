// The list of targets: a file, standard input or an object in S3.
import { readFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../../errors.ts";
import { parseTargets, type Target } from "../../fleet/target.ts";
import { parseS3Location } from "../../sources/live/s3-location.ts";
import type { Io } from "../io.ts";

export interface TargetList {
  readonly targets: readonly Target[];
  /** What the paths of its targets are relative to. */
  readonly folder: string;
}

/** @param location a file, `-` or `s3://bucket/key` */
export async function listOf(location: string, io: Io): Promise<TargetList> {
  if (location === "-")
    return { targets: parseTargets((await io.readStandardInput()).toString("utf8"), "standard input"), folder: io.cwd };
  if (location.startsWith("s3://")) {
    const { openObjects } = await import("../../sources/live/objects.ts");
    const { bucket, key } = parseS3Location(location);
    const objects = await openObjects({ bucket, key }, { region: null, profile: null, env: io.env });
    try {
      return { targets: parseTargets(await objects.read(key), location), folder: io.cwd };
    } finally {
      objects.close();
    }
  }
  const file = path.resolve(io.cwd, location);
  return { targets: parseTargets(contentOf(file, location), location), folder: path.dirname(file) };
}

function contentOf(file: string, shown: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UsageError(`cannot be read: ${(cause as Error).message}`, {
      place: { file: shown },
      remedy: "name a list of targets written by fitness targets",
      cause,
    });
  }
}
