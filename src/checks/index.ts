// The explicit list of built-in checks, in the order in which reports name them.
import alarmAction from "./alarm-action.ts";
import alarmMetric from "./alarm-metric.ts";
import alarmState from "./alarm-state.ts";
import alarmText from "./alarm-text.ts";
import apiAccessLog from "./api-access-log.ts";
import apiErrorAlarm from "./api-error-alarm.ts";
import apiErrorRate from "./api-error-rate.ts";
import apiLatency from "./api-latency.ts";
import apiLatencyAlarm from "./api-latency-alarm.ts";
import apiThrottling from "./api-throttling.ts";
import apiTracing from "./api-tracing.ts";
import asyncConfigurationQualifier from "./async-configuration-qualifier.ts";
import asyncFailureDestination from "./async-failure-destination.ts";
import batchFailures from "./batch-failures.ts";
import canaryComparison from "./canary-comparison.ts";
import codeCoverage from "./code-coverage.ts";
import complianceReport from "./compliance-report.ts";
import concurrencyHeadroom from "./concurrency-headroom.ts";
import deadLetterAlarm from "./dead-letter-alarm.ts";
import deadLetterDepth from "./dead-letter-depth.ts";
import type { Check } from "./define-check.ts";
import deploymentDrift from "./deployment-drift.ts";
import deploymentExposure from "./deployment-exposure.ts";
import deploymentGroup from "./deployment-group.ts";
import deploymentHook from "./deployment-hook.ts";
import deploymentOutcome from "./deployment-outcome.ts";
import experimentReport from "./experiment-report.ts";
import faultExperiment from "./fault-experiment.ts";
import functionAlias from "./function-alias.ts";
import functionCost from "./function-cost.ts";
import functionDuration from "./function-duration.ts";
import functionErrorAlarm from "./function-error-alarm.ts";
import functionErrorRate from "./function-error-rate.ts";
import functionMemory from "./function-memory.ts";
import functionRole from "./function-role.ts";
import functionRuntime from "./function-runtime.ts";
import functionThrottles from "./function-throttles.ts";
import functionTimeout from "./function-timeout.ts";
import functionTracing from "./function-tracing.ts";
import healthyRollback from "./healthy-rollback.ts";
import invocationPermission from "./invocation-permission.ts";
import invocationQualifier from "./invocation-qualifier.ts";
import iteratorAge from "./iterator-age.ts";
import iteratorAgeAlarm from "./iterator-age-alarm.ts";
import loadTest from "./load-test.ts";
import logRetention from "./log-retention.ts";
import progressiveTraffic from "./progressive-traffic.ts";
import queueRedrive from "./queue-redrive.ts";
import queueVisibility from "./queue-visibility.ts";
import requiredTags from "./required-tags.ts";
import rollbackAlarm from "./rollback-alarm.ts";
import rollbackAlarmDeadlock from "./rollback-alarm-deadlock.ts";
import rollbackAlarmScope from "./rollback-alarm-scope.ts";
import rollbackAlarmSensitivity from "./rollback-alarm-sensitivity.ts";
import rollbackAlarmTiming from "./rollback-alarm-timing.ts";
import ruleDeadLetter from "./rule-dead-letter.ts";
import sarifReport from "./sarif-report.ts";
import stateMachineRetry from "./state-machine-retry.ts";
import stateMachineTracing from "./state-machine-tracing.ts";
import streamFailureDestination from "./stream-failure-destination.ts";
import subscriptionDeadLetter from "./subscription-dead-letter.ts";
import testReport from "./test-report.ts";
import throttleAlarm from "./throttle-alarm.ts";
import unknownCompute from "./unknown-compute.ts";
import versionPublishing from "./version-publishing.ts";

export const builtInChecks: readonly Check[] = [
  unknownCompute,
  functionAlias,
  versionPublishing,
  deploymentGroup,
  progressiveTraffic,
  rollbackAlarm,
  rollbackAlarmScope,
  rollbackAlarmTiming,
  rollbackAlarmSensitivity,
  healthyRollback,
  rollbackAlarmDeadlock,
  deploymentExposure,
  invocationQualifier,
  invocationPermission,
  asyncConfigurationQualifier,
  deploymentHook,
  deploymentOutcome,
  deploymentDrift,
  functionErrorAlarm,
  apiLatencyAlarm,
  apiErrorAlarm,
  alarmAction,
  alarmMetric,
  alarmText,
  throttleAlarm,
  deadLetterAlarm,
  iteratorAgeAlarm,
  alarmState,
  requiredTags,
  logRetention,
  functionCost,
  apiLatency,
  apiErrorRate,
  functionErrorRate,
  functionDuration,
  functionThrottles,
  deadLetterDepth,
  iteratorAge,
  concurrencyHeadroom,
  canaryComparison,
  asyncFailureDestination,
  streamFailureDestination,
  batchFailures,
  stateMachineRetry,
  queueRedrive,
  queueVisibility,
  ruleDeadLetter,
  subscriptionDeadLetter,
  functionTimeout,
  functionMemory,
  functionTracing,
  apiTracing,
  stateMachineTracing,
  apiAccessLog,
  apiThrottling,
  functionRole,
  functionRuntime,
  faultExperiment,
  complianceReport,
  sarifReport,
  codeCoverage,
  testReport,
  loadTest,
  experimentReport,
];
