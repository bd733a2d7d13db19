// The table of resource types against the newest list: what deploys code, watches or permits is understood, unknown compute, or irrelevant for a reason.
import { expect, test } from "vitest";
import table from "../src/model/tables/resource-types.json" with { type: "json" };
import { cdkVersion, resourceTypes } from "./resource-types.ts";

const types = resourceTypes();
const whole = new Set([...table.deployingServices, ...table.otherServices]);

/** By what a type outside of these services tells that it may deploy code, watch or permit. */
const CODE =
  /^(?:applicationCodeConfiguration|buildSpec|code|codeArtifact|codeConfig|codeUri|containerDefinitions|containerImage|containerProperties|containers|containerUri|definitionUri|dockerImage|ecrRepositoryUri|entry[pP]oint|functionCode|handler|imageConfiguration|imageId|imageIdentifier|imageRepository|imageUri|inlineCode|launchTemplate|launchTemplateData|mainClass|modelDataUrl|runtime|s3Key|script|scriptLocation|sourceCode|userData|zipFile)$/;
const WATCHES = /Alarm|Alert|Anomaly|Canary|Detector|HealthCheck|Monitor|ServiceLevel/;
const PERMITS = /Grant|Permission|Polic(?:y|ies)/;

/** Why a type has to be in one of the tables; null where it need not be. */
function signalOf(type: string, properties: ReadonlySet<string>): string | null {
  const [vendor = "", name = "", kind = ""] = type.split("::");
  if (whole.has(`${vendor}::${name}`)) return "all types of its service are listed";
  const code = [...properties].filter((property) => CODE.test(property));
  if (code.length > 0) return `may deploy code: ${code.join(", ")}`;
  if (WATCHES.test(kind)) return "may watch";
  return PERMITS.test(kind) ? "may permit" : null;
}

function typesOf(services: Readonly<Record<string, readonly string[] | undefined>>): readonly string[] {
  return Object.entries(services).flatMap(([service, kinds]) => (kinds ?? []).map((kind) => `${service}::${kind}`));
}

const compute = typesOf(
  Object.fromEntries(Object.entries(table.unknownCompute).map(([name, kinds]) => [name, Object.keys(kinds)])),
);
const listed = [...compute, ...typesOf(table.understood), ...Object.values(table.irrelevant).flatMap((each) => typesOf(each))];

test("the table was held against the installed aws-cdk-lib", () => {
  expect(table.source).toBe(`aws-cdk-lib ${cdkVersion}`);
  expect(types.size).toBeGreaterThan(1_800);
  expect(types.get("AWS::Lambda::Function")).toContain("zipFile");
});

test("every type that deploys code, watches or permits is in one of the tables", () => {
  const known = new Set(listed);
  const missing = [...types].flatMap(([type, properties]) => {
    const signal = known.has(type) ? null : signalOf(type, properties);
    return signal === null ? [] : [`${type}: ${signal}`];
  });
  expect(missing).toEqual([]);
});

test("no type is in two of the tables, and each exists", () => {
  expect(listed.filter((type, index) => listed.indexOf(type) !== index)).toEqual([]);
  expect(listed.filter((type) => !types.has(type))).toEqual([]);
});

test("nothing is in the tables without a reason to be there", () => {
  const needless = listed.filter((type) => signalOf(type, types.get(type) ?? new Set()) === null);
  expect(needless.filter((type) => !compute.includes(type))).toEqual([]);
});
