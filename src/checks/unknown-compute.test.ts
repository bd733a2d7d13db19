// What unknown-compute says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./unknown-compute.ts";

test("its fixtures", async () => {
  // Run once to have the snapshot written; then read it.
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "conditional.unknown.cfn.yaml": [
        "unknown conditional.unknown.cfn/Greeter: is a web function: its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunction; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "container-tasks.unknown.cfn.yaml": [
        "unknown container-tasks.unknown.cfn/Service: is a container service: its deployments, alarms and callers are not checked; no check understands AWS::ECS::Service; to accept that, add the type to the option exclude of unknown-compute",
        "unknown container-tasks.unknown.cfn/Nightly: is a container task: its deployments, alarms and callers are not checked; no check understands AWS::ECS::TaskDefinition; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "container.unknown.cdk.json": [
        "unknown Greet/Service/Service: is a container service: its deployments, alarms and callers are not checked; no check understands AWS::ECS::Service; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "endpoint-mode.unknown.cfn.yaml": [
        "unknown endpoint-mode.unknown.cfn/Second: is a revision of a web function: its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunctionRevision; to accept that, add the type to the option exclude of unknown-compute",
        "unknown endpoint-mode.unknown.cfn/Latest: is an endpoint of a web function and moves all traffic to each new revision at once (AutoDeploymentMode: LatestRevision): its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunctionEndpoint; to accept that, add the type to the option exclude of unknown-compute",
        "unknown endpoint-mode.unknown.cfn/Canary: is an endpoint of a web function: its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunctionEndpoint; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "excluded-with-endpoint.pass.sam.yaml": [
        "pass excluded-with-endpoint.pass.sam/Greeter: is a web function; not checked (accepted by the option exclude)",
        "pass excluded-with-endpoint.pass.sam/GreeterEndpoint: is an endpoint of a web function and moves all traffic to a new revision at once (one revision with a weight of 100); not checked (accepted by the option exclude)",
      ],
      "excluded.pass.cdk.json": [
        "pass Greet/Greeter: is a web function; not checked (accepted by the option exclude)",
      ],
      "excluded.pass.cfn.yaml": [
        "pass excluded.pass.cfn/Greeter: is a web function; not checked (accepted by the option exclude)",
      ],
      "forbidden.fail.cfn.yaml": [
        "fail forbidden.fail.cfn/Bastion: is an EC2 instance; the option forbid names AWS::EC2::Instance",
        "pass forbidden.fail.cfn/Agent: is an agent runtime; not checked (accepted by the option exclude)",
      ],
      "forbidden.fail.sam.yaml": [
        "fail forbidden.fail.sam/Bastion: is an EC2 instance; the option forbid names AWS::EC2::Instance",
        "pass forbidden.fail.sam/Agent: is an agent runtime; not checked (accepted by the option exclude)",
      ],
      "functions.not-applicable.cfn.yaml": [],
      "newer-of-sam.unknown.sam.yaml": [
        "unknown newer-of-sam.unknown.sam/Greeter: is of a type that is newer than the list of 2026-11-10: its deployments, alarms and callers are not checked; no check understands AWS::Serverless::StreamFunction; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "newer.unknown.cfn.yaml": [
        "unknown newer.unknown.cfn/Greeter: is of a type that is newer than the list of 2026-11-10: its deployments, alarms and callers are not checked; no check understands AWS::Lambda::StreamFunction; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "web-function.unknown.cdk.json": [
        "unknown Greet/Greeter: is a web function: its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunction; to accept that, add the type to the option exclude of unknown-compute",
        "unknown Greet/Prod: is an endpoint of a web function and moves all traffic to a new revision at once (one revision with a weight of 100): its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunctionEndpoint; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "web-function.unknown.cfn.yaml": [
        "unknown web-function.unknown.cfn/Greeter: is a web function: its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunction; to accept that, add the type to the option exclude of unknown-compute",
        "unknown web-function.unknown.cfn/Prod: is an endpoint of a web function and moves all traffic to a new revision at once (one revision with a weight of 100): its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunctionEndpoint; to accept that, add the type to the option exclude of unknown-compute",
      ],
      "web-function.unknown.sam.yaml": [
        "unknown web-function.unknown.sam/Greeter: is a web function: its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunction; to accept that, add the type to the option exclude of unknown-compute",
        "unknown web-function.unknown.sam/GreeterEndpoint: is an endpoint of a web function and moves all traffic to a new revision at once (one revision with a weight of 100): its deployments, alarms and callers are not checked; no check understands AWS::Lambda::WebFunctionEndpoint; to accept that, add the type to the option exclude of unknown-compute",
      ],
    }
  `);
});
