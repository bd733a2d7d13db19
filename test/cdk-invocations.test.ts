// Invocations as the real CDK synthesizes them: in one stack through the alias, in its twin around it, and across stacks.
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Invocation } from "../src/model/invocations/invocation.ts";
import { link } from "../src/model/link.ts";
import { requestFor } from "../src/sources/source.ts";
import { readTemplates } from "../src/sources/template/template.ts";

const fixtures = path.resolve(import.meta.dirname, "../fixtures");

async function invocationsOf(assembly: string): Promise<readonly Invocation[]> {
  const facts = await readTemplates(requestFor(fixtures, [assembly]));
  return link(facts).invocations;
}

/** `kind detail: function qualifier`, digests of the CDK's omitted. */
function lines(invocations: readonly Invocation[]): readonly string[] {
  return invocations.map(({ kind, detail, target }) => {
    const what = `${kind}${detail === null ? "" : ` ${detail.replace(/[0-9A-F]{8}$/, "")}`}`;
    if (target.state !== "known") return `${what}: ${target.state}`;
    const { function: node, qualifier } = target.value;
    return `${what}: ${node.resource.logicalId.replace(/(?:Function)?[0-9A-F]{8}$/, "")} ${qualifier.kind}`;
  });
}

describe.each([
  [
    "apis",
    [
      "rest-api GET /: Answer",
      "rest-api GET /answer: Answer",
      "http-api ANY /answer: Answer",
      "websocket-api $connect: Answer",
      "websocket-api ask: Answer",
      "authorizer RestAuthorizer: Authorize",
      "authorizer HttpAuthorizer: Authorize",
      "state-machine Ask: Answer",
      "appsync-data-source AnswerSource: Answer",
      "target-group: Answer",
    ],
  ],
  [
    "event-sources",
    [
      "event-source-mapping: Worker",
      "event-source-mapping: Worker",
      "rule Target0: Worker",
      "schedule: Worker",
      "topic-subscription: Worker",
      "bucket-notification s3:ObjectCreated:*: Worker",
      "log-subscription: Worker",
      "function-url: Worker",
      "cognito-trigger PostConfirmation: Worker",
      "iot-rule: Worker",
      "alarm-action: Worker",
    ],
  ],
])("the wiring of %s", (assembly, expected) => {
  it.each([
    ["Through", "alias"],
    ["Around", "none"],
  ])("%s is by %s", async (stack, qualifier) => {
    const found = (await invocationsOf(`cdk-styles/${assembly}`)).filter(({ resource }) => resource.stack.name === stack);
    const shown = lines(found).map((line) => line.replace(` ${stack}`, " "));
    expect(shown).toEqual(expected.map((line) => `${line} ${qualifier}`));
  });
});

describe("across stacks, stages and versions of the CDK", () => {
  it.each([
    ["cdk-styles/cross-stack-weak", 5],
    ["cdk-styles/cross-stack-exports", 5],
    ["cdk-styles/cross-region", 1],
    ["cdk-styles/nested-stacks", 4],
    ["cdk-styles/stages", 2],
    ["cdk-styles/old-2.120", 2],
    ["cdk-styles/old-2.190", 2],
    ["cdk-styles/without-cli", 2],
    ["ev-charging/cdk.out", 3],
    ["ev-charging/cdk.out-fit", 3],
  ])("%s goes through aliases only", async (assembly, count) => {
    const found = await invocationsOf(assembly);
    expect(found).toHaveLength(count);
    expect(lines(found).filter((line) => !line.endsWith(" alias"))).toEqual([]);
  });
});
