// Whether the hook of a deployment can do what it is there for: what its role allows, and whether CodeDeploy may call it.
import { expect, test } from "vitest";
import { errors, saidOfEach } from "../../../test/greeter-template.ts";
import type { Json, JsonObject } from "../json.ts";

const REPORT = "codedeploy:PutLifecycleEventHookExecutionStatus";
const Watch = errors({ FunctionName: "greeter" });
const live = (BeforeAllowTrafficHook: JsonObject | string): JsonObject => ({
  Type: "AWS::Lambda::Alias",
  Properties: { Name: "live", FunctionName: { Ref: "Greeter" }, FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] } },
  UpdatePolicy: {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: { Ref: "Deployments" },
      DeploymentGroupName: { Ref: "Group" },
      BeforeAllowTrafficHook,
    },
  },
});
const hook = (Role: JsonObject | string, FunctionName: Json = "CodeDeployHook_try"): JsonObject => ({
  Type: "AWS::Lambda::Function",
  Properties: { FunctionName, Role, Code: { S3Bucket: "code", S3Key: "h.zip" } },
});
const role = (properties: JsonObject): JsonObject => ({ Type: "AWS::IAM::Role", Properties: properties });
const documented = (PolicyDocument: Json): JsonObject => role({ Policies: [{ PolicyName: "own", PolicyDocument }] });
const stated = (...Statement: readonly JsonObject[]): JsonObject => documented({ Statement });
const allow = (more: JsonObject): JsonObject => ({ Effect: "Allow", Resource: "*", ...more });
const withRole = (HookRole: JsonObject): JsonObject => ({
  Watch,
  Live: live({ Ref: "Hook" }),
  Hook: hook({ "Fn::GetAtt": ["HookRole", "Arn"] }),
  HookRole,
});
const managed = (...ManagedPolicyArns: readonly Json[]): JsonObject => withRole(role({ ManagedPolicyArns }));
const ofAws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const said = (variants: Record<string, JsonObject>) => saidOfEach("deployment-hook", variants, "Greeter");

test("what the statements of its role allow", async () => {
  const undecided = (one: Json): Json => ({ "Fn::If": ["IsProd", one, { Ref: "AWS::NoValue" }] });
  expect(
    await said({
      "the action": withRole(stated(allow({ Action: REPORT }))),
      "by a pattern, in any case": withRole(stated(allow({ Action: ["CodeDeploy:put*ExecutionStatu?"] }))),
      "another action": withRole(stated(allow({ Action: "codedeploy:GetDeployment" }))),
      denied: withRole(stated(allow({ Action: REPORT, Effect: "Deny" }))),
      "everything but something else": withRole(stated(allow({ NotAction: "iam:*" }))),
      "everything but this": withRole(stated(allow({ NotAction: "codedeploy:*" }))),
      "everything but what a parameter names": withRole(stated(allow({ NotAction: { Ref: "Open" } }))),
      "an action that a parameter names": withRole(stated(allow({ Action: { Ref: "Open" } }))),
      "actions that a parameter lists": withRole(stated(allow({ Action: { Ref: "Many" } }))),
      "an effect that a parameter gives": withRole(stated(allow({ Action: REPORT, Effect: { Ref: "Open" } }))),
      "an action under a condition": withRole(stated(allow({ Action: [undecided(REPORT)] }))),
      "a statement under a condition": withRole(documented({ Statement: [undecided(allow({ Action: REPORT }))] })),
      "statements under a condition": withRole(documented({ Statement: undecided([allow({ Action: REPORT })]) })),
      "a document that a parameter gives": withRole(documented({ Ref: "Open" })),
      "policies under a condition": withRole(
        role({ Policies: undecided([{ PolicyName: "own", PolicyDocument: { Statement: allow({ Action: REPORT }) } }]) }),
      ),
      "no action at all": withRole(stated(allow({ Action: [{ Ref: "AWS::NoValue" }] }))),
      nothing: withRole(role({})),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a document that a parameter gives": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a statement under a condition": [
        "unknown Greeter (live): may fail: hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "actions that a parameter lists": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Many, which has no value; pass --parameter Many=…",
      ],
      "an action that a parameter names": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "an action under a condition": [
        "unknown Greeter (live): may fail: hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "an effect that a parameter gives": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "another action": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "by a pattern, in any case": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "denied": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "everything but something else": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "everything but this": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "everything but what a parameter names": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "no action at all": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "nothing": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "policies under a condition": [
        "unknown Greeter (live): may fail: hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "statements under a condition": [
        "unknown Greeter (live): may fail: hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
      "the action": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
    }
  `);
});

test("what the managed policies of its role allow", async () => {
  const own = (Statement: Json): JsonObject => ({
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { PolicyDocument: { Statement } },
  });
  expect(
    await said({
      "an administrator's": managed(ofAws("AdministratorAccess")),
      "all of CodeDeploy": managed(ofAws("AWSCodeDeployFullAccess")),
      logs: managed(ofAws("service-role/AWSLambdaBasicExecutionRole")),
      "one of AWS that is unknown": managed(ofAws("ReadOnlyAccess")),
      "one of AWS that a parameter names": managed({ "Fn::Sub": "arn:aws:iam::aws:policy/${Open}" }),
      "one that a parameter names": managed({ Ref: "Open" }),
      "one of the account": managed("arn:aws:iam::111122223333:policy/hooks"),
      "one that is left out": managed({ Ref: "AWS::NoValue" }),
      "one of the template": { ...managed({ Ref: "Policy" }), Policy: own(allow({ Action: REPORT })) },
      "one of the template that allows something else": {
        ...managed({ Ref: "Policy" }),
        Policy: own(allow({ Action: "s3:GetObject" })),
      },
      "under a condition": withRole(
        role({ ManagedPolicyArns: { "Fn::If": ["IsProd", [ofAws("AdministratorAccess")], { Ref: "AWS::NoValue" }] } }),
      ),
    }),
  ).toMatchInlineSnapshot(`
    {
      "all of CodeDeploy": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "an administrator's": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "logs": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "one of AWS that a parameter names": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "one of AWS that is unknown": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; the permissions of AWS's policy ReadOnlyAccess are unknown",
      ],
      "one of the account": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; policy arn:aws:iam::111122223333:policy/hooks is not defined in the audited stacks, so its permissions are unknown",
      ],
      "one of the template": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "one of the template that allows something else": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "one that a parameter names": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "one that is left out": [
        "fail Greeter (live): hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus",
      ],
      "under a condition": [
        "unknown Greeter (live): may fail: hook Hook is not allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on condition IsProd, which depends on parameter Stage, which has no value; pass --parameter Stage=… (parameter Stage: fails with another value, passes with prod)",
      ],
    }
  `);
});

test("a hook or a role of its that is not here", async () => {
  const allowed = stated(allow({ Action: REPORT }));
  expect(
    await said({
      "a hook that a parameter names": { Watch, Live: live({ Ref: "Open" }) },
      "a hook elsewhere": { Watch, Live: live("CodeDeployHook_elsewhere") },
      "a hook whose condition is false": {
        Watch,
        Live: live({ Ref: "Hook" }),
        Hook: { ...hook("arn:aws:iam::111122223333:role/hook"), Condition: "No" },
      },
      "a role elsewhere": { Watch, Live: live({ Ref: "Hook" }), Hook: hook("arn:aws:iam::111122223333:role/hook") },
      "a role that a parameter names": { Watch, Live: live({ Ref: "Hook" }), Hook: hook({ Ref: "Open" }) },
      "no role": {
        Watch,
        Live: live({ Ref: "Hook" }),
        Hook: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "CodeDeployHook_try" } },
      },
      "a hook that is deployed gradually itself": {
        ...withRole(allowed),
        HookAlias: {
          Type: "AWS::Lambda::Alias",
          Properties: { Name: "live", FunctionName: { Ref: "Hook" }, FunctionVersion: "1" },
          UpdatePolicy: {
            CodeDeployLambdaAliasUpdate: { ApplicationName: { Ref: "Deployments" }, DeploymentGroupName: { Ref: "Group" } },
          },
        },
      },
      "a hook with an alias that nothing shifts": {
        ...withRole(allowed),
        HookAlias: {
          Type: "AWS::Lambda::Alias",
          Properties: { Name: "live", FunctionName: { Ref: "Hook" }, FunctionVersion: "1" },
        },
      },
    }),
  ).toMatchInlineSnapshot(`
    {
      "a hook elsewhere": [
        "unknown Greeter (live): hook CodeDeployHook_elsewhere is defined elsewhere; function CodeDeployHook_elsewhere is not defined in the audited stacks; also audit the stack that defines it",
      ],
      "a hook that a parameter names": [
        "unknown Greeter (live): hook \${Open} is unknown; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "a hook that is deployed gradually itself": [
        "fail Greeter (live): hook Hook is itself shifted by a deployment group",
      ],
      "a hook whose condition is false": [
        "fail Greeter (live): hook \${Hook} does not exist",
      ],
      "a hook with an alias that nothing shifts": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "a role elsewhere": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; its role arn:aws:iam::111122223333:role/hook is not defined in the audited stacks: its permissions are unknown",
      ],
      "a role that a parameter names": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "no role": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; its role is not defined in the audited stacks: its permissions are unknown",
      ],
    }
  `);
});

test("whom the role of the deployment group may invoke", async () => {
  const invoking = (FunctionName: Json, ServiceRole: JsonObject): JsonObject => ({
    ...withRole(stated(allow({ Action: REPORT }))),
    Hook: hook({ "Fn::GetAtt": ["HookRole", "Arn"] }, FunctionName),
    ServiceRole,
  });
  const ofCodeDeploy = role({ ManagedPolicyArns: [ofAws("service-role/AWSCodeDeployRoleForLambdaLimited")] });
  expect(
    await said({
      "a hook of another name": invoking("try", ofCodeDeploy),
      "a hook of the name that it may": invoking("CodeDeployHook_try", ofCodeDeploy),
      "a hook whose name a parameter gives": invoking({ "Fn::Sub": "${Open}-try" }, ofCodeDeploy),
      "any function": invoking("try", stated(allow({ Action: "lambda:InvokeFunction" }))),
      "all of Lambda": invoking("try", role({ ManagedPolicyArns: [ofAws("AWSLambda_FullAccess")] })),
      "what a parameter says": invoking("try", stated(allow({ Action: { Ref: "Open" } }))),
      "all functions": invoking("try", role({ ManagedPolicyArns: [ofAws("service-role/AWSLambdaRole")] })),
      "no function": invoking("try", role({ ManagedPolicyArns: [ofAws("ReadOnlyAccess")] })),
      "hooks, as for ECS": invoking("CodeDeployHook_try", role({ ManagedPolicyArns: [ofAws("AWSCodeDeployRoleForECS")] })),
      "what a policy of AWS says that is not known": invoking("try", role({ ManagedPolicyArns: [ofAws("AWSSupportAccess")] })),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a hook of another name": [
        "fail Greeter (live): hook Hook is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "a hook of the name that it may": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "a hook whose name a parameter gives": [
        "unknown Greeter (live): hook Hook may not be invocable by the deployment group's role; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "all functions": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "all of Lambda": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "any function": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "hooks, as for ECS": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "no function": [
        "fail Greeter (live): hook Hook is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "what a parameter says": [
        "unknown Greeter (live): hook Hook may not be invocable by the deployment group's role; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "what a policy of AWS says that is not known": [
        "unknown Greeter (live): hook Hook may not be invocable by the deployment group's role; the permissions of AWS's policy AWSSupportAccess are unknown",
      ],
    }
  `);
});

test("on which deployment groups its role may report", async () => {
  const on = (Resource: Json): JsonObject => withRole(stated({ Effect: "Allow", Action: REPORT, Resource }));
  const group = (name: string): Json => ({
    "Fn::Sub": `arn:\${AWS::Partition}:codedeploy:\${AWS::Region}:\${AWS::AccountId}:deploymentgroup:${name}`,
  });
  expect(
    await said({
      "its own": on(group("${Deployments}/${Group}")),
      "all of its application": on(group("${Deployments}/*")),
      "all groups": on("arn:aws:codedeploy:*:*:deploymentgroup:*"),
      "all of CodeDeploy": on("arn:aws:codedeploy:*"),
      "another application's": on(group("payments/*")),
      "another group": on(group("${Deployments}/other")),
      "another service's": on("arn:aws:sns:*:*:*"),
      "one of a list": on([group("payments/*"), group("${Deployments}/${Group}")]),
      "an application that a parameter names": on(group("${Open}/*")),
      "what a parameter says": on({ Ref: "Open" }),
      "a name that was generated": on("arn:aws:codedeploy:eu-west-1:111122223333:deploymentgroup:shop-Deployments-ABC123/*"),
      "all but another application's": withRole(stated({ Effect: "Allow", Action: REPORT, NotResource: group("payments/*") })),
      "all but its own": withRole(stated({ Effect: "Allow", Action: REPORT, NotResource: group("${Deployments}/*") })),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a name that was generated": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; refers to it by a generated name (deploymentgroup:shop-Deployments-ABC123/*)",
      ],
      "all but another application's": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "all but its own": [
        "fail Greeter (live): hook Hook is allowed to call codedeploy:PutLifecycleEventHookExecutionStatus for other deployment groups only",
      ],
      "all groups": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "all of CodeDeploy": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "all of its application": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "an application that a parameter names": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "another application's": [
        "fail Greeter (live): hook Hook is allowed to call codedeploy:PutLifecycleEventHookExecutionStatus for other deployment groups only",
      ],
      "another group": [
        "fail Greeter (live): hook Hook is allowed to call codedeploy:PutLifecycleEventHookExecutionStatus for other deployment groups only",
      ],
      "another service's": [
        "fail Greeter (live): hook Hook is allowed to call codedeploy:PutLifecycleEventHookExecutionStatus for other deployment groups only",
      ],
      "its own": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "one of a list": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "what a parameter says": [
        "unknown Greeter (live): hook Hook may not be allowed to call codedeploy:PutLifecycleEventHookExecutionStatus; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
    }
  `);
});

test("which functions the role of the deployment group names", async () => {
  const invoking = (FunctionName: Json, Resource: Json): JsonObject => ({
    ...withRole(stated(allow({ Action: REPORT }))),
    Hook: hook({ "Fn::GetAtt": ["HookRole", "Arn"] }, FunctionName),
    ServiceRole: stated({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource }),
  });
  const none = { Ref: "AWS::NoValue" };
  expect(
    await said({
      "the hook by its ARN": invoking("try", { "Fn::GetAtt": ["Hook", "Arn"] }),
      "a hook of a generated name by its ARN": invoking(none, { "Fn::GetAtt": ["Hook", "Arn"] }),
      "its versions and aliases": invoking("try", { "Fn::Sub": "${Hook.Arn}:*" }),
      "the hook by its name": invoking("try", "arn:aws:lambda:*:*:function:try"),
      "the function that is deployed": invoking("try", { "Fn::GetAtt": ["Greeter", "Arn"] }),
      "the alias that is deployed": invoking("try", { Ref: "Live" }),
      "hooks of another name": invoking("CodeDeployHook_try", "arn:aws:lambda:*:*:function:Hooks_*"),
      "hooks of the usual name": invoking("CodeDeployHook_try", "arn:aws:lambda:*:*:function:CodeDeployHook_*"),
    }),
  ).toMatchInlineSnapshot(`
    {
      "a hook of a generated name by its ARN": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "hooks of another name": [
        "fail Greeter (live): hook Hook is not a function that the deployment group's role may invoke",
      ],
      "hooks of the usual name": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "its versions and aliases": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "the alias that is deployed": [
        "fail Greeter (live): hook Hook is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "the function that is deployed": [
        "fail Greeter (live): hook Hook is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
      "the hook by its ARN": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "the hook by its name": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
    }
  `);
});

test("an alias of the hook that the role of the deployment group names, by how the alias names its function", async () => {
  const through = (FunctionName: Json): JsonObject => ({
    ...withRole(stated(allow({ Action: REPORT }))),
    Hook: hook({ "Fn::GetAtt": ["HookRole", "Arn"] }, "try"),
    HookVersion: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Hook" } } },
    HookLive: {
      Type: "AWS::Lambda::Alias",
      Properties: { Name: "live", FunctionName, FunctionVersion: { "Fn::GetAtt": ["HookVersion", "Version"] } },
    },
    ServiceRole: stated({ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: { Ref: "HookLive" } }),
  });
  expect(
    await said({
      "by reference": through({ Ref: "Hook" }),
      "by its name": through("try"),
      "by its ARN": through({ "Fn::GetAtt": ["Hook", "Arn"] }),
      "by its ARN in text": through("arn:aws:lambda:eu-west-1:111122223333:function:try"),
      "by an open name": through({ Ref: "Open" }),
      "of another function, by its ARN": through("arn:aws:lambda:eu-west-1:111122223333:function:other"),
    }),
  ).toMatchInlineSnapshot(`
    {
      "by an open name": [
        "unknown Greeter (live): hook Hook may not be invocable by the deployment group's role; depends on parameter Open, which has no value; pass --parameter Open=…",
      ],
      "by its ARN": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "by its ARN in text": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "by its name": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "by reference": [
        "pass Greeter (live): can run and report its result: Hook (before)",
      ],
      "of another function, by its ARN": [
        "fail Greeter (live): hook Hook is not named CodeDeployHook_…, and the deployment group's role may not invoke it",
      ],
    }
  `);
});
