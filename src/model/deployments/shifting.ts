// Gradual deployments: a deployment group that shifts a function's alias, or a state machine's own preference.
import type { GradualRollout, WithGradualRollouts } from "./gradual-rollout.ts";
import type { ShiftedAlias, WithTrafficAliases } from "./traffic-alias.ts";

export type Shifting = ShiftedAlias | GradualRollout;

/** A deployment group shifts it. */
export function isOfFunction(shifting: Shifting): shifting is ShiftedAlias {
  return "group" in shifting;
}

export function shiftingsOf({ shiftedAliases, gradualRollouts }: WithGradualRollouts & WithTrafficAliases): readonly Shifting[] {
  return [...shiftedAliases, ...gradualRollouts];
}
