// What the author of a check is given to test it with: on checks of this project and on broken ones.

import path from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { defineCheck } from "../checks/define-check.ts";
import functionTimeout from "../checks/function-timeout.ts";
import { expectParity, expectVerdicts, judge } from "./testing.ts";

const fixtures = path.resolve(import.meta.dirname, "../../fixtures");
const functionWith = (properties: object) => ({ Type: "AWS::Lambda::Function", Properties: properties });

const most = defineCheck({
  id: "memory-bound",
  title: "no function has more memory than it may",
  characteristic: "cost",
  scope: "atomic",
  cadence: "triggered",
  needs: "configuration",
  subjects: "function",
  severity: "warning",
  options: z.strictObject({ most: z.int().min(128).default(512) }),
  *assess({ model, options, pass, fail, unknown }) {
    for (const { resource } of model.functions) {
      const subject = { stack: resource.stack, resource, detail: null };
      const memory = resource.property("MemorySize").number();
      const remedy = `set MemorySize to ${options.most} or less`;
      if (memory.state === "unresolved") yield unknown(subject, { message: "memory is open", remedy, because: memory });
      else if (memory.state === "known" && memory.value > options.most) yield fail(subject, { message: "has too much", remedy });
      else yield pass(subject, { message: "has little" });
    }
  },
});

const template = {
  Parameters: { Memory: { Type: "Number" } },
  Resources: {
    Small: functionWith({ MemorySize: 256 }),
    Large: functionWith({ MemorySize: 1024 }),
    Open: functionWith({ MemorySize: { Ref: "Memory" } }),
  },
};

test("a check is judged on an inline template, with options and parameters", async () => {
  expect((await judge(most, template)).verdicts).toEqual({
    "Stack/Small": "pass",
    "Stack/Large": "fail",
    "Stack/Open": "unknown",
  });
  const { verdicts, assessments } = await judge(most, template, { options: { most: 2048 }, parameters: { Memory: 4096 } });
  expect(verdicts).toEqual({ "Stack/Small": "pass", "Stack/Large": "pass", "Stack/Open": "fail" });
  expect(assessments.find(({ verdict }) => verdict === "fail")).toMatchObject({ severity: "error", location: { line: 1 } });
});

test("a difference from the expected verdicts is reported with its message", async () => {
  await expect(expectVerdicts(most, template, { "Stack/Small": "fail", "Stack/Large": "fail" })).rejects.toThrow(
    /^memory-bound does not return the expected verdicts\nStack\/Small: pass, has little\nStack\/Open: unknown, memory is open \(.*parameter Memory/,
  );
  const { assessments } = await expectVerdicts(most, template, {
    "Stack/Small": "pass",
    "Stack/Large": "fail",
    "Stack/Open": "unknown",
  });
  expect(assessments).toHaveLength(3);
});

test("two notations of one system are compared", async () => {
  const sam = {
    text: "Transform: AWS::Serverless-2016-10-31\nResources:\n  A: { Type: AWS::Serverless::Function, Properties: { MemorySize: 1024 } }",
  };
  const plain = { Resources: { B: functionWith({ MemorySize: 1024 }) } };
  await expectParity(most, { sam, plain });
  const other = { Resources: { B: functionWith({ MemorySize: 128 }) } };
  await expect(expectParity(most, { sam, other })).rejects.toThrow(/^memory-bound differs between sam and other\n/);
  await expect(expectParity(most, { sam })).rejects.toThrow("at least two sources");
});

test("a CDK assembly is named by its path, subjects by their constructs", async () => {
  const { verdicts } = await judge(functionTimeout, path.join(fixtures, "ev-charging", "cdk.out"));
  expect(Object.keys(verdicts)).toContain("EVStateless/StartCharging");
});

test("what no run would accept is refused", async () => {
  const broken = (change: object) => judge({ ...most, ...change } as typeof most, template);
  await expect(judge(most, template, { options: { moist: 1 } })).rejects.toThrow('unknown key "moist"');
  await expect(judge(most, "there-is-no-such.yaml")).rejects.toThrow("does not exist");
  await expect(broken({ id: "Memory Bound" })).rejects.toThrow("not in kebab-case");
  await expect(broken({ needs: "observation" })).rejects.toThrow("needs observations");
  await expect(broken({ assess: () => [{ verdict: "fine" }] })).rejects.toThrow("yielded an invalid assessment");
  await expect(
    broken({
      assess: () => {
        throw new Error("oh");
      },
    }),
  ).rejects.toThrow("the check memory-bound ended in an error: oh");
});
