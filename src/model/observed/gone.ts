// Names that were looked up live and do not exist, or could not be read.
import type { SystemFacts } from "../facts.ts";
import type { Environment } from "../names/environment.ts";
import type { Unresolved } from "../value.ts";
import type { Answer, Ask, AskKind } from "./ask.ts";
import { questionIn, whyUnseen } from "./observations.ts";
import { alarmNameIn } from "./physical-name.ts";

/** Whether something of these types has one of these names in that account and region; null if it was not requested, or exists. */
export type LookUp = (names: readonly string[], types: readonly string[], environment: Environment) => "gone" | Unresolved | null;

const KINDS: ReadonlyMap<string, AskKind> = new Map<string, AskKind>([
  ["AWS::CloudWatch::Alarm", "alarm"],
  ["AWS::CodeDeploy::DeploymentConfig", "deployment-configuration"],
  ["AWS::CodeDeploy::DeploymentGroup", "deployment-group"],
]);

export function lookUpIn({ observations, stacks }: SystemFacts): LookUp {
  if (observations === undefined) return () => null;
  const environments = new Map(stacks.map((stack) => [stack.name, stack]));
  const lookedUp = new Map<string, "gone" | Unresolved>();
  for (const [key, answer] of observations) {
    const outcome = outcomeOf(answer);
    const ask = outcome === null ? null : questionIn(key);
    const name = ask === null ? null : nameIn(ask);
    if (outcome !== null && ask !== null && name !== null)
      lookedUp.set(keyOf(ask.kind, name, environments.get(ask.stack)), outcome);
  }
  return (names, types, environment) => {
    if (lookedUp.size === 0) return null;
    const kinds = types.flatMap((type) => KINDS.get(type) ?? []);
    const keys = kinds.flatMap((kind) => names.map((name) => keyOf(kind, alarmNameIn(name), environment)));
    return keys.map((key) => lookedUp.get(key)).find((outcome) => outcome !== undefined) ?? null;
  };
}

function outcomeOf(answer: Answer): "gone" | Unresolved | null {
  if (answer.state === "unseen") return whyUnseen(answer, "could not be looked up: ");
  return answer.value === null ? "gone" : null;
}

function nameIn(ask: Ask): string | null {
  if (ask.kind === "deployment-group") return ask.group;
  return ask.kind === "alarm" || ask.kind === "deployment-configuration" ? ask.name : null;
}

function keyOf(kind: AskKind, name: string, environment: Environment | undefined): string {
  return JSON.stringify([kind, environment?.account, environment?.region, name]);
}
