// Stage variables in an integration's URI, where all stages of the API give them the same value.
import type { ApiIndex, ApiNode, ApiStageNode } from "../apis/api.ts";
import type { Target } from "../system.ts";
import type { Value } from "../value.ts";

const VARIABLE = /\$\{stageVariables\.(\w+)\}/g;

/** The text with its stage variables filled in; as it was where the stages do not tell or disagree. */
export function withStageVariables(text: Value<string>, api: Target<ApiNode>, apis: ApiIndex): Value<string> {
  if (text.state !== "known" || api.state !== "known" || !text.value.includes("${stageVariables.")) return text;
  const stages = apis.stages.filter((stage) => stage.api.state === "known" && stage.api.value === api.value);
  const [first, ...others] = new Set(stages.map((stage) => fill(text.value, stage)));
  return first === undefined || others.length > 0 ? text : { ...text, value: first };
}

function fill(text: string, { resource }: ApiStageNode): string {
  return text.replace(VARIABLE, (whole, name: string) => {
    const variables = [
      resource.property("Variables"),
      resource.property("StageVariables"),
      resource.property("StageDescription", "Variables"),
    ];
    const value = variables.map((each) => each.at(name).symbol()).find(({ state }) => state !== "absent");
    return value?.state === "known" ? value.value : whole;
  });
}
