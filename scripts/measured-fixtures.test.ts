// The recordings on disk are those that the script writes.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { files } from "./measured-fixtures.ts";

test.each([...files])("%s is as it was written", (name, text) => {
  expect(readFileSync(path.join(import.meta.dirname, "..", "fixtures", "checks", name), "utf8")).toBe(text);
});
