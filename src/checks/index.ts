// The explicit list of built-in checks, in the order in which reports name them.
import alarmAction from "./alarm-action.ts";
import apiLatencyAlarm from "./api-latency-alarm.ts";
import type { Check } from "./define-check.ts";
import deploymentGroup from "./deployment-group.ts";
import functionAlias from "./function-alias.ts";
import functionErrorAlarm from "./function-error-alarm.ts";
import invocationQualifier from "./invocation-qualifier.ts";
import progressiveTraffic from "./progressive-traffic.ts";
import requiredTags from "./required-tags.ts";
import rollbackAlarm from "./rollback-alarm.ts";

export const builtInChecks: readonly Check[] = [
  functionAlias,
  deploymentGroup,
  progressiveTraffic,
  rollbackAlarm,
  invocationQualifier,
  functionErrorAlarm,
  apiLatencyAlarm,
  alarmAction,
  requiredTags,
];
