// Whether a bucket has the metrics configuration that S3's request metrics carry as FilterId.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html
import type { Resource } from "../resource.ts";
import type { System } from "../system.ts";
import type { SeriesJudgement } from "./series-judgement.ts";

/** null where it has it. @param filter the FilterId, as text with tokens */
export function judgeRequestMetrics(bucket: Resource, filter: string, system: System): SeriesJudgement | null {
  const via = [bucket];
  const shown = system.symbols.display(filter);
  const list = bucket.property("MetricsConfigurations").items();
  if (list.state === "unresolved") return { kind: "unresolved", because: list, via };
  const ids = (list.state === "known" ? list.value : []).map((each) => each.at("Id").symbol());
  const known = ids.flatMap((id) => (id.state === "known" ? [id.value] : []));
  if (known.includes(filter)) return null;
  const open = [filter, ...known].map((text) => system.resolver.unknownIn(text)).find((doubt) => doubt !== null);
  if (open !== undefined && open !== null && known.length > 0) return { kind: "unresolved", because: open, via };
  const has = known.length === 0 ? "no MetricsConfigurations" : `the ${known.map((id) => system.symbols.display(id)).join(", ")}`;
  return {
    kind: "never",
    reason: `S3 publishes request metrics only for a metrics configuration of the bucket, and ${bucket.label} has ${has}, not ${shown}`,
    via,
  };
}
