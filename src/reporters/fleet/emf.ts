// CloudWatch's embedded metric format: a log line that becomes metrics of the fleet, and one for each check.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import type { FleetReporter } from "./reporter.ts";

const NAMESPACE = "ServerlessFitness/Fleet";

const emf: FleetReporter = ({ mergedAt, systems, verdicts, score, checks }) => {
  const at = Date.parse(mergedAt);
  const all = {
    Systems: systems,
    Fit: verdicts.fit,
    Degraded: verdicts.degraded,
    Inconclusive: verdicts.inconclusive,
    NotAudited: verdicts.notAudited,
    Missing: verdicts.missing,
    ...(score.median === null ? {} : { MedianScore: score.median }),
  };
  const lines = [
    line(at, {}, all),
    ...checks.map(({ id, failing, assessed }) => line(at, { Check: id }, { FailingSystems: failing, AssessedSystems: assessed })),
  ];
  return lines.map((each) => `${JSON.stringify(each)}\n`).join("");
};
export default emf;

function line(timestamp: number, dimensions: Readonly<Record<string, string>>, metrics: Readonly<Record<string, number>>) {
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: Object.keys(metrics).map((name) => ({ Name: name, Unit: name === "MedianScore" ? "None" : "Count" })),
        },
      ],
    },
    ...dimensions,
    ...metrics,
  };
}
