// AWS AppConfig: the deployments that bring a configuration to the targets of an environment, and by which strategy.
// https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-deployment-strategy.html
import type { Resource, Stack } from "../resource.ts";
import type { System, Target } from "../system.ts";
import { type Known, known, type Unresolved, unresolved, type Value } from "../value.ts";

export interface DeploymentStrategy {
  readonly name: string;
  readonly kind: "linear" | "exponential" | "all-at-once";
  /** Percent of the targets in the first step; 100 for all at once. */
  readonly firstStepPercent: number;
  /** Minutes within which all targets get the configuration. */
  readonly durationMinutes: number;
  /** Minutes for which AppConfig watches the alarms after that. */
  readonly finalBakeMinutes: number;
  /** null where it is one of AWS's predefined ones. */
  readonly resource: Resource | null;
}

export interface ConfigurationDeployment {
  readonly resource: Resource;
  readonly environment: Target<Resource>;
  readonly strategy: Target<DeploymentStrategy>;
  /** The environment or, where that is unknown, the deployment itself. */
  readonly subject: {
    readonly stack: Stack;
    readonly resource: Resource;
    readonly detail: string | null;
    readonly of: Resource;
  };
  /** The environment and the deployment. */
  readonly chain: readonly Resource[];
}

const ENVIRONMENT = ["AWS::AppConfig::Environment"];
const STRATEGY = ["AWS::AppConfig::DeploymentStrategy"];

export interface WithConfigurationDeployments {
  /** Deployments of AWS AppConfig that the stacks start. */
  readonly configurationDeployments: readonly ConfigurationDeployment[];
}

export function linkConfigurationDeployments(system: System): readonly ConfigurationDeployment[] {
  return system.resourcesOf("AWS::AppConfig::Deployment").map((resource) => {
    const environment = system.find(resource.property("EnvironmentId").symbol(), resource.stack, ENVIRONMENT);
    const strategy = strategyOf(resource, system);
    if (environment.state !== "known") {
      const subject = { stack: resource.stack, resource, detail: null, of: resource };
      return { resource, environment, strategy, subject, chain: [resource] };
    }
    const { value: owner } = environment;
    const subject = { stack: owner.stack, resource: owner, detail: resource.label, of: resource };
    return { resource, environment, strategy, subject, chain: [owner, resource] };
  });
}

/** https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_ListDeploymentStrategies.html */
export const PREDEFINED_STRATEGIES: readonly DeploymentStrategy[] = [
  predefined("AppConfig.Linear20PercentEvery6Minutes", "linear", 20, 30, 30),
  predefined("AppConfig.Canary10Percent20Minutes", "exponential", 10, 20, 10),
  predefined("AppConfig.Linear50PercentEvery30Seconds", "linear", 50, 1, 1),
  predefined("AppConfig.AllAtOnce", "all-at-once", 100, 0, 10),
];

function predefined(
  name: string,
  kind: DeploymentStrategy["kind"],
  firstStepPercent: number,
  durationMinutes: number,
  finalBakeMinutes: number,
): DeploymentStrategy {
  return { name, kind, firstStepPercent, durationMinutes, finalBakeMinutes, resource: null };
}

function strategyOf(deployment: Resource, system: System): Target<DeploymentStrategy> {
  const id = deployment.property("DeploymentStrategyId").symbol(...PREDEFINED_STRATEGIES.map(({ name }) => name));
  const named = id.state === "known" ? PREDEFINED_STRATEGIES.find(({ name }) => name === id.value) : undefined;
  if (named !== undefined && id.state === "known") return known(named, id.origin);
  const target = system.find(id, deployment.stack, STRATEGY);
  if (target.state !== "known") return target;
  const custom = customStrategy(target.value);
  return custom.state === "known" ? known(custom.value, custom.origin ?? target.origin) : custom;
}

/** https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_CreateDeploymentStrategy.html */
const MOST = { factor: 100, minutes: 1440 };

function customStrategy(resource: Resource): Value<DeploymentStrategy> {
  const factor = within(resource, "GrowthFactor", 1, MOST.factor);
  const duration = within(resource, "DeploymentDurationInMinutes", 0, MOST.minutes);
  const bake = within(resource, "FinalBakeTimeInMinutes", 0, MOST.minutes, 0);
  if (bake.state !== "known") return bake;
  const own = { name: resource.label, resource, finalBakeMinutes: bake.value };
  const atOnce = [isValue(factor, MOST.factor), isValue(duration, 0)].find((each) => each !== null);
  if (atOnce != null) {
    const durationMinutes = duration.state === "known" ? duration.value : MOST.minutes;
    return known({ ...own, kind: "all-at-once", firstStepPercent: 100, durationMinutes }, atOnce.origin);
  }
  if (factor.state !== "known") return factor;
  if (duration.state !== "known") return duration;
  const kind = growthOf(resource);
  if (kind.state === "unresolved") return kind;
  const origin = factor.origin ?? duration.origin ?? kind.origin ?? bake.origin;
  return known({ ...own, kind: kind.value, firstStepPercent: factor.value, durationMinutes: duration.value }, origin);
}

/** null where it is another number, or not known. */
function isValue(value: Known<number> | Unresolved, wanted: number): Known<number> | null {
  return value.state === "known" && value.value === wanted ? value : null;
}

function growthOf(resource: Resource): Known<DeploymentStrategy["kind"]> | Unresolved {
  const type = resource.property("GrowthType").text(...KINDS.keys());
  if (type.state === "absent") return known("linear");
  if (type.state === "unresolved") return type;
  const kind = KINDS.get(type.value);
  return kind === undefined
    ? unresolved(`has GrowthType ${type.value}, which is neither LINEAR nor EXPONENTIAL`)
    : known(kind, type.origin);
}

const KINDS: ReadonlyMap<string, DeploymentStrategy["kind"]> = new Map([
  ["LINEAR", "linear"],
  ["EXPONENTIAL", "exponential"],
]);

function within(
  resource: Resource,
  property: string,
  least: number,
  most: number,
  fallback?: number,
): Known<number> | Unresolved {
  const value = resource.property(property).number();
  if (value.state === "unresolved") return value;
  if (value.state === "absent") return fallback === undefined ? unresolved(`has no ${property}`) : known(fallback);
  const isTaken = value.value >= least && value.value <= most;
  return isTaken ? value : unresolved(`has a ${property} of ${value.value}, which AppConfig rejects`);
}

/**
 * Minutes from the first step to the last; null where AWS does not document when the steps are.
 * https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_CreateDeploymentStrategy.html: a growth factor of 20 is the first step
 * of five, one each fifth of the duration.
 */
export function minutesOfSteps({ kind, firstStepPercent: percent, durationMinutes }: DeploymentStrategy): number | null {
  if (kind === "all-at-once") return 0;
  if (kind === "exponential") return null;
  const minutes = ((Math.ceil(100 / percent) - 1) * durationMinutes * percent) / 100;
  return Math.round(minutes * 100) / 100;
}

/** For a person, completing "it …". */
export function strategyInWords(strategy: DeploymentStrategy, origin: string | undefined): string {
  const { kind, firstStepPercent, durationMinutes, finalBakeMinutes: bake } = strategy;
  const from = origin === undefined ? strategy.name : `${strategy.name}, ${origin}`;
  const baking = bake === 0 ? "no bake time: no alarm is watched afterwards" : `bake time ${inMinutes(bake)}`;
  if (kind === "all-at-once") return `deploys the configuration to all targets at once (${from}); ${baking}`;
  const growing =
    kind === "linear"
      ? `${firstStepPercent} % of the targets at a time`
      : `${firstStepPercent} % of the targets, then to twice as many at each step`;
  return `deploys the configuration to ${growing}, to all of them within ${inMinutes(durationMinutes)} (${from}); ${baking}`;
}

export function inMinutes(value: number): string {
  return `${value} ${value === 1 ? "minute" : "minutes"}`;
}
