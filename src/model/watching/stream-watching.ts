// Which alarms watch how far a mapping lags behind its stream.

import type { WithAlarms } from "../alarms/alarm.ts";
import type { AliasNode, WithFunctions } from "../functions/function.ts";
import type { EventSource } from "../messages/event-source.ts";
import type { WithSeriesExistence } from "../metrics/series-existence.ts";
import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type FunctionMetric, type FunctionWatchingIndex, linkFunctionWatching } from "./function-watching.ts";
import type { WithLogMetrics } from "./log-metrics.ts";
import { alarmsOnResource } from "./resource-watching.ts";
import type { Watchers } from "./watching.ts";

/** What the answers are read from. */
type Linked = WithAlarms & WithFunctions & WithLogMetrics & WithSeriesExistence & WithSystem;

const AGE: FunctionMetric = { name: "IteratorAge", label: "iterator ages", sampling: { kind: "amount" }, isLogged: false };
/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html: Kafka has offsets in place of ages. */
const LAG: FunctionMetric = { name: "OffsetLag", label: "offset lags", sampling: { kind: "amount" }, isLogged: false };

export interface StreamWatchingIndex {
  /** null where unknown which function reads the stream. */
  alarmsOf(source: EventSource): (Watchers & { readonly metric: string }) | null;
}

export function linkStreamWatching(model: Linked): StreamWatchingIndex {
  const [ages, lags] = [AGE, LAG].map((metric) => linkFunctionWatching(metric, model)) as [
    FunctionWatchingIndex,
    FunctionWatchingIndex,
  ];
  return {
    alarmsOf({ resource, target, kind }) {
      if (target.state !== "known") return null;
      const isKafka = kind.state === "known" && kind.value === "kafka";
      const { watches, doubts, misses } = (isKafka ? lags : ages).alarmsOf(target.value.function);
      const { qualifier } = target.value;
      const own = qualifier.kind === "alias" ? qualifier.alias : null;
      const ofStream = kind.state === "known" && kind.value === "kinesis" ? alarmsOnStream(resource, model) : NOBODY;
      const isOther = (via: readonly unknown[]): boolean => via.length > 0 && !via.includes(own?.resource);
      const others = watches.filter(({ via }) => isOther(via));
      return {
        metric: isKafka ? LAG.name : AGE.name,
        watches: [...watches.filter((watch) => !others.includes(watch)), ...ofStream.watches],
        doubts: [...doubts, ...ofStream.doubts],
        misses: [
          ...misses,
          ...ofStream.misses,
          ...others.map(({ alarm, what }) => ({ alarm, reason: `watches ${what}, ${reads(own)}` })),
        ],
      };
    },
  };
}

const NOBODY: Watchers = { watches: [], doubts: [], misses: [] };

/** How far the slowest of all that read from the shards of a Kinesis stream lags behind. */
function alarmsOnStream(mapping: Resource, model: WithAlarms & WithSeriesExistence & WithSystem): Watchers {
  const stream = model.system.find(mapping.property("EventSourceArn").symbol(), mapping.stack, ["AWS::Kinesis::Stream"]);
  if (stream.state !== "known") return NOBODY;
  const names = ["GetRecords.IteratorAgeMilliseconds"];
  return alarmsOnResource(stream.value, { namespace: "AWS/Kinesis", dimension: "StreamName", names }, model);
}

function reads(own: AliasNode | null): string {
  return `and the mapping invokes ${own === null ? "the function itself" : `alias ${own.label}`}`;
}
