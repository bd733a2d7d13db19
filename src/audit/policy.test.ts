// The config as the audit's policy: what overrides, scope and required options come to in a report.
import { expect, test } from "vitest";
import * as z from "zod";
import { factsOf, stack } from "../../test/facts.ts";
import { folder } from "../../test/folder.ts";
import { defineCheck } from "../checks/define-check.ts";
import { loadConfig } from "../config/load.ts";
import { audit } from "./audit.ts";

const nameLength = defineCheck({
  id: "queue-name",
  title: "queues have short names",
  characteristic: "cost",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "queue",
  severity: "error",
  options: z.strictObject({ maximum: z.int() }),
  requires: ["maximum"],
  *assess({ model, options, pass, fail }) {
    for (const resource of model.resources) {
      const subject = { stack: resource.stack, resource, detail: null };
      const { length } = resource.logicalId;
      const message = `${length} of ${options.maximum}`;
      yield length <= options.maximum ? pass(subject, { message }) : fail(subject, { message, remedy: "shorten it" });
    }
  },
});

async function outcome(content: object) {
  const config = await loadConfig({ cwd: folder({ "fitness.config.json": content }), checks: [nameLength] });
  const queues = Object.fromEntries(["Q", "Orders", "Payments"].map((id) => [id, { Type: "AWS::SQS::Queue" }]));
  const facts = factsOf(stack("Shop", { Resources: queues }));
  const report = audit(facts, { ...config, now: new Date(0), tool: { name: "t", version: "0" }, elapsedMs: () => 0 });
  const assessments = report.assessments.map(
    ({ subject, verdict, severity, message }) => `${subject.logicalId} ${verdict} (${severity}): ${message}`,
  );
  return { status: report.checks[0]?.status, exitCode: report.exitCode, assessments };
}

test("without a required option the check is not applicable", async () => {
  expect(await outcome({})).toEqual({ status: "not-applicable", exitCode: 3, assessments: [] });
});

test("an override may give it, for its subjects only", async () => {
  const overrides = [{ subjects: ["Shop/Orders"], checks: { "queue-name": { options: { maximum: 6 } } } }];
  expect(await outcome({ overrides })).toEqual({ status: "assessed", exitCode: 0, assessments: ["Orders pass (error): 6 of 6"] });
});

test("an override changes options and severity of what it matches; the last one wins; exclude leaves out", async () => {
  const config = {
    checks: { "queue-name": { options: { maximum: 3 }, exclude: ["Shop/Q"] } },
    overrides: [
      { subjects: ["Shop/*"], checks: { "queue-name": "info" } },
      { subjects: ["Shop/P*"], checks: { "queue-name": { severity: "warning", options: { maximum: 7 } } } },
    ],
  };
  expect(await outcome(config)).toEqual({
    status: "assessed",
    exitCode: 0,
    assessments: ["Orders fail (info): 6 of 3", "Payments fail (warning): 8 of 7"],
  });
});

test("off for all but some", async () => {
  const overrides = [{ subjects: ["Shop/Payments"], checks: { "queue-name": "error" } }];
  const checks = { "queue-name": { severity: "off", options: { maximum: 3 } } };
  expect((await outcome({ checks, overrides })).assessments).toEqual(["Payments fail (error): 8 of 3"]);
});
