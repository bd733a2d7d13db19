// What invocation-qualifier says of its fixtures.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { factsOf, stack } from "../../test/facts.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { remediesFor } from "../../test/remedies.ts";
import { runCheck } from "../audit/run-check.ts";
import type { Json } from "../model/json.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
import check from "./invocation-qualifier.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "agent-open.unknown.cfn.yaml": [
        "unknown agent-open.unknown.cfn/Assistant: the function that it invokes is unknown; depends on parameter Tool, which has no value; pass --parameter Tool=…",
      ],
      "agent-past.fail.cfn.yaml": [
        "fail agent-past.fail.cfn/Assistant: invokes the function itself, not alias live",
      ],
      "agent-switched-off.not-applicable.cfn.yaml": [],
      "agent.pass.cfn.yaml": [
        "pass agent.pass.cfn/Assistant: goes through alias live",
      ],
      "alarm-action.fail.cfn.yaml": [
        "fail alarm-action.fail.cfn/Busy: invokes the function itself, not alias live",
      ],
      "alarm-actions-off.not-applicable.cfn.yaml": [],
      "both-ways-around.fail.cfn.yaml": [
        "fail both-ways-around.fail.cfn/Nightly (greeter): invokes $LATEST, not alias live (in one case: parameter Stage leaves others open)",
      ],
      "by-name.pass.cfn.yaml": [
        "pass by-name.pass.cfn/Nightly (greeter): goes through alias live",
      ],
      "by-stage.unknown.cfn.yaml": [
        "unknown by-stage.unknown.cfn/Nightly (greeter): may fail: invokes the function itself, not alias live; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "config-rule-open.unknown.cfn.yaml": [
        "unknown config-rule-open.unknown.cfn/Compliant: the function that it invokes is unknown; depends on parameter Judge, which has no value; pass --parameter Judge=…",
      ],
      "definition.fail.cdk.json": [
        "fail Greet/Api/Default/hello/GET/Resource (GET /hello): invokes the function itself, not alias live",
      ],
      "definition.fail.cfn.yaml": [
        "fail definition.fail.cfn/Api (GET /hello): invokes the function itself, not alias live",
      ],
      "definition.fail.sam.yaml": [
        "fail definition.fail.sam/Api (GET /hello): invokes the function itself, not alias live",
      ],
      "durable-alias.pass.cdk.json": [
        "pass Greet/Nightly/Resource (Target0): goes through alias live",
      ],
      "durable-and-alias.fail.cfn.yaml": [
        "fail durable-and-alias.fail.cfn/Nightly (it): invokes the function itself, not alias live, which Lambda rejects: a durable function must be invoked through a version or an alias",
        "fail durable-and-alias.fail.cfn/Weekly (it): invokes the function itself, which Lambda rejects: a durable function must be invoked through a version or an alias",
      ],
      "durable-event.fail.sam.yaml": [
        "fail durable-event.fail.sam/Aliasless (Weekly): invokes the function itself, which Lambda rejects: a durable function must be invoked through a version or an alias",
      ],
      "durable-maybe.unknown.cfn.yaml": [
        "unknown durable-maybe.unknown.cfn/Nightly (it): may fail: invokes the function itself, which Lambda rejects: a durable function must be invoked through a version or an alias; depends on condition IsDurable, which depends on parameter Hours, which has no value; pass --parameter Hours=… (parameter Hours: does not apply with another value, fails with 1)",
      ],
      "durable.fail.cdk.json": [
        "fail Greet/Nightly/Resource (Target0): invokes the function itself, which Lambda rejects: a durable function must be invoked through a version or an alias",
      ],
      "excluded.not-applicable.cfn.yaml": [],
      "gradual-event.fail.sam.yaml": [
        "fail gradual-event.fail.sam/Greetings (Greet): invokes a fixed version, which changes at once, without the deployment group: GreetingsNightly starts it without the alias that shifts its traffic",
      ],
      "gradual-past.fail.cfn.yaml": [
        "fail gradual-past.fail.cfn/Greetings (Greet): invokes a fixed version, which changes at once, without the deployment group: Nightly starts it without the alias that shifts its traffic",
      ],
      "gradual-unstarted.unknown.cfn.yaml": [
        "unknown gradual-unstarted.unknown.cfn/Greetings (Greet): invokes a fixed version, and it is unknown whether the invoker shifts its own traffic; nothing in the audited stacks starts the state machine, which only shifts traffic of executions that are started through its alias",
      ],
      "gradual.pass.cfn.yaml": [
        "pass gradual.pass.cfn/Greetings (Greet): invokes a fixed version, but the invoker shifts its own traffic",
      ],
      "gradual.pass.sam.yaml": [
        "pass gradual.pass.sam/Greetings (Greet): invokes a fixed version, but the invoker shifts its own traffic",
      ],
      "latest.fail.cfn.yaml": [
        "fail latest.fail.cfn/Api (GET /hello): invokes $LATEST, not alias live",
      ],
      "managed-config-rule.not-applicable.cfn.yaml": [],
      "managed.fail.cfn.yaml": [
        "fail managed.fail.cfn/Mapping: invokes $LATEST.PUBLISHED, not alias live",
      ],
      "no-alias.not-applicable.sam.yaml": [],
      "nobody-has-an-alias.not-applicable.cfn.yaml": [],
      "other-alias.unknown.cfn.yaml": [
        "unknown other-alias.unknown.cfn/Nightly (greeter): goes through alias beta; no audited stack defines alias beta of the function; also audit the stack that defines it, or correct the name",
      ],
      "outside.not-applicable.cfn.yaml": [],
      "pinned-maybe.unknown.cfn.yaml": [
        "unknown pinned-maybe.unknown.cfn/Nightly (greeter): may fail: invokes a fixed version, which changes at once, without the deployment group; depends on condition IsShifted, which depends on parameter Shifts, which has no value; pass --parameter Shifts=… (parameter Shifts: passes with another value, fails with true)",
      ],
      "pinned-without-group.pass.cfn.yaml": [
        "pass pinned-without-group.pass.cfn/Nightly (greeter): invokes a fixed version",
      ],
      "pinned.fail.cdk.json": [
        "fail Greet/Nightly/Resource (Target0): invokes a fixed version, which changes at once, without the deployment group",
      ],
      "pinned.fail.cfn.yaml": [
        "fail pinned.fail.cfn/Nightly (greeter): invokes a fixed version, which changes at once, without the deployment group",
      ],
      "pinned.fail.sam.yaml": [
        "fail pinned.fail.sam/Nightly (greeter): invokes a fixed version, which changes at once, without the deployment group",
      ],
      "schedule.pass.cdk.json": [
        "pass Greet/Nightly/Resource (Target0): goes through alias live",
      ],
      "schedule.pass.cfn.yaml": [
        "pass schedule.pass.cfn/Nightly (greeter): goes through alias live",
      ],
      "schedule.pass.sam.yaml": [
        "pass schedule.pass.sam/Greeter (Nightly): goes through alias live",
      ],
      "several-of-one-event.pass.sam.yaml": [
        "pass several-of-one-event.pass.sam/Greeter (Upload): goes through alias live",
      ],
      "switch-undecided.unknown.cfn.yaml": [
        "unknown switch-undecided.unknown.cfn/Nightly (greeter): invokes the function itself, not alias live; depends on parameter RuleState, which has no value; pass --parameter RuleState=…",
      ],
      "switched-off.not-applicable.cfn.yaml": [],
      "undecided-function.unknown.cfn.yaml": [
        "unknown undecided-function.unknown.cfn/Api (GET /hello): the function that it invokes is unknown; depends on parameter Backend, which has no value; pass --parameter Backend=…",
      ],
      "undecided-qualifier.unknown.cfn.yaml": [
        "unknown undecided-qualifier.unknown.cfn/Nightly (greeter): the qualifier through which it invokes the function is unknown; depends on parameter Qualifier, which has no value; pass --parameter Qualifier=…",
      ],
    }
  `);
});

test("a SAM event that makes several invocations has one assessment, the worst of them", () => {
  const rule = (Arn: Json) => ({ Type: "AWS::Events::Rule", Properties: { Targets: [{ Id: "greeter", Arn }] } });
  const greeter = stack("Greet", {
    Resources: {
      Greeter: { Type: "AWS::Lambda::Function" },
      Live: {
        Type: "AWS::Lambda::Alias",
        Properties: { Name: "live", FunctionName: { Ref: "Greeter" }, FunctionVersion: "7" },
      },
      Through: rule({ Ref: "Live" }),
      Past: rule({ "Fn::GetAtt": ["Greeter", "Arn"] }),
      Again: rule({ Ref: "Live" }),
    },
  });
  const event = { logicalId: "Greeter", path: ["Properties", "Events", "Nightly"] };
  const resources = [...greeter.resources].map(
    ([id, facts]) => [id, facts.type === "AWS::Events::Rule" ? { ...facts, generatedFrom: event } : facts] as const,
  );
  const model = link(factsOf({ ...greeter, resources: new Map(resources) }));
  const assessments = [...runCheck(check, model, check.options.parse({}), 0).values()];
  expect(assessments.map(({ verdict, subject }) => [verdict, subject.resource?.logicalId, subject.detail])).toEqual([
    ["fail", "Greeter", "Nightly"],
  ]);
});

test("the remedy names the alias as SAM does, and Events only where SAM has such an event", async () => {
  const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greeter:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., AutoPublishAlias: live }
  Greetings:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: Greet, States: { Greet: { Type: Task, Resource: !GetAtt Greeter.Arn, End: true } } }
  Site:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        paths:
          /greet:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Greeter.Arn}/invocations
`;
  expect(await remediesFor(check, template)).toMatchObject({
    Greetings: {
      cdk: expect.stringContaining("new LambdaInvoke(this, 'Greet', { lambdaFunction: alias })"),
      sam: "use the alias instead of the function (!Ref Greeter.Alias)",
    },
    Site: {
      sam: "use the alias instead of the function (!Ref Greeter.Alias), or declare the invocation in the function's Events",
    },
  });
});

test("the remedy names the alias as the template does, and the way to start a state machine that shifts itself", async () => {
  const plain = `
Resources:
  Greeter:
    Type: AWS::Lambda::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, Code: { ZipFile: "" }, Role: arn:aws:iam::111122223333:role/greeter }
  GreeterVersion: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Greeter } }
  GreeterLive:
    Type: AWS::Lambda::Alias
    Properties: { Name: live, FunctionName: !Ref Greeter, FunctionVersion: !GetAtt GreeterVersion.Version }
  Nightly:
    Type: AWS::Events::Rule
    Properties: { ScheduleExpression: rate(1 day), Targets: [{ Id: greeter, Arn: !GetAtt Greeter.Arn }] }
`;
  expect(await remediesFor(check, plain)).toEqual({
    Nightly: {
      cdk: "pass the alias to the construct that invokes the function",
      sam: "use the alias instead of the function (!Ref GreeterLive), or declare the invocation in the function's Events",
      cloudformation: "use the alias instead of the function (!Ref GreeterLive)",
    },
  });
  const gradual = readFileSync("fixtures/checks/invocation-qualifier/gradual-past.fail.cfn.yaml", "utf8");
  expect(await remediesFor(check, gradual)).toMatchObject({
    Greetings: { cdk: "start the state machine through its alias, or change its task to invoke the function's alias" },
  });
});

test("the remedy for a state machine allows it to invoke the alias where its role does not", async () => {
  const machine = (id: string, policy: string) => `
  ${id}:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: Greet, States: { Greet: { Type: Task, Resource: !GetAtt Greeter.Arn, End: true } } }
      Policies: [${policy}]`;
  const statement = (resource: string) =>
    `{ Statement: [{ Effect: Allow, Action: lambda:InvokeFunction, Resource: ${resource} }] }`;
  const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greeter:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., AutoPublishAlias: live }
${machine("OfFunction", statement("!GetAtt Greeter.Arn"))}
${machine("OfBoth", statement("[!GetAtt Greeter.Arn, !Ref Greeter.Alias]"))}
${machine("OfAll", statement('!Sub "${Greeter.Arn}:*"'))}
${machine("OfTemplate", "{ LambdaInvokePolicy: { FunctionName: !Ref Greeter } }")}
  Elsewhere:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: Greet, States: { Greet: { Type: Task, Resource: !GetAtt Greeter.Arn, End: true } } }
      Role: arn:aws:iam::123456789012:role/greetings
`;
  const model = link(await readTemplates(requestFor(folder({ "t.yaml": template }), ["t.yaml"])));
  const found = [...runCheck(check, model, check.options.parse({}), 0).values()].map(({ subject, finding }) => [
    subject.resource?.logicalId,
    finding.remedy,
  ]);
  const name = "use the alias instead of the function (!Ref Greeter.Alias)";
  const allow = `${name}, and allow lambda:InvokeFunction on it in the state machine's`;
  expect(Object.fromEntries(found)).toMatchObject({
    OfFunction: {
      sam: `${allow} Policies (LambdaInvokePolicy, or Resource: !Ref Greeter.Alias) or its own Role`,
      cloudformation: `${allow} role (Resource: !Ref Greeter.Alias)`,
    },
    OfBoth: { sam: name },
    OfAll: { sam: name },
    OfTemplate: { sam: name },
    Elsewhere: { sam: name },
  });
});
