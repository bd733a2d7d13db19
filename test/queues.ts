// A check and a policy for the tests of the audit: queues are to be green.
import * as z from "zod";
import type { AuditPolicy, CheckSettings } from "../src/audit/policy.ts";
import { type Check, defineCheck } from "../src/checks/define-check.ts";

export const settings: CheckSettings = {
  severity: "error",
  options: {},
  included: true,
  unknown: "gate",
  weight: 3,
  mandatory: false,
  missing: [],
};

export function policy(checks: readonly Check[], more: Partial<AuditPolicy> = {}): AuditPolicy {
  return {
    checks,
    settingsOf: () => settings,
    isEnabled: () => true,
    select: [],
    failOn: "error",
    includeInfrastructure: false,
    scoreMinimum: null,
    waivers: [],
    strictWaivers: false,
    now: new Date("2026-11-22T10:00:00.000Z"),
    tool: { name: "serverless-fitness", version: "0.0.0" },
    elapsedMs: () => 0,
    ...more,
  };
}

export function check(assess: Check["assess"], more: Partial<Check> = {}): Check {
  return defineCheck({
    id: "queue-colour",
    title: "queues are green",
    characteristic: "reliability",
    scope: "atomic",
    cadence: "triggered",
    needs: "configuration",
    subjects: "queue",
    severity: "error",
    options: z.strictObject({}),
    ...more,
    assess,
  });
}

/** Green queues pass, red ones fail, and nobody guesses. */
export const greenQueues = check(function* ({ model, pass, fail, unknown }) {
  for (const resource of model.system.resourcesOf("AWS::SQS::Queue")) {
    const subject = { stack: resource.stack, resource, detail: null };
    const colour = resource.property("Colour").text();
    if (colour.state === "unresolved")
      yield unknown(subject, { message: "its colour is undecided", remedy: "decide", because: colour });
    else if (colour.state === "known" && colour.value === "green") yield pass(subject, { message: "is green" });
    else yield fail(subject, { message: "is not green", remedy: "paint it" });
  }
});

export const queue = (Colour: unknown, more: object = {}) =>
  ({ Type: "AWS::SQS::Queue", Properties: { Colour }, ...more }) as never;
