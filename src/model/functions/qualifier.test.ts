// What an invocation reaches through a qualifier that the template leaves open or does not define.
import { expect, test } from "vitest";
import { saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const rule = (Arn: Json): JsonObject => ({
  Type: "AWS::Events::Rule",
  Properties: { ScheduleExpression: "rate(1 day)", Targets: [{ Id: "Greeter", Arn }] },
});
const invoking = (qualified: Json): JsonObject => ({ Rule: rule(qualified) });
const named = (Name: Json): JsonObject => ({
  Live: {
    Type: "AWS::Lambda::Alias",
    Properties: { Name, FunctionName: { Ref: "Greeter" }, FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
    UpdatePolicy: {
      CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: "Deployments" }, DeploymentGroupName: { Ref: "Group" } },
    },
  },
});
const arn = (rest: string): Json => ({ "Fn::Sub": `arn:aws:lambda:eu-west-1:111122223333:function:greeter:${rest}` });

test("an invocation of the greeter", async () => {
  expect(
    await saidOfEach("invocation-qualifier", {
      "through the alias": invoking({ Ref: "Live" }),
      "through its name": invoking(arn("live")),
      "through an alias whose name a parameter gives": { ...named({ Ref: "Open" }), ...invoking({ Ref: "Live" }) },
      "through a name, where a parameter gives the alias's": { ...named({ Ref: "Open" }), ...invoking(arn("live")) },
      "through an alias that is not there": invoking(arn("next")),
      "through a version": invoking({ Ref: "Version" }),
      "through a number": invoking(arn("7")),
      "through the latest": invoking(arn("$LATEST")),
      "through an attribute of something else": invoking(arn("${Deployments}")),
      "through what a parameter names": invoking(arn("${Open}")),
      "through nothing": invoking({ "Fn::GetAtt": ["Greeter", "Arn"] }),
    }),
  ).toMatchInlineSnapshot(`
    {
      "through a name, where a parameter gives the alias's": [
        "unknown Rule (Greeter): the qualifier through which it invokes the function is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "through a number": [
        "fail Rule (Greeter): invokes a fixed version, which changes at once, without the deployment group",
      ],
      "through a version": [
        "fail Rule (Greeter): invokes a fixed version, which changes at once, without the deployment group",
      ],
      "through an alias that is not there": [
        "unknown Rule (Greeter): goes through alias next; no audited stack defines alias next of the function; also audit the stack that defines it, or correct the name",
      ],
      "through an alias whose name a parameter gives": [
        "pass Rule (Greeter): goes through alias \${Open}",
      ],
      "through an attribute of something else": [
        "unknown Rule (Greeter): the qualifier through which it invokes the function is unknown; \${Deployments} is only known after deployment",
      ],
      "through its name": [
        "pass Rule (Greeter): goes through alias live",
      ],
      "through nothing": [
        "fail Rule (Greeter): invokes the function itself, not alias live",
      ],
      "through the alias": [
        "pass Rule (Greeter): goes through alias live",
      ],
      "through the latest": [
        "fail Rule (Greeter): invokes $LATEST, not alias live",
      ],
      "through what a parameter names": [
        "unknown Rule (Greeter): the qualifier through which it invokes the function is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});
