// A parsed config: its value, and the position of every key.
import type { Place } from "../errors.ts";
import type { Json, Path } from "../model/json.ts";

export interface Document {
  /** As a user sees it: relative to the working directory if it is below it. */
  readonly file: string;
  /** Absolute; relative paths in the document start here. */
  readonly folder: string;
  readonly value: Json;
  /** Where a key or its value is; for what is absent, the nearest place above it. */
  placeOf(path: Path, part: "key" | "value"): Place;
}

/** A text to be parsed, with the file and folder that its document will carry. */
export interface DocumentText extends Pick<Document, "file" | "folder"> {
  readonly text: string;
}
