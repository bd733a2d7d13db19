// The results of targets, one at a time: JSON files of a folder, or objects below a prefix in S3.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../../errors.ts";
import { parseS3Folder } from "../../sources/live/s3-location.ts";
import type { Io } from "../io.ts";

export interface Found {
  /** The file's name without its ending. */
  readonly name: string;
  readonly shown: string;
  readonly content: string;
  /** The HTML report beside it. */
  readonly page: string | null;
}

/** Never holds more than one result. @throws UsageError where there is nothing to read from */
export async function* resultsIn(location: string, io: Pick<Io, "cwd" | "env">): AsyncIterable<Found> {
  if (location.startsWith("s3://")) yield* objectsIn(location, io);
  else yield* filesIn(location, io.cwd);
}

async function* objectsIn(location: string, { env }: Pick<Io, "env">): AsyncIterable<Found> {
  const { openObjects } = await import("../../sources/live/objects.ts");
  const objects = await openObjects(parseS3Folder(location), { region: null, profile: null, env });
  try {
    for await (const key of objects.list())
      if (key.endsWith(".json"))
        yield { name: path.posix.basename(key, ".json"), shown: key, content: await objects.read(key), page: null };
  } finally {
    objects.close();
  }
}

function* filesIn(location: string, cwd: string): Iterable<Found> {
  const folder = path.resolve(cwd, location);
  let files: readonly string[];
  try {
    files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (cause) {
    throw new UsageError(`cannot be read: ${(cause as Error).message}`, {
      place: { file: location },
      remedy: "name the output folder of fitness fleet",
      cause,
    });
  }
  const names = new Set(files);
  for (const file of files.filter((each) => each.endsWith(".json")).sort()) {
    const page = file.replace(/\.json$/, ".html");
    yield {
      name: path.basename(file, ".json"),
      shown: path.join(location, file),
      content: readFileSync(path.join(folder, file), "utf8"),
      page: names.has(page) ? page.split(path.sep).join("/") : null,
    };
  }
}
