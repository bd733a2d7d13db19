// The published schema of the config: editors must agree with what the program accepts.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "jsonc-parser";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");
// Configs are JSON with comments.
const read = (...file: string[]): unknown => parse(readFileSync(path.join(root, ...file), "utf8"));
// A type may stand in a shared definition beside which a keyword is: `strictTypes` sees only one of the two.
const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(read("schema", "fitness.config.schema.json") as object);

test.each([["fitness.config.json"], ["examples/ev-charging/fitness.config.json"]])("%s is valid", (file) => {
  validate(read(file));
  expect(validate.errors ?? []).toEqual([]);
});

test.each([
  ["an unknown key", { failon: "error" }],
  ["an unknown severity", { checks: { "function-alias": "eror" } }],
  ["an unknown option", { checks: { "function-alias": { options: { name: ["live"] } } } }],
  ["a waiver without a reason", { waivers: [{ check: "function-alias", subject: "A" }] }],
  ["a date that is none", { waivers: [{ check: "function-alias", subject: "A", reason: "r", expires: "soon" }] }],
])("%s is not", (_, config) => {
  expect(validate(config)).toBe(false);
});

test("checks of plug-ins are", () => {
  expect(validate({ plugins: ["./mine.ts"], checks: { "my-check": { severity: "info", options: { any: 1 } } } })).toBe(true);
});
