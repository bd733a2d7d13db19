// The fleet's example: it is fit itself, its state machine is valid, and the role for member accounts allows what the commands ask for.
import { readFileSync } from "node:fs";
import path from "node:path";
import validate from "asl-validator";
import { expect, it } from "vitest";
import { parse } from "yaml";
import type { Report } from "../src/audit/report.ts";
import { targetActions } from "../src/sources/live/actions.ts";
import { run } from "./commands.ts";
import { folder } from "./folder.ts";

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Action: readonly string[]; readonly Resource: string }[];
}

const example = path.resolve(import.meta.dirname, "../examples/fleet");
const file = path.join(example, "member-role.yaml");

it("is fit under strict", async () => {
  const { exitCode, stdout } = await run(example, ["check", "--template", "cdk.out", "--reporter", "json"]);
  const { verdict, checks, assessments } = JSON.parse(stdout) as Report;
  expect({ exitCode, verdict }).toEqual({ exitCode: 0, verdict: "fit" });
  expect(checks.filter(({ severity }) => severity === "error").length).toBeGreaterThan(20);
  expect(assessments.length).toBeGreaterThan(100);
});

it("has a state machine that is valid in the Amazon States Language", () => {
  const { Resources } = JSON.parse(readFileSync(path.join(example, "cdk.out/FleetAudit.template.json"), "utf8")) as {
    Resources: Readonly<Record<string, { Type: string; Properties: { DefinitionString: Joined } }>>;
  };
  const machine = Object.values(Resources).find(({ Type }) => Type === "AWS::StepFunctions::StateMachine");
  const [, parts] = machine?.Properties.DefinitionString["Fn::Join"] ?? ["", []];
  const definition = JSON.parse(parts.map(writtenOut).join(""));
  expect(validate(definition)).toMatchObject({ isValid: true, errors: [] });
  expect(validate({ ...definition, StartAt: "Nowhere" }).isValid).toBe(false);
  const { "Audit all targets": map } = definition.States;
  expect(map).toMatchObject({
    ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" } },
    ItemReader: { ReaderConfig: { InputType: "JSONL" } },
    ToleratedFailurePercentage: 100,
  });
});

interface Joined {
  readonly "Fn::Join": readonly [string, readonly (string | { readonly Ref: string })[]];
}

/** As it is deployed: references as the ARN of a function, the bucket's name, the partition, a number. */
function writtenOut(part: string | { readonly Ref: string }): string {
  if (typeof part === "string") return part;
  if (part.Ref === "AWS::Partition") return "aws";
  if (part.Ref === "MaxConcurrency") return "40";
  return part.Ref.includes("Live") ? `arn:aws:lambda:eu-west-1:123456789012:function:${part.Ref}:live` : "reports";
}

it("allows what an audit with all checks and a list of targets need", async () => {
  const cwd = folder({
    "fitness.config.json": { extends: ["all"], checks: { "required-tags": { options: { tags: { owner: true } } } } },
  });
  const needed = JSON.parse((await run(cwd, ["permissions"])).stdout) as Policy;
  // The intrinsic functions are of no interest here.
  const template = parse(readFileSync(file, "utf8"), { logLevel: "silent" }) as {
    Resources: { Role: { Properties: { Policies: readonly { PolicyDocument: Policy }[] } } };
  };
  const given = template.Resources.Role.Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const actions = (statements: Policy["Statement"]): string[] => statements.flatMap(({ Action }) => Action).sort();
  expect(actions(given)).toEqual([...new Set([...actions(needed.Statement), ...targetActions])].sort());
  expect(given.map(({ Sid, Resource }) => ({ Sid, Resource }))).toEqual(
    needed.Statement.map(({ Sid, Resource }) => ({ Sid, Resource })),
  );
});
