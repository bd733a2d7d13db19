// Names that were looked up live and under which there is nothing.
import type { SystemFacts } from "../facts.ts";
import type { Environment } from "../names/environment.ts";
import type { Ask, AskKind } from "./ask.ts";
import { questionIn } from "./observations.ts";
import { alarmNameIn } from "./physical-name.ts";

/** Whether nothing of these types has one of these names in that account and region. */
export type GoneNames = (names: readonly string[], types: readonly string[], environment: Environment) => boolean;

const KINDS: ReadonlyMap<string, AskKind> = new Map<string, AskKind>([
  ["AWS::CloudWatch::Alarm", "alarm"],
  ["AWS::CodeDeploy::DeploymentConfig", "deployment-configuration"],
  ["AWS::CodeDeploy::DeploymentGroup", "deployment-group"],
]);

export function goneNames({ observations, stacks }: SystemFacts): GoneNames {
  if (observations === undefined) return () => false;
  const environments = new Map(stacks.map((stack) => [stack.name, stack]));
  const gone = new Set<string>();
  for (const [key, answer] of observations) {
    const ask = answer.state === "seen" && answer.value === null ? questionIn(key) : null;
    const name = ask === null ? null : nameIn(ask);
    if (ask !== null && name !== null) gone.add(keyOf(ask.kind, name, environments.get(ask.stack)));
  }
  return (names, types, environment) => {
    const kinds = types.flatMap((type) => KINDS.get(type) ?? []);
    return gone.size > 0 && kinds.some((kind) => names.some((name) => gone.has(keyOf(kind, alarmNameIn(name), environment))));
  };
}

function nameIn(ask: Ask): string | null {
  if (ask.kind === "deployment-group") return ask.group;
  return ask.kind === "alarm" || ask.kind === "deployment-configuration" ? ask.name : null;
}

function keyOf(kind: AskKind, name: string, environment: Environment | undefined): string {
  return JSON.stringify([kind, environment?.account, environment?.region, name]);
}
