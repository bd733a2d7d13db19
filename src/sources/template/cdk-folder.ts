// The folder of a cloud assembly, and the guard against paths outside it.
import path from "node:path";
import { SourceError } from "../../errors.ts";
import type { Json } from "../../model/json.ts";
import { displayPath, insideRoot } from "./files.ts";
import type { Reading } from "./reading.ts";

export interface Assembly {
  /** The outermost assembly, which nothing may leave. */
  readonly root: string;
  /** This one, the same or one nested in it. */
  readonly folder: string;
}

/** The absolute path of a file that the assembly names under `key`. Throws where there is none, it is missing or it is outside. */
export function assemblyFile(reading: Reading, assembly: Assembly, key: string, name: Json | undefined): string {
  const place = { file: displayPath(path.join(assembly.folder, "manifest.json"), reading.request.cwd) };
  if (typeof name !== "string") {
    throw new SourceError(`has a ${key} that is not a string`, { place, remedy: "run `cdk synth` again" });
  }
  const found = insideRoot(assembly.root, path.resolve(assembly.folder, name));
  if (found === "outside") {
    throw new SourceError(
      `has the ${key} ${JSON.stringify(name)}, which points outside the assembly; files outside it are not read`,
      {
        place,
        remedy: "run `cdk synth` again, with all its files in one folder",
      },
    );
  }
  if (found === "missing") {
    throw new SourceError(`has the ${key} ${JSON.stringify(name)}, which does not exist`, {
      place,
      remedy: "run `cdk synth` again",
    });
  }
  return found.file;
}
