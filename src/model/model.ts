// The linked graph of one system in one world: nodes and queries for checks. Parts are linked on demand.
import { type AlarmIndex, linkAlarms } from "./alarms/alarm.ts";
import { type ApiIndex, type ApiNode, linkApis } from "./apis/api.ts";
import { linkInvocationsByApi } from "./apis/api-traffic.ts";
import { type ConfigurationDeployment, linkConfigurationDeployments } from "./deployments/configuration-deployment.ts";
import { type ConfigurationEnvironment, linkConfigurationEnvironments } from "./deployments/configuration-environment.ts";
import { type DeploymentIndex, linkDeployments } from "./deployments/deployment-group.ts";
import { type GradualRollout, linkGradualRollouts } from "./deployments/gradual-rollout.ts";
import { linkRollbackTriggers, type RollbackTriggers } from "./deployments/rollback-triggers.ts";
import { linkShiftedAliases, linkTrafficAliases, type ShiftedAlias, type TrafficAlias } from "./deployments/traffic-alias.ts";
import { type EvidenceAsk, type EvidenceFile, evidenceKey } from "./evidence/evidence.ts";
import { type ExecutionRole, linkExecutionRoles } from "./functions/execution-role.ts";
import { type AliasNode, type FunctionIndex, type FunctionNode, linkFunctions } from "./functions/function.ts";
import { linkRoles, type Roles } from "./functions/roles.ts";
import { invocationsByFunction } from "./invocations/by-function.ts";
import type { Invocation } from "./invocations/invocation.ts";
import { linkInvocations } from "./invocations/link.ts";
import { type AsynchronousConfiguration, linkAsynchronousConfigurations } from "./messages/asynchronous.ts";
import { type DeadLetterIndex, linkDeadLetters } from "./messages/dead-letter.ts";
import { type EventSource, linkEventSources } from "./messages/event-source.ts";
import { linkQueueConsumers, type QueueConsumer } from "./messages/queue.ts";
import { linkTopics, type TopicIndex } from "./messages/topic.ts";
import { linkSeriesExistence, type SeriesExistence } from "./metrics/series-existence.ts";
import type { Answers, Ask, AskKind } from "./observed/ask.ts";
import { type Drift, linkDrift } from "./observed/drift.ts";
import { observed } from "./observed/observations.ts";
import { unseenOf } from "./observed/unseen.ts";
import { linkReferences, type References } from "./resolve/references.ts";
import type { Resource, Stack } from "./resource.ts";
import type { System } from "./system.ts";
import type { Known, Unresolved } from "./value.ts";
import { type FunctionWatchingIndex, linkFunctionErrors } from "./watching/function-watching.ts";
import { type LogMetricIndex, linkLogMetrics } from "./watching/log-metrics.ts";

export interface ModelOptions {
  /** Functions that only serve the CDK, a deployment or an edge are subjects as well. */
  readonly includeInfrastructure: boolean;
}

export class Model {
  readonly system: System;
  readonly #options: ModelOptions;
  readonly #parts = new Map<string, unknown>();

  constructor(system: System, options: ModelOptions) {
    this.system = system;
    this.#options = options;
  }

  get stacks(): readonly Stack[] {
    return this.system.stacks;
  }

  get resources(): readonly Resource[] {
    return this.system.resources;
  }

  /** Functions, aliases and what a text that names one means. */
  get functionIndex(): FunctionIndex {
    return this.#part("functions", () => linkFunctions(this.system));
  }

  /** Deployment groups, configurations and the aliases they shift. */
  get deployments(): DeploymentIndex {
    return this.#part("deployments", () => linkDeployments(this.system, this.aliases));
  }

  get alarmIndex(): AlarmIndex {
    return this.#part("alarms", () => linkAlarms(this.system));
  }

  /** Whether the metrics of alarms can have data. */
  get seriesExistence(): SeriesExistence {
    return this.#part("series existence", () => linkSeriesExistence(this));
  }

  get topics(): TopicIndex {
    return this.#part("topics", () => linkTopics(this.system));
  }

  get apis(): ApiIndex {
    return this.#part("apis", () => linkApis(this.system));
  }

  get invocations(): readonly Invocation[] {
    return this.#part("invocations", () => linkInvocations(this.system, this.functionIndex, this.apis));
  }

  /** The invocations of one function, through whatever qualifier. */
  invocationsOf({ resource }: FunctionNode): readonly Invocation[] {
    return this.#part("invocations by function", () => invocationsByFunction(this.invocations)).get(resource) ?? [];
  }

  /** The invocations that each API makes. */
  get invocationsByApi(): ReadonlyMap<ApiNode, readonly Invocation[]> {
    return this.#part("invocations by API", () => linkInvocationsByApi(this));
  }

  /** Which resources refer to which. */
  get references(): References {
    return this.#part("references", () => linkReferences(this.system));
  }

  /** Which alarms watch the errors of each function. */
  get functionErrors(): FunctionWatchingIndex {
    return this.#part("function errors", () => linkFunctionErrors(this));
  }

  /** The event source mappings and what they read from. */
  get eventSources(): readonly EventSource[] {
    return this.#part("event sources", () => linkEventSources(this));
  }

  /** What functions do with asynchronous events that they fail on. */
  get asynchronousConfigurations(): readonly AsynchronousConfiguration[] {
    return this.#part("asynchronous configurations", () => linkAsynchronousConfigurations(this));
  }

  /** By function, the role that it runs with. */
  get executionRoles(): ReadonlyMap<Resource, ExecutionRole> {
    return this.#part("execution roles", () => linkExecutionRoles(this));
  }

  /** By queue, the functions that its messages are given to. */
  get queueConsumers(): ReadonlyMap<Resource, readonly QueueConsumer[]> {
    return this.#part("queue consumers", () => linkQueueConsumers(this));
  }

  /** Who names which queue for what has failed. */
  get deadLetters(): DeadLetterIndex {
    return this.#part("dead letters", () => linkDeadLetters(this.system));
  }

  /** What metric filters count in the logs of functions. */
  get logMetrics(): LogMetricIndex {
    return this.#part("log metrics", () => linkLogMetrics(this));
  }

  /** What each function is there for. */
  get roles(): Roles {
    return this.#part("roles", () => linkRoles(this));
  }

  /** The functions that serve traffic: the subjects. */
  get functions(): readonly FunctionNode[] {
    const { functions } = this.functionIndex;
    return this.#options.includeInfrastructure ? functions : functions.filter((node) => this.roles.of(node).kind === "traffic");
  }

  get aliases(): readonly AliasNode[] {
    return this.functionIndex.aliases;
  }

  /** The aliases of functions that serve traffic. */
  get trafficAliases(): readonly TrafficAlias[] {
    return this.#part("traffic aliases", () => linkTrafficAliases(this));
  }

  /** Those whose traffic a deployment group shifts. */
  get shiftedAliases(): readonly ShiftedAlias[] {
    return this.#part("shifted aliases", () => linkShiftedAliases(this));
  }

  /** State machine aliases that CloudFormation shifts step by step. */
  get gradualRollouts(): readonly GradualRollout[] {
    return this.#part("gradual rollouts", () => linkGradualRollouts(this));
  }

  /** Deployments of AWS AppConfig that the stacks start. */
  get configurationDeployments(): readonly ConfigurationDeployment[] {
    return this.#part("configuration deployments", () => linkConfigurationDeployments(this.system));
  }

  /** Environments of AWS AppConfig. */
  get configurationEnvironments(): readonly ConfigurationEnvironment[] {
    return this.#part("configuration environments", () => linkConfigurationEnvironments(this));
  }

  /** The alarms on which CloudFormation rolls operations on live stacks back. */
  get stackRollbacks(): readonly RollbackTriggers[] {
    return this.#part("stack rollbacks", () => linkRollbackTriggers(this));
  }

  /** Where the live system is not what its deployed templates say. */
  get drift(): readonly Drift[] {
    return this.#part("drift", () => linkDrift(this.system));
  }

  /** What was seen of the live system; unresolved if it was not requested, or denied. */
  observed<Asked extends Ask>(ask: Asked): Known<Answers[Asked["kind"]]> | Unresolved {
    return observed(ask, this.system.facts.observations);
  }

  /** The files of another tool's results that match; empty where no file matches or none was requested. */
  evidence<Kind extends EvidenceAsk["kind"]>(ask: EvidenceAsk & { readonly kind: Kind }): readonly EvidenceFile<Kind>[] {
    return (this.system.facts.evidence?.get(evidenceKey(ask)) ?? []) as readonly EvidenceFile<Kind>[];
  }

  /** Why a kind of a resource's live state is unknown; null where it was read, or where there is no such state. */
  unseen({ id }: Resource, kind: AskKind): Unresolved | null {
    return this.#part(`unseen ${kind}`, () => unseenOf(kind, this)).get(id) ?? null;
  }

  /** Why of some resource that kind of live state is unknown: what nothing was found for may have been there. */
  unseenAnywhere(kind: AskKind): Unresolved | null {
    return [...this.#part(`unseen ${kind}`, () => unseenOf(kind, this)).values()][0] ?? null;
  }

  isSubject(node: FunctionNode): boolean {
    return this.#options.includeInfrastructure || this.roles.of(node).kind === "traffic";
  }

  #part<T>(name: string, link: () => T): T {
    if (!this.#parts.has(name)) this.#parts.set(name, link());
    return this.#parts.get(name) as T;
  }
}
