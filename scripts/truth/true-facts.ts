// The corpus's facts as pairs of the same kind as ours.
import type { TrueFacts, TrueFunction, TrueGroup } from "./corpus.ts";
import { type Fact, fact } from "./our-facts.ts";

export function factsOfTruth(truth: TrueFacts): readonly Fact[] {
  return [
    ...Object.entries(truth.functions).flatMap(([id, node]) => ofFunction(id, node)),
    ...truth.inertDeploymentGroups.map((group) => fact("inert group", group, "inert")),
  ];
}

function ofFunction(id: string, node: TrueFunction): readonly Fact[] {
  return [
    fact("function", id, node.undecidedPresence === null ? "present" : "undecided"),
    fact("role", id, node.role),
    ...node.aliases.flatMap(({ name, version, deploymentGroup }) => [
      fact("alias", `${id} ${name}`, version),
      ...ofGroup(`${id} ${name}`, deploymentGroup),
    ]),
    ...node.eventInvokeConfigs.map(({ route, qualifier }) =>
      fact("event invoke config", id, route === "alias" ? `alias ${qualifier}` : route),
    ),
  ];
}

function ofGroup(about: string, group: TrueGroup | null): readonly Fact[] {
  if (group === null) return [fact("deployment group", about, "none")];
  const { config, autoRollback, hooks } = group;
  const named = [...(hooks.before ?? []).map((hook) => `before ${hook}`), ...(hooks.after ?? []).map((hook) => `after ${hook}`)];
  return [
    fact("deployment group", about, group.resource),
    fact("deployment configuration", about, config.kind === "undecided" ? "undecided" : `${config.kind} ${config.name}`),
    fact("rollback alarms", about, alarmsOf(group.alarms)),
    fact("automatic rollback", about, [autoRollback.enabled ? "enabled" : "off", ...[...autoRollback.events].sort()].join(", ")),
    fact("hooks", about, named.sort().join(", ")),
  ];
}

function alarmsOf({ undecided, enabled, list }: TrueGroup["alarms"]): string {
  if (undecided !== undefined) return "undecided";
  const shown = (list ?? []).map(({ where, resource, name }) =>
    where === "template" ? String(resource) : where === "external" ? `external ${name}` : where,
  );
  return [enabled === true ? "enabled" : "off", ...shown.sort()].join(", ");
}
