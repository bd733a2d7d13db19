import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../model/json.ts";
import { defaultLimits } from "../../source.ts";
import { readDocument } from "../read.ts";
import { expandSam } from "./expand.ts";

const corpora = process.env["FITNESS_CORPORA"] ?? resolve(import.meta.dirname, "../../../../../shared/corpora");
const folder = join(corpora, "sam");
const parameters = new Map<string, Json>([
  ["param1", "value1"],
  ["param2", "value2"],
  ["AWS::Region", "ap-southeast-1"],
]);

/** What is compared: type, logical id without its digest, condition. */
function outline(id: string, body: JsonObject): string {
  const stable = id.replace(/[0-9a-f]{10}$/, "");
  return `${String(body["Type"])} ${stable} ${String(body["Condition"] ?? "always")}`;
}

describe.skipIf(!existsSync(folder))("the transform's own pairs of input and output", () => {
  const names = existsSync(folder) ? readdirSync(join(folder, "input")).map((file) => file.replace(/\.yaml$/, "")) : [];

  test("are all there", () => expect(names.length).toBeGreaterThanOrEqual(215));

  test.each(names)("%s generates the same resources under the same conditions", (name) => {
    const file = join(folder, "input", `${name}.yaml`);
    const expansion = expandSam(readDocument(readFileSync(file), file, defaultLimits).root as JsonObject, { parameters });
    const expected = JSON.parse(readFileSync(join(folder, "expected", `${name}.json`), "utf8")) as {
      Resources: Record<string, JsonObject>;
      Conditions?: JsonObject;
    };
    const found = [...expansion.resources].map(([id, { body }]) => outline(id, body)).sort();
    expect(found).toEqual(
      Object.entries(expected.Resources)
        .map(([id, body]) => outline(id, body))
        .sort(),
    );
    expect(Object.keys(expansion.conditions).sort()).toEqual(Object.keys(expected.Conditions ?? {}).sort());
  });
});
