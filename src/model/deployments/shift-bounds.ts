// Whether a shift is as gradual as required: common to deployment groups, state machine aliases and AppConfig.
import { missingInWords, type Target } from "../system.ts";
import { known, type Unresolved } from "../value.ts";
import { type DeploymentStrategy, minutesOfSteps, PREDEFINED_STRATEGIES, strategyInWords } from "./configuration-deployment.ts";

export interface ShiftBounds {
  /** An exponential strategy counts as a canary: so AWS calls its own, AppConfig.Canary10Percent20Minutes. */
  readonly allow: readonly ("canary" | "linear")[];
  /** From the first step to the last. */
  readonly minimumBakeMinutes: number;
  readonly maximumFirstStepPercent: number;
}

export interface Shift {
  readonly kind: "canary" | "linear" | "exponential";
  readonly firstStepPercent: number;
  /** From the first step to the last; null where that is not documented. */
  readonly minutes: number | null;
}

export interface ShiftJudgement extends Pick<Shift, "minutes"> {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
}

export const fault = (message: string, minutes: Shift["minutes"] = 0): ShiftJudgement => ({
  message,
  fits: false,
  because: null,
  minutes,
});
export const doubt = (message: string, because: Unresolved | string): ShiftJudgement => ({
  message,
  fits: false,
  because,
  minutes: null,
});

/** @param message what the shift does */
export function shiftWithinBounds(message: string, shift: Shift, bounds: ShiftBounds): ShiftJudgement {
  const { kind, firstStepPercent: percent, minutes } = shift;
  const { allow, maximumFirstStepPercent: most, minimumBakeMinutes: least } = bounds;
  const faults = [
    ...(allow.includes(kind === "linear" ? kind : "canary")
      ? []
      : [`${kind === "exponential" ? "an" : "a"} ${kind} shift is not allowed`]),
    ...(percent > most ? [`its first step may shift at most ${most} %`] : []),
    ...(minutes !== null && minutes < least ? [`it must take at least ${least} minutes`] : []),
  ];
  if (faults.length > 0) return fault(`${message}: ${faults.join(", ")}`, minutes);
  return { message, fits: true, because: null, minutes };
}

/** How a deployment of AppConfig gives its targets the configuration. */
export function judgeStrategy(strategy: Target<DeploymentStrategy>, bounds: ShiftBounds): ShiftJudgement {
  if (strategy.state !== "known") return unmet(strategy);
  const { kind, firstStepPercent, durationMinutes } = strategy.value;
  const message = strategyInWords(strategy.value, strategy.origin);
  if (kind === "all-at-once") return fault(message);
  const minutes = minutesOfSteps(strategy.value);
  const { minimumBakeMinutes: least } = bounds;
  const judged = shiftWithinBounds(message, { kind, firstStepPercent, minutes }, bounds);
  if (minutes !== null || !judged.fits || least === 0) return judged;
  return durationMinutes < least
    ? fault(`${message}: it must take at least ${least} minutes`, null)
    : doubt(message, "AWS does not document when the steps of an exponential strategy are");
}

/** AWS's own strategy that is gradual enough; null where none is. */
export function predefinedWithin(bounds: ShiftBounds): DeploymentStrategy | null {
  return PREDEFINED_STRATEGIES.find((strategy) => judgeStrategy(known(strategy), bounds).fits) ?? null;
}

function unmet(strategy: Exclude<Target<DeploymentStrategy>, { state: "known" }>): ShiftJudgement {
  if (strategy.state === "missing") return fault(`uses deployment strategy ${missingInWords(strategy)}`);
  if (strategy.state === "unresolved") return doubt("its deployment strategy is unknown", strategy);
  if (strategy.state === "absent") return doubt("its deployment strategy is unknown", "it has no DeploymentStrategyId");
  const because = `${strategy.name} is not a predefined deployment strategy of AWS and not defined in the audited stacks; also audit the stack that defines it`;
  return doubt(`uses deployment strategy ${strategy.name}`, because);
}
