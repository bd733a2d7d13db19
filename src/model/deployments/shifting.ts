// Whatever shifts traffic to a new version step by step: a deployment group that of a function's alias, or a gradual rollout.
import type { Model } from "../model.ts";
import type { GradualRollout } from "./gradual-rollout.ts";
import type { ShiftedAlias } from "./traffic-alias.ts";

export type Shifting = ShiftedAlias | GradualRollout;

/** A deployment group shifts it. */
export function isOfFunction(shifting: Shifting): shifting is ShiftedAlias {
  return "group" in shifting;
}

export function shiftingsOf({ shiftedAliases, gradualRollouts }: Model): readonly Shifting[] {
  return [...shiftedAliases, ...gradualRollouts];
}
