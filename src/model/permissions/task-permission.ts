// Whether the role of a state machine may invoke the alias of a function that it invokes unqualified.

import { allowsAction } from "../functions/allowed-action.ts";
import { findNamed } from "../functions/execution-role.ts";
import type { AliasNode } from "../functions/function.ts";
import type { Invocation } from "../invocations/invocation.ts";
import type { WithSystem } from "../system.ts";

/** Its role certainly allows to invoke the function itself, and not its alias. */
export function lacksPermissionForAlias(invocation: Invocation, alias: AliasNode, model: WithSystem): boolean {
  const { resource, kind, target } = invocation;
  if (kind !== "state-machine" || target.state !== "known") return false;
  const role = findNamed(resource.property("RoleArn").symbol(), resource, ["AWS::IAM::Role"], model.system);
  if (role.state !== "known") return false;
  const own = `function:${target.value.function.name}`;
  const answerOn = (named: string) =>
    allowsAction(role.value, { action: "lambda:InvokeFunction", target: { service: "lambda", name: named } }, model).answer;
  return answerOn(own) === true && answerOn(`${own}:${alias.symbol}`) === false;
}
