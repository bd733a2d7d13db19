// The recordings on disk are those that the script writes, and have the answers to what their check asks: all of them and no other.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtInChecks } from "../src/checks/index.ts";
import { link } from "../src/model/link.ts";
import { keyOf } from "../src/model/observed/ask.ts";
import { systemOf } from "../src/sources/recorded-system.ts";
import { caseOf, optionsOf } from "../test/check-fixtures.ts";
import { type LooseRecording, recordingOf } from "../test/recordings.ts";
import { files } from "./measured-fixtures.ts";

const folder = path.join(import.meta.dirname, "..", "fixtures", "checks");

describe.each([...files])("%s", (name, text) => {
  test("is as it was written", () => {
    expect(readFileSync(path.join(folder, name), "utf8")).toBe(text);
  });

  test("answers what its check asks", async () => {
    const [id = "", fixture = ""] = name.split("/");
    const check = builtInChecks.find((each) => each.id === id);
    const recording = recordingOf(JSON.parse(text) as LooseRecording);
    const model = link(await systemOf(recording, { kind: "stack" }));
    const required = id === "function-cost" ? { maximumPerMonth: 10 } : {};
    const options = check?.options.parse({ ...required, ...optionsOf(path.join(folder, id), caseOf(fixture)) });
    const asked = [...(check?.asks?.({ model, options }) ?? [])].map(keyOf);
    const isMetric = (key: string): boolean => key.includes('["kind","metric"]');
    expect(new Set(asked)).toEqual(new Set(Object.keys(recording.answers).filter(isMetric)));
  });
});
