// A report repeats no secret value, in whatever part of it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { reportOn } from "../../test/audited.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Report } from "./report.ts";
import { textsWithout, withoutSecrets } from "./secrets.ts";

const report = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "..", "..", "test", "reports", "degraded.json"), "utf8"),
) as Report;
const planted = "planted-value";
const masked = "x".repeat(planted.length);

it("has no secret in what its checks, waivers and sources say", () => {
  const place = { file: "shop.yaml", line: 1, column: 1 };
  const whole: Report = {
    ...report,
    checks: report.checks.map((check) => ({ ...check, status: "error", error: `it threw at ${planted}` })),
    unread: [{ file: "b.yaml", message: `${planted} is no template` }],
    unanswered: [{ message: `nobody answers for ${planted}`, remedy: null, missing: 1, asked: 2 }],
    notes: [`uses ${planted}`],
    waivers: [
      {
        ...{ check: "function-alias", subject: `shop/${planted}`, reason: `as ${planted} is old`, expires: null },
        ...({ status: "used", gating: false, location: place } as const),
      },
    ],
    notSubjects: [{ stack: "shop", logicalId: "F", type: "AWS::Lambda::Function", constructPath: null, reason: `is ${planted}` }],
    graph: {
      nodes: [],
      edges: [],
      lanes: [{ id: `alias ${planted}`, kind: "alias", label: planted, stack: "shop", nodes: [`alias ${planted}`] }],
    },
  };
  const shown = withoutSecrets(whole, [planted]);
  expect(JSON.stringify(shown)).not.toContain(planted);
  expect(shown.checks[0]).toEqual({ ...whole.checks[0], error: `it threw at ${masked}` });
  expect(shown.waivers).toMatchObject([{ subject: `shop/${masked}`, reason: `as ${masked} is old`, location: place }]);
  expect(shown.graph?.lanes).toMatchObject([{ id: `alias ${masked}`, kind: "alias", nodes: [`alias ${masked}`] }]);
  expect(shown.assessments).toEqual(report.assessments);
});

it("stays as it is where nothing is secret, and adds nothing that it does not have", () => {
  expect(withoutSecrets(report)).toBe(report);
  expect(withoutSecrets(report, ["nowhere-in-it"])).toEqual(report);
  expect(Object.keys(withoutSecrets(report, ["nowhere-in-it"]))).toEqual(Object.keys(report));
});

it("keeps the words by which programs tell things apart, also where a secret is one of them", () => {
  const part = { kind: "function", state: "missing", verdict: "unknown", label: "a function is missing, unknown", minute: 3 };
  expect(textsWithout(part, ["function", "missing", "unknown"])).toEqual({
    ...part,
    label: `a ${"x".repeat(8)} is ${"x".repeat(7)}, ${"x".repeat(7)}`,
  });
});

it("hides a secret whole where another one is part of it", () => {
  expect(textsWithout("uses prod-key-1 and prod-key", ["prod-key", "prod-key-1"])).toBe("uses xxxxxxxxxx and xxxxxxxx");
});

it("hides the values of a template's NoEcho parameters, whether given or by default", async () => {
  const hidden = (Default: Json): JsonObject => ({ Type: "String", NoEcho: "True", Default });
  const template = {
    Parameters: { Runtime: hidden("nodejs16.x"), Short: hidden("py"), Open: { Type: "String", Default: "nodejs14.x" } },
    Resources: Object.fromEntries(
      ["Runtime", "Short", "Open"].map((Ref) => [
        `By${Ref}`,
        { Type: "AWS::Lambda::Function", Properties: { Runtime: { Ref }, Handler: "a.b", Code: {} } },
      ]),
    ),
  };
  const said = async (parameters: Record<string, string>) =>
    (await reportOn({ "shop.json": template }, { checks: ["function-runtime"], parameters })).assessments
      .map(({ message }) => message)
      .join("\n");
  expect(await said({})).not.toContain("nodejs16.x");
  expect(await said({})).toMatch(/nodejs14\.x/);
  expect(await said({ Runtime: "nodejs12.x" })).not.toContain("nodejs12.x");
});
