// Metrics that metric filters of the audited stacks publish, and misspelt names of them.

import type { WithAlarms } from "../alarms/alarm.ts";
import { nearest } from "../names/nearest.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import type { Unresolved, Value } from "../value.ts";
import { isMisspelt, mayBeMisspelt } from "./misspelling.ts";
import { type DimensionSet, isSameSet, setInWords } from "./published-metrics.ts";
import type { SeriesJudgement } from "./series-judgement.ts";

interface FilterMetric {
  readonly filter: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Value<DimensionSet>;
  readonly unit: Value<string>;
}

/** What an alarm asks for: the names of its dimensions, and the only unit of which it takes data. */
interface Wanted {
  readonly names: DimensionSet;
  readonly unit: Value<string>;
}

export interface FilterSeriesIndex {
  /** null where no filter has anything to do with it. */
  judge(namespace: string, name: string, wanted: Wanted, from: Resource): SeriesJudgement | null;
}

export function linkFilterSeries(model: WithAlarms & WithSystem): FilterSeriesIndex {
  const metrics = model.alarmIndex.metricFilters.flatMap(({ resource }) => metricsOf(resource, model));
  const { symbols, resolver } = model.system;
  const isAlike = (one: string, other: string): boolean => one === other || isMisspelt(one, other, symbols);
  return {
    judge(namespace, name, wanted, from) {
      const mayMean = (one: string, other: string): boolean => isAlike(one, other) || mayBeMisspelt(one, other, symbols);
      // Metric filters cannot publish in AWS's namespaces.
      if (namespace.startsWith("AWS/")) return null;
      const same = metrics.filter((metric) => metric.namespace === namespace && metric.name === name);
      if (same.length > 0)
        return judgeSame(
          nearest(same, ({ filter }) => filter.stack, from.stack),
          wanted,
        );
      for (const metric of metrics.filter((each) => mayMean(each.namespace, namespace) && mayMean(each.name, name))) {
        const because = resolver.unknownIn([namespace, name, metric.namespace, metric.name].join(" "));
        const made = symbols.display(`${metric.namespace} ${metric.name}`);
        if (because !== null) return { kind: "unresolved", because, via: [metric.filter], flaw: { kind: "metric filter", made } };
      }
      const close = metrics.find((metric) => isAlike(metric.namespace, namespace) && isAlike(metric.name, name));
      if (close === undefined) return null;
      const made = symbols.display(`${close.namespace} ${close.name}`);
      const watched = symbols.display(`${namespace} ${name}`);
      const reason = `nothing publishes ${watched}: metric filter ${close.filter.label} publishes ${made}`;
      return { kind: "never", reason, via: [close.filter], flaw: { kind: "metric filter", made } };
    },
  };
}

function metricsOf(filter: Resource, { system }: WithSystem): readonly FilterMetric[] {
  const items = filter.property("MetricTransformations").items();
  if (items.state === "unresolved") {
    const text = system.resolver.unknownText(items, `transformations of ${filter.id}`);
    return [{ filter, namespace: text, name: text, dimensions: items, unit: items }];
  }
  if (items.state === "absent") return [];
  const systemFields = systemFieldsOf(filter);
  return items.value.flatMap((item): readonly FilterMetric[] => {
    const [namespace, name] = [item.at("MetricNamespace").symbol(), item.at("MetricName").symbol()];
    if (namespace.state !== "known" || name.state !== "known") return [];
    const entries = item.at("Dimensions").items();
    const keys =
      entries.state === "known" ? entries.value.map((entry) => entry.at("Key").text()) : ([] as readonly Value<string>[]);
    const names = [...keys, ...systemFields.names];
    const open = [entries, systemFields.list, ...names].find((value): value is Unresolved => value.state === "unresolved");
    const set = names.flatMap((each) => (each.state === "known" ? [each.value] : []));
    const dimensions: Value<DimensionSet> = open ?? { state: "known", value: set };
    const unit = item.at("Unit").text();
    return [{ filter, namespace: system.concrete(namespace.value), name: system.concrete(name.value), dimensions, unit }];
  });
}

function judgeSame(metrics: readonly FilterMetric[], { names: given, unit }: Wanted): SeriesJudgement | null {
  const fitting = metrics.find(({ dimensions }) => dimensions.state === "known" && isSameSet(dimensions.value, given));
  if (fitting !== undefined) {
    const { filter, name } = fitting;
    const flaw = judgeUnit(fitting, unit);
    if (flaw !== null) return flaw;
    return { kind: "published", what: `metric filter ${filter.label} publishes ${name}`, via: [filter] };
  }
  const [first] = metrics;
  if (first === undefined) return null;
  const { filter, name, dimensions } = first;
  if (dimensions.state !== "known")
    return dimensions.state === "unresolved" ? { kind: "unresolved", because: dimensions, via: [filter] } : null;
  const reason = `metric filter ${filter.label} publishes ${name} with ${setInWords(dimensions.value)}, not with ${setInWords(given)}`;
  return { kind: "never", reason, via: [filter] };
}

/** A transformation without a Unit makes samples of the unit None: an alarm with any other gets no data. */
function judgeUnit({ filter, name, unit: made }: FilterMetric, wanted: Value<string>): SeriesJudgement | null {
  if (wanted.state === "absent") return null;
  const open = [wanted, made].find((value): value is Unresolved => value.state === "unresolved");
  if (open !== undefined) return { kind: "unresolved", because: open, via: [filter], flaw: { kind: "unit" } };
  const [asked, own] = [wanted, made].map((value) => (value.state === "known" ? value.value : "None"));
  if (asked === own) return null;
  return {
    kind: "never",
    reason: `its Unit is ${asked}, and metric filter ${filter.label} publishes ${name} in ${own}`,
    via: [filter],
    flaw: { kind: "unit" },
  };
}

/** `@aws.account` and `@aws.region`, where the filter adds them. */
function systemFieldsOf(filter: Resource): { readonly list: Value<unknown>; readonly names: readonly Value<string>[] } {
  const list = filter.property("EmitSystemFieldDimensions").items();
  return { list, names: list.state === "known" ? list.value.map((each) => each.text()) : [] };
}
