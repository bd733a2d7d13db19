// Topics that a stack exposes to others, who may subscribe outside the audited stacks.

import { property } from "../json.ts";
import { mentions } from "../resolve/mentions.ts";
import { conditionOf } from "../resolve/outputs.ts";
import type { Resource, Stack } from "../resource.ts";
import type { WithSystem } from "../system.ts";

/** How a topic is handed out: `output OperationsTopic`; null where it is not. */
export function handedOut(topic: Resource, model: WithSystem): string | null {
  for (const stack of model.system.stacks) {
    const output = outputWith(topic, stack, model);
    if (output !== null) return `output ${output} of stack ${stack.name}`;
  }
  const taker = model.system.resources.find(
    (resource) => takes(resource, model) && mentions(resource.property(), topic, model.system.symbols),
  );
  return taker === undefined ? null : `${taker.type === PARAMETER ? "parameter" : "resource"} ${taker.label}`;
}

/** The outputs of a nested stack are the stack's above it, unless they are exported. */
function outputWith(topic: Resource, { facts, scope }: Stack, model: WithSystem): string | null {
  const { Outputs } = facts.template;
  const found = Object.keys(Outputs).find((key) => {
    const { resolver } = model.system;
    const condition = conditionOf(Outputs[key], scope, resolver);
    if (condition.state === "known" && !condition.value) return false;
    if (facts.parent !== null && property(Outputs[key], "Export") === undefined) return false;
    return mentions(resolver.node(property(Outputs[key], "Value"), scope), topic, resolver.symbols);
  });
  return found ?? null;
}

const PARAMETER = "AWS::SSM::Parameter";

/** What does with a topic whatever it wants: a stored parameter, a custom resource, a stack that is not read. */
function takes({ type, stack, logicalId }: Resource, { system }: WithSystem): boolean {
  // The CDK's own lets a bucket publish to a topic.
  if (type === "Custom::S3BucketNotifications") return false;
  if (type === PARAMETER || type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource") return true;
  const isRead = system.resolver.nestedIn(stack.scope).some(({ facts }) => facts.parent?.logicalId === logicalId);
  return type === "AWS::CloudFormation::Stack" && !isRead;
}
