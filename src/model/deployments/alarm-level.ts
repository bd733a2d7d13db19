// What an alarm sees of a deployment, over all of its series and the members of its rule.
import type { AlarmNode, MetricSeries } from "../alarms/alarm.ts";
import { canSetOff, membersOf, parseComposition } from "../alarms/composition.ts";
import type { Model } from "../model.ts";
import { mayBeEqual } from "../names/likeness.ts";
import { known, type Unresolved, unresolved } from "../value.ts";
import { newerDoubt, watchableFunction } from "../watching/newer-alarms.ts";
import { queriesOf, unreadQuery } from "../watching/watching.ts";
import { sightOfApi } from "./api-sight.ts";
import { sightOfCustomMetric, sightOfLogMetric } from "./custom-sight.ts";
import { effectiveSights } from "./effective-sight.ts";
import { sightOfLambda } from "./lambda-sight.ts";
import { type Deployed, type Sight, told, untold } from "./sight.ts";

export interface SightOptions {
  /** Namespaces whose metrics measure the function, whatever their dimensions. */
  readonly trusted: readonly string[];
  /** Only what a failure can set off counts; else whatever is about the function does. */
  readonly mustTrigger: boolean;
}

/** What is looked for in an alarm: what one of its series shows, or a query of a kind that is not evaluated. */
export interface Eye {
  sightOfSeries(series: MetricSeries, alarm: AlarmNode): Sight;
  sightOfQuery(alarm: AlarmNode): Sight;
}

/** All that an alarm sees of a deployment, series by series and member by member. */
export function sightsOf(alarm: AlarmNode, deployed: Deployed, model: Model, options: SightOptions): readonly Sight[] {
  const eye: Eye = {
    sightOfSeries: (series, of) => sightOfSeries(series, of, { deployed, model, options }),
    sightOfQuery: (of) => ofNewerKind(of, deployed, model),
  };
  return sightsThrough(eye, alarm, model, options);
}

/** The same of whatever is deployed. */
export function sightsThrough(eye: Eye, alarm: AlarmNode, model: Model, options: SightOptions): readonly Sight[] {
  const sights = visit(alarm, { eye, model, options, above: [] });
  return sights.length > 0 ? sights : [told("nothing", "is composed of alarms that only watch each other")];
}

interface Viewing {
  readonly eye: Eye;
  readonly model: Model;
  readonly options: SightOptions;
  /** The composite alarms that it is a member of: rules can name each other in a circle. */
  readonly above: readonly AlarmNode[];
}

function visit(alarm: AlarmNode, viewing: Viewing): readonly Sight[] {
  if (alarm.kind === "composite") return ofComposite(alarm, viewing);
  if (alarm.kind === "log" || !alarm.resource.property("EvaluationCriteria").isAbsent) return [viewing.eye.sightOfQuery(alarm)];
  if (alarm.series.state === "unresolved") return [untold("watches series that are not known", alarm.series)];
  const queries = queriesOf(alarm).map(() => untold("is a Metrics Insights query", unreadQuery(alarm)));
  const series = alarm.series.state === "known" ? [...alarm.series.value].reverse() : [];
  const seen = series.map((each) => ({ series: each, sight: viewing.eye.sightOfSeries(each, alarm) }));
  const counted = viewing.options.mustTrigger ? effectiveSights(seen, alarm, viewing.model) : seen.map(({ sight }) => sight);
  const sights = [...queries, ...counted];
  return sights.length > 0
    ? sights
    : [untold("watches no metric that is read here", unresolved("has neither a metric nor a query that is read here"))];
}

/** A query in PromQL or over logs: it shows what it names, or nobody can tell. */
function ofNewerKind(alarm: AlarmNode, deployed: Deployed, model: Model): Sight {
  const doubt = newerDoubt(alarm, watchableFunction(deployed.function, model), model);
  if (alarm.kind === "log")
    return doubt === null ? told("nothing", "queries logs that are not the function's") : untold("queries logs", doubt);
  return untold(
    "evaluates a PromQL query",
    doubt ?? `the query of alarm ${alarm.resource.label} is not evaluated, and does not name the function`,
  );
}

interface SeriesViewing {
  readonly deployed: Deployed;
  readonly model: Model;
  readonly options: Pick<SightOptions, "trusted">;
}

/** What one of an alarm's series shows of a deployment. */
export function sightOfSeries(series: MetricSeries, alarm: AlarmNode, { deployed, model, options }: SeriesViewing): Sight {
  const { namespace } = series;
  if (namespace.state === "unresolved") return untold("watches a metric that is not known", namespace);
  if (namespace.state === "absent") return untold("watches a metric without a namespace", unresolved("has no namespace"));
  const text = model.system.concrete(namespace.value);
  if (text === "AWS/Lambda") return sightOfLambda(series, alarm, deployed, model);
  if (text === "AWS/ApiGateway") return sightOfApi(series, alarm, deployed, model);
  const doubt = model.system.resolver.unknownIn(text);
  const mayBeOfService = ["AWS/Lambda", "AWS/ApiGateway"].some((service) => mayBeEqual(text, service, model.system.symbols));
  if (doubt !== null && mayBeOfService) return untold("watches a metric whose namespace is not known", doubt);
  return sightOfLogMetric(series, alarm, deployed, model) ?? sightOfCustomMetric(series, alarm, deployed, model, options.trusted);
}

/** The members that can set it off; a member that only holds it back shows nothing of a deployment. */
function ofComposite(alarm: AlarmNode, viewing: Viewing): readonly Sight[] {
  const { composition } = alarm;
  const { model, above } = viewing;
  const rule = composition.state === "known" ? parseComposition(composition.value) : null;
  if (rule === null || composition.state !== "known") return [untold("has a rule that is not known", doubtOfRule(alarm, model))];
  const members = membersOf(rule).filter((member) => canSetOff(rule, member));
  if (members.length === 0) return [told("nothing", "has a rule that no member can set off")];
  return members.flatMap((name): readonly Sight[] => {
    const target = model.alarmIndex.find(known(name), alarm.resource);
    const shown = model.system.symbols.display(name);
    if (target.state === "unresolved") return [untold(`has a member that is not known (${shown})`, target)];
    if (target.state !== "known")
      return [
        untold(
          `has member ${shown}`,
          `alarm ${shown} is ${target.state === "external" ? "defined in none of the audited stacks; audit the stack that defines it together with these" : "not there"}`,
        ),
      ];
    if (target.value === alarm || above.includes(target.value)) return [];
    const below = visit(target.value, { ...viewing, above: [...above, alarm] });
    const { resource } = target.value;
    return below.map((sight) => ({
      ...sight,
      what: `has member ${resource.label}, which ${sight.what}`,
      via: [resource, ...sight.via],
    }));
  });
}

function doubtOfRule({ composition }: AlarmNode, { system }: Model): Unresolved {
  if (composition.state === "unresolved") return composition;
  const doubt = composition.state === "known" ? system.resolver.unknownIn(composition.value) : null;
  return doubt ?? unresolved("its AlarmRule is not one that is read here");
}
