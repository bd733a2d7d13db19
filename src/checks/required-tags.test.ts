// What required-tags says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import { folder, requestFor } from "../../test/folder.ts";
import { runCheck } from "../audit/run-check.ts";
import { link } from "../model/link.ts";
import { readTemplates } from "../sources/template/template.ts";
import check from "./required-tags.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "all.pass.cfn.yaml": [
        "pass all.pass.cfn/Greeter: has owner, cost-centre, environment",
        "pass all.pass.cfn/Operations: has owner, cost-centre, environment",
      ],
      "all.pass.sam.yaml": [
        "pass all.pass.sam/Operations: has owner, cost-centre, environment",
        "pass all.pass.sam/Greeter: has owner, cost-centre, environment",
      ],
      "both.fail.cfn.yaml": [
        "fail both.fail.cfn/null: lacks owner",
        "pass both.fail.cfn/Greeter: has owner",
      ],
      "both.fail.sam.yaml": [
        "fail both.fail.sam/null: lacks owner",
        "pass both.fail.sam/Greeter: has owner",
      ],
      "changed.fail.live.json": [
        "fail shop/Greeter: owner is nobody, which does not match ^greeters$",
      ],
      "denied-bare.unknown.live.json": [
        "unknown shop/Greeter: may lack a required tag; tag:GetResources is denied in eu-west-1; allow tag:GetResources (fitness permissions prints the policy)",
      ],
      "denied.unknown.live.json": [
        "unknown shop/Greeter: may lack a required tag; tag:GetResources is denied in eu-west-1; allow tag:GetResources (fitness permissions prints the policy)",
      ],
      "either-way.pass.cfn.yaml": [
        "pass either-way.pass.cfn/Greeter: has owner, cost-centre, environment",
        "pass either-way.pass.cfn/Operations: has owner, cost-centre, environment",
      ],
      "either-way.pass.sam.yaml": [
        "pass either-way.pass.sam/Operations: has owner, cost-centre, environment",
        "pass either-way.pass.sam/Greeter: has owner, cost-centre, environment",
      ],
      "from-its-stack.pass.live.json": [
        "pass shop/Greeter: has owner, 1 from its stack",
      ],
      "generated.fail.sam.yaml": [
        "pass generated.fail.sam/Jobs: has owner, cost-centre, environment",
        "fail generated.fail.sam/Greeter: lacks environment",
        "fail generated.fail.sam/GreeterRole: lacks environment",
        "fail generated.fail.sam/GreeterJob: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/GreeterLaterRole: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/GreeterNightly: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/Flow: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/FlowRole: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/FlowNightly: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/FlowNightlyRole: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/Api: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/ApiprodStage: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/ServerlessDeploymentApplication: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/CodeDeployServiceRole: lacks owner, cost-centre, environment",
        "fail generated.fail.sam/GreeterDeploymentGroup: lacks owner, cost-centre, environment",
      ],
      "given-by-hand.pass.live.json": [
        "pass shop/Greeter: has owner",
      ],
      "http-api.pass.cfn.yaml": [
        "pass http-api.pass.cfn/Web: has owner, cost-centre, environment",
        "pass http-api.pass.cfn/WebStage: has owner, cost-centre, environment",
      ],
      "http-api.pass.sam.yaml": [
        "pass http-api.pass.sam/Web: has owner, cost-centre, environment",
        "pass http-api.pass.sam/WebApiGatewayDefaultStage: has owner, cost-centre, environment",
      ],
      "in-prod-only.unknown.cfn.yaml": [
        "pass in-prod-only.unknown.cfn/Greeter: has owner, cost-centre, environment",
        "unknown in-prod-only.unknown.cfn/Operations: may fail: lacks environment; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "in-prod-only.unknown.sam.yaml": [
        "unknown in-prod-only.unknown.sam/Operations: may fail: lacks environment; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
        "pass in-prod-only.unknown.sam/Greeter: has owner, cost-centre, environment",
      ],
      "log-group-left-out.fail.cdk.json": [
        "fail Greet/Logs/Resource: lacks owner, cost-centre, environment",
        "pass Greet/Greeter/ServiceRole/Resource: has owner, cost-centre, environment",
        "pass Greet/Greeter/Resource: has owner, cost-centre, environment",
      ],
      "missing.fail.cfn.yaml": [
        "pass missing.fail.cfn/Greeter: has owner, cost-centre, environment",
        "fail missing.fail.cfn/Operations: lacks cost-centre, environment",
      ],
      "missing.fail.sam.yaml": [
        "fail missing.fail.sam/Operations: lacks cost-centre, environment",
        "pass missing.fail.sam/Greeter: has owner, cost-centre, environment",
      ],
      "never-listed-bare.fail.live.json": [
        "fail shop/null: lacks owner, and so does its one resource that takes tags",
      ],
      "never-listed.unknown.live.json": [
        "unknown shop/Greeter: may lack a required tag; the Tagging API returns no tags for it, although its template or stack sets some",
      ],
      "never-recorded.unknown.live.json": [
        "unknown shop/Greeter: may lack a required tag; was not recorded; record it with the same checks and options",
      ],
      "no-value.fail.cfn.yaml": [
        "pass no-value.fail.cfn/Greeter: has owner, cost-centre, environment",
        "fail no-value.fail.cfn/Operations: lacks environment",
      ],
      "no-value.fail.sam.yaml": [
        "fail no-value.fail.sam/Operations: lacks environment",
        "pass no-value.fail.sam/Greeter: has owner, cost-centre, environment",
      ],
      "only-sams.fail.sam.yaml": [
        "fail only-sams.fail.sam/null: lacks owner, cost-centre, environment, and so do all of its 2 resources that take tags",
      ],
      "other-properties.pass.cfn.yaml": [
        "pass other-properties.pass.cfn/Users: has owner, cost-centre, environment",
        "pass other-properties.pass.cfn/Setting: has owner, cost-centre, environment",
        "pass other-properties.pass.cfn/Zone: has owner, cost-centre, environment",
        "pass other-properties.pass.cfn/Api: has owner, cost-centre, environment",
      ],
      "parameter-allowed.pass.cfn.yaml": [
        "pass parameter-allowed.pass.cfn/Greeter: has owner, cost-centre, environment",
      ],
      "parameter-allowed.pass.sam.yaml": [
        "pass parameter-allowed.pass.sam/Greeter: has owner, cost-centre, environment",
      ],
      "parameter-default.fail.cfn.yaml": [
        "fail parameter-default.fail.cfn/Greeter: cost-centre is none (the default of parameter CostCentre), which does not match ^[0-9]{4}$",
      ],
      "parameter-default.fail.sam.yaml": [
        "fail parameter-default.fail.sam/Greeter: cost-centre is none (the default of parameter CostCentre), which does not match ^[0-9]{4}$",
      ],
      "parameter-partly-allowed.unknown.cfn.yaml": [
        "unknown parameter-partly-allowed.unknown.cfn/Greeter: may fail: cost-centre is none, which does not match ^[0-9]{4}$; depends on parameter CostCentre, which has no value; pass --parameter CostCentre=4711 (parameter CostCentre: passes with 4711, fails with none)",
      ],
      "parameter-partly-allowed.unknown.sam.yaml": [
        "unknown parameter-partly-allowed.unknown.sam/Greeter: may fail: cost-centre is none, which does not match ^[0-9]{4}$; depends on parameter CostCentre, which has no value; pass --parameter CostCentre=4711 (parameter CostCentre: passes with 4711, fails with none)",
      ],
      "parameter-there.pass.cfn.yaml": [
        "pass parameter-there.pass.cfn/Greeter: has owner, cost-centre, environment",
      ],
      "parameter-there.pass.sam.yaml": [
        "pass parameter-there.pass.sam/Greeter: has owner, cost-centre, environment",
      ],
      "parameter.unknown.cfn.yaml": [
        "unknown parameter.unknown.cfn/Greeter: may lack a required tag; depends on parameter CostCentre, which has no value; pass --parameter CostCentre=…",
      ],
      "parameter.unknown.sam.yaml": [
        "unknown parameter.unknown.sam/Greeter: may lack a required tag; depends on parameter CostCentre, which has no value; pass --parameter CostCentre=…",
      ],
      "reserved.fail.cfn.yaml": [
        "pass reserved.fail.cfn/Greeter: has owner, cost-centre, environment",
        "fail reserved.fail.cfn/Operations: lacks owner, cost-centre, environment",
      ],
      "reserved.fail.sam.yaml": [
        "fail reserved.fail.sam/Operations: lacks owner, cost-centre, environment",
        "pass reserved.fail.sam/Greeter: has owner, cost-centre, environment",
      ],
      "stack-only.fail.cfn.yaml": [
        "fail stack-only.fail.cfn/null: lacks owner",
      ],
      "stack-only.fail.sam.yaml": [
        "fail stack-only.fail.sam/null: lacks owner",
      ],
      "taken-away.fail.live.json": [
        "fail shop/Greeter: lacks owner",
      ],
      "takes-no-tags.not-applicable.cfn.yaml": [],
      "untagged.fail.cfn.yaml": [
        "fail untagged.fail.cfn/null: lacks owner, cost-centre, environment, and so do all of its 2 resources that take tags",
      ],
      "untagged.fail.sam.yaml": [
        "fail untagged.fail.sam/null: lacks owner, cost-centre, environment, and so do all of its 2 resources that take tags",
      ],
      "with-role.pass.cdk.json": [
        "pass Greet/Greeter/ServiceRole/Resource: has owner, cost-centre, environment",
        "pass Greet/Greeter/Resource: has owner, cost-centre, environment",
        "pass Greet/Operations/Resource: has owner, cost-centre, environment",
      ],
      "wrong-property.fail.cfn.yaml": [
        "fail wrong-property.fail.cfn/Users: lacks owner, cost-centre, environment",
        "pass wrong-property.fail.cfn/Setting: has owner, cost-centre, environment",
      ],
      "wrong.fail.cfn.yaml": [
        "fail wrong.fail.cfn/Greeter: cost-centre is 471, which does not match ^[0-9]{4}$; environment is production, which is not one of dev, prod",
        "pass wrong.fail.cfn/Operations: has owner, cost-centre, environment",
      ],
      "wrong.fail.sam.yaml": [
        "pass wrong.fail.sam/Operations: has owner, cost-centre, environment",
        "fail wrong.fail.sam/Greeter: cost-centre is 471, which does not match ^[0-9]{4}$; environment is production, which is not one of dev, prod",
      ],
    }
  `);
});

test("the remedy names every key that is missing or wrong, and where SAM takes the tags of what it makes from", async () => {
  const template = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Greeter:
    Type: AWS::Serverless::Function
    Properties:
      { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., Tags: { owner: me }, FunctionUrlConfig: { AuthType: NONE },
        PropagateTags: true, Events: { Work: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn } } } }
  Queue: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: stage, Value: prod }] } }
  Site: { Type: AWS::Serverless::Api, Properties: { StageName: prod, Tags: { stage: dev }, DefinitionBody: { paths: {} } } }
`;
  const model = link(await readTemplates(requestFor(folder({ "t.yaml": template }), ["t.yaml"])));
  const options = check.options.parse({ tags: { owner: true, stage: ["dev"] }, on: "resources" });
  const found = [...runCheck(check, model, options, 0).values()].flatMap(({ verdict, subject, finding }) =>
    verdict === "pass" ? [] : [[subject.resource?.logicalId, finding.remedy]],
  );
  const remedies = Object.fromEntries(found) as Record<string, { sam: string; cloudformation: string }>;
  expect(
    Object.entries(remedies)
      .map(([id, { sam }]) => `${id}: ${sam}`)
      .sort(),
  ).toEqual([
    "Greeter: add stage to its Tags, or set tags in samconfig.toml",
    "GreeterRole: add stage to the Tags of Greeter, or set tags in samconfig.toml",
    "GreeterWork: set tags in samconfig.toml, or sam deploy --tags owner=… stage=…",
    "Queue: add owner and correct stage in its Tags, or set tags in samconfig.toml",
    "Site: add owner, stage to its Tags, with PropagateTags: true, or set tags in samconfig.toml",
    "SiteprodStage: add owner to the Tags of Site, with PropagateTags: true, or set tags in samconfig.toml",
  ]);
  expect(remedies["Queue"]?.cloudformation).toBe(
    "add owner and correct stage in its Tags, or deploy the stack with --tags owner=… stage=…, and audit it with --stack-tag owner=… stage=…",
  );
  expect(() => check.options.parse({ tags: {} })).toThrow("must contain at least one tag");
});

test("the CDK's remedy corrects a wrong tag where it is set: one set nearer wins over the application's", async () => {
  const tagged = (Value: string) => ({ Type: "AWS::SQS::Queue", Properties: { Tags: [{ Key: "stage", Value }] } });
  const cwd = folder({
    "manifest.json": {
      version: "36.0.0",
      artifacts: { Shop: { type: "aws:cloudformation:stack", properties: { templateFile: "Shop.template.json" } } },
    },
    "Shop.template.json": { Resources: { Wrong: tagged("prod"), Bare: { Type: "AWS::SQS::Queue" } } },
  });
  const model = link(await readTemplates(requestFor(cwd, ["."])));
  const remediesOf = (tags: object) => {
    const options = check.options.parse({ tags, on: "resources" });
    return [...runCheck(check, model, options, 0).values()].map(({ finding }) => (finding.remedy as { cdk: string }).cdk);
  };
  expect(remediesOf({ stage: ["dev"] })).toEqual([
    'correct stage at its definition: Tags.of(construct).add("stage", "…")',
    'add Tags.of(app).add(key, value) for stage, or set the tags on the stack: new Stack(app, id, { tags: { "stage": "…" } })',
  ]);
  expect(remediesOf({ stage: ["dev"], owner: true })[0]).toBe(
    'add Tags.of(app).add(key, value) for owner, or set the tags on the stack: new Stack(app, id, { tags: { "owner": "…" } }); and correct stage at its definition',
  );
});
