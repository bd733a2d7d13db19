// Stage variables in the target of an API: each stage may have another value, so each is a case of its own.
import type { ApiIndex, ApiNode, ApiStageNode } from "../apis/api.ts";
import { stageProperty } from "../apis/api-stage.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { System, Target } from "../system.ts";
import { known, type Unresolved, unresolved, type Value } from "../value.ts";
import { type Candidate, textOf } from "./candidate.ts";

const VARIABLE = /\$\{stageVariables\.(\w+)\}/g;

/** A stage, or the canary of one, which may have variables of its own. */
interface Variant {
  readonly stage: ApiStageNode;
  readonly label: string;
  /** The first that has the variable decides. */
  readonly variables: readonly TemplateNode[];
}

/** The candidate with its stage variables filled in: once where all stages agree, else once for each value that they give. */
export function casesOfStages(candidate: Candidate, api: Target<ApiNode>, apis: ApiIndex, system: System): readonly Candidate[] {
  const text = textOf(candidate);
  const [variable] = text.state === "known" ? [...text.value.matchAll(VARIABLE)] : [];
  if (text.state !== "known" || variable === undefined) return [candidate];
  const [first, ...others] = groupsOf(text.value, variantsOfApi(api, apis, system));
  if (first === undefined) return [{ ...candidate, text: withoutStage(variable[1] ?? "") }];
  if (others.length === 0) return [{ ...candidate, text: first.text }];
  return [first, ...others].map((group) => ofGroup(candidate, group));
}

/** Stages that invoke the same. */
interface Group {
  readonly text: Value<string>;
  readonly variants: Variant[];
}

function groupsOf(text: string, variants: readonly Variant[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const variant of variants) {
    const filled = fill(text, variant);
    const key = filled.state === "known" ? filled.value : variant.label;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { text: filled, variants: [variant] });
    else group.variants.push(variant);
  }
  return [...groups.values()];
}

function ofGroup(candidate: Candidate, { text, variants }: Group): Candidate {
  const labels = variants.map(({ label }) => label).join(", ");
  const named = `${variants.length === 1 ? "stage" : "stages"} ${labels}`;
  return {
    ...candidate,
    detail: candidate.detail === null ? named : `${candidate.detail} (${named})`,
    text,
    stages: variants.flatMap(({ stage }) => (stage.name.state === "known" ? [stage.name.value] : [])),
    along: [...(candidate.along ?? []), ...new Set(variants.map(({ stage }) => stage.resource))],
  };
}

function withoutStage(variable: string): Unresolved {
  return unresolved(`depends on stage variable ${variable} of an API whose stages are not in the audited stacks`);
}

function variantsOfApi(api: Target<ApiNode>, { stages }: ApiIndex, system: System): readonly Variant[] {
  if (api.state !== "known") return [];
  const own = stages.filter((stage) => stage.api.state === "known" && stage.api.value === api.value);
  return own.flatMap((stage) => variantsOf(stage, system));
}

function variantsOf(stage: ApiStageNode, { symbols }: System): readonly Variant[] {
  const label = stage.name.state === "known" ? symbols.display(stage.name.value) : stage.resource.label;
  const variables = ["Variables", "StageVariables"].map((name) => stageProperty(stage, name).node);
  const canary = stageProperty(stage, "CanarySetting", "StageVariableOverrides").node;
  const own = { stage, label, variables };
  return canary.isAbsent ? [own] : [own, { stage, label: `${label}, canary`, variables: [canary, ...variables] }];
}

function fill(text: string, { label, variables }: Variant): Value<string> {
  let missing: string | undefined;
  const filled = text.replace(VARIABLE, (whole, name: string) => {
    const value = variables.map((each) => each.at(name).symbol()).find(({ state }) => state !== "absent");
    if (value === undefined) missing ??= name;
    return value?.state === "known" ? value.value : whole;
  });
  return missing === undefined
    ? known(filled)
    : unresolved(`depends on stage variable ${missing}, which stage ${label} does not set`);
}
