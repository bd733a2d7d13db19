// What an alarm sees of a deployment, over all of its series and the members of its rule.
import type { AlarmNode, MetricSeries, WithAlarms } from "../alarms/alarm.ts";
import { canSetOff, membersOf, parseComposition } from "../alarms/composition.ts";
import type { WithApis } from "../apis/api.ts";
import type { WithInvocationsByApi } from "../apis/api-traffic.ts";
import type { WithFunctions } from "../functions/function.ts";
import type { WithInvocations } from "../invocations/invocation.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { WithReferences } from "../resolve/references.ts";
import type { WithSystem } from "../system.ts";
import { known, type Unresolved, unresolved } from "../value.ts";
import type { WithLogMetrics } from "../watching/log-metrics.ts";
import { newerDoubt, watchableFunction } from "../watching/newer-alarms.ts";
import { queriesOf, unreadQuery } from "../watching/watching.ts";
import { coverageOfApi } from "./api-coverage.ts";
import { type Coverage, type Deployed, determined, undetermined } from "./coverage.ts";
import { coverageOfCustomMetric, coverageOfLogMetric } from "./custom-coverage.ts";
import { effectiveCoverages } from "./effective-coverage.ts";
import { coverageOfLambda } from "./lambda-coverage.ts";

/** The parts of the model that say what an alarm covers of a deployment. */
export type CoverageSources = WithAlarms &
  WithApis &
  WithFunctions &
  WithInvocations &
  WithInvocationsByApi &
  WithLogMetrics &
  WithReferences &
  WithSeriesExistence &
  WithSystem;

export interface CoverageOptions {
  /** Namespaces whose metrics measure the function, whatever their dimensions. */
  readonly trusted: readonly string[];
  /** Only metrics by which a failure puts it in ALARM count; else all metrics of the function do. */
  readonly mustTrigger: boolean;
}

/** What is looked for in an alarm: what one of its series shows, or a query of a kind that is not evaluated. */
export interface CoverageLookup {
  coverageOfSeries(series: MetricSeries, alarm: AlarmNode): Coverage;
  coverageOfQuery(alarm: AlarmNode): Coverage;
}

/** All that an alarm sees of a deployment, series by series and member by member. */
export function coveragesOf(
  alarm: AlarmNode,
  deployed: Deployed,
  model: CoverageSources,
  options: CoverageOptions,
): readonly Coverage[] {
  const lookup: CoverageLookup = {
    coverageOfSeries: (series, of) => coverageOfSeries(series, of, { deployed, model, options }),
    coverageOfQuery: (of) => ofNewerKind(of, deployed, model),
  };
  return coveragesThrough(lookup, alarm, model, options);
}

/** The same of whatever is deployed. */
export function coveragesThrough(
  lookup: CoverageLookup,
  alarm: AlarmNode,
  model: CoverageSources,
  options: CoverageOptions,
): readonly Coverage[] {
  const coverages = visit(alarm, { lookup, model, options, above: [] });
  return coverages.length > 0
    ? coverages
    : [determined("nothing", "is a composite alarm of alarms that only refer to each other")];
}

interface Viewing {
  readonly lookup: CoverageLookup;
  readonly model: CoverageSources;
  readonly options: CoverageOptions;
  /** The composite alarms that it is a member of: rules can name each other in a circle. */
  readonly above: readonly AlarmNode[];
}

function visit(alarm: AlarmNode, viewing: Viewing): readonly Coverage[] {
  if (alarm.kind === "composite") return ofComposite(alarm, viewing);
  if (alarm.kind === "log" || !alarm.resource.property("EvaluationCriteria").isAbsent)
    return [viewing.lookup.coverageOfQuery(alarm)];
  if (alarm.series.state === "unresolved") return [undetermined("watches unknown series", alarm.series)];
  const queries = queriesOf(alarm).map(() => undetermined("is a Metrics Insights query", unreadQuery(alarm)));
  const series = alarm.series.state === "known" ? [...alarm.series.value].reverse() : [];
  const seen = series.map((each) => ({ series: each, coverage: viewing.lookup.coverageOfSeries(each, alarm) }));
  const counted = viewing.options.mustTrigger
    ? effectiveCoverages(seen, alarm, viewing.model)
    : seen.map(({ coverage }) => coverage);
  const coverages = [...queries, ...counted];
  return coverages.length > 0
    ? coverages
    : [undetermined("watches no supported metric", unresolved("has no supported metric or query"))];
}

/** A query in PromQL or over logs: what it names is covered, or the coverage is unknown. */
function ofNewerKind(alarm: AlarmNode, deployed: Deployed, model: WithSystem): Coverage {
  const doubt = newerDoubt(alarm, watchableFunction(deployed.function, model), model);
  if (alarm.kind === "log")
    return doubt === null
      ? determined("nothing", "queries logs that are not the function's")
      : undetermined("queries logs", doubt);
  return undetermined(
    "evaluates a PromQL query",
    doubt ?? `the query of alarm ${alarm.resource.label} is not evaluated, and does not name the function`,
  );
}

interface SeriesViewing {
  readonly deployed: Deployed;
  readonly model: CoverageSources;
  readonly options: Pick<CoverageOptions, "trusted">;
}

/** What one of an alarm's series shows of a deployment. */
export function coverageOfSeries(series: MetricSeries, alarm: AlarmNode, { deployed, model, options }: SeriesViewing): Coverage {
  const { namespace } = series;
  if (namespace.state === "unresolved") return undetermined("watches an unknown metric", namespace);
  if (namespace.state === "absent") return undetermined("watches a metric without a namespace", unresolved("has no namespace"));
  const text = model.system.concrete(namespace.value);
  if (text === "AWS/Lambda") return coverageOfLambda(series, alarm, deployed, model);
  if (text === "AWS/ApiGateway") return coverageOfApi(series, alarm, deployed, model);
  const doubt = model.system.resolver.unknownIn(text);
  const mayBeOfService = ["AWS/Lambda", "AWS/ApiGateway"].some((service) => mayBeEqual(text, service, model.system.symbols));
  if (doubt !== null && mayBeOfService) return undetermined("watches a metric whose namespace is unknown", doubt);
  return (
    coverageOfLogMetric(series, alarm, deployed, model) ?? coverageOfCustomMetric(series, alarm, deployed, model, options.trusted)
  );
}

/** The members that can put it in ALARM; a member that only suppresses it does not watch a deployment. */
function ofComposite(alarm: AlarmNode, viewing: Viewing): readonly Coverage[] {
  const { composition } = alarm;
  const { model, above } = viewing;
  const rule = composition.state === "known" ? parseComposition(composition.value) : null;
  if (rule === null || composition.state !== "known") return [undetermined("has an unknown rule", doubtOfRule(alarm, model))];
  const members = membersOf(rule).filter((member) => canSetOff(rule, member));
  if (members.length === 0) return [determined("nothing", "has a rule that no member can fulfil")];
  return members.flatMap((name): readonly Coverage[] => {
    const target = model.alarmIndex.find(known(name), alarm.resource);
    const shown = model.system.symbols.display(name);
    if (target.state === "unresolved") return [undetermined(`has an unknown member (${shown})`, target)];
    if (target.state !== "known")
      return [
        undetermined(
          `has member ${shown}`,
          `alarm ${shown} is ${target.state === "external" ? "not defined in the audited stacks; also audit the stack that defines it" : "not there"}`,
        ),
      ];
    if (target.value === alarm || above.includes(target.value)) return [];
    const below = visit(target.value, { ...viewing, above: [...above, alarm] });
    const { resource } = target.value;
    return below.map((coverage) => ({
      ...coverage,
      what: `has member ${resource.label}, which ${coverage.what}`,
      via: [resource, ...coverage.via],
    }));
  });
}

function doubtOfRule({ composition }: AlarmNode, { system }: WithSystem): Unresolved {
  if (composition.state === "unresolved") return composition;
  const doubt = composition.state === "known" ? system.resolver.unknownIn(composition.value) : null;
  return doubt ?? unresolved("its AlarmRule is not supported");
}
