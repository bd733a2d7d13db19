// Aliases of state machines that move traffic to a new version step by step.
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { Unresolved, Value } from "../value.ts";
import { items, placesAt } from "./place.ts";

export interface Gradual {
  readonly alias: Resource;
  /** Why unknown whether it does. */
  readonly doubt: Unresolved | null;
}

/** State machine's id → the alias that shifts its traffic gradually. */
export function gradualDeployments(system: System): ReadonlyMap<string, Gradual> {
  const found = new Map<string, Gradual>();
  for (const alias of system.resourcesOf("AWS::StepFunctions::StateMachineAlias")) {
    const type = alias.property("DeploymentPreference", "Type").text("CANARY", "LINEAR", "ALL_AT_ONCE");
    const doubt = type.state === "unresolved" ? type : null;
    if (doubt === null && !isGradual(type, alias)) continue;
    for (const machine of machinesOf(alias, system)) found.set(machine, { alias, doubt });
  }
  return found;
}

function isGradual(type: Value<string>, alias: Resource): boolean {
  if (type.state === "known") return type.value === "CANARY" || type.value === "LINEAR";
  return placesAt(alias, "RoutingConfiguration").flatMap(items).length > 1;
}

function machinesOf(alias: Resource, system: System): readonly string[] {
  const versions = [
    ...placesAt(alias, "DeploymentPreference", "StateMachineVersionArn"),
    ...placesAt(alias, "RoutingConfiguration")
      .flatMap(items)
      .map((route) => ({ ...route, node: route.node.at("StateMachineVersionArn") })),
  ];
  return versions.flatMap(({ node }) => {
    const version = referenced(node.symbol(), system);
    const machine = version === null ? null : referenced(version.property("StateMachineArn").symbol(), system);
    return machine === null ? [] : [machine.id];
  });
}

function referenced(text: Value<string>, system: System): Resource | null {
  const token = text.state === "known" ? system.symbols.sole(text.value) : null;
  return token?.kind === "attribute" ? (system.resource(token.stack, token.logicalId) ?? null) : null;
}
