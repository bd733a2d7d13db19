// CloudWatch's alarms: their settings and current state.
import type { CompositeAlarm, LogAlarm, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { alarmPropertyNames } from "../../model/observed/alarm-properties.ts";
import type { AlarmObserved, Answer } from "../../model/observed/ask.ts";
import {
  allPages,
  answered,
  type Collector,
  given,
  grouped,
  inChunks,
  incomplete,
  merged,
  type Site,
  spread,
  written,
} from "./collector.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html; by default it pages at 50. */
const ALARMS_A_CALL = 100;

export const alarmCollector: Collector<"alarm"> = {
  actions: { alarm: ["cloudwatch:DescribeAlarms"] },
  async collect(asks, site) {
    const byName = [...grouped(asks, ({ name }) => name)];
    const parts = inChunks(byName, ALARMS_A_CALL).map(async (chunk) => {
      const names = chunk.map(([name]) => name);
      const found = await answered("cloudwatch:DescribeAlarms", site, () => alarmsNamed(names, site));
      return merged(
        chunk.map(([name, same]) => {
          const answer: Answer = found.state === "seen" ? { state: "seen", value: found.value.get(name) ?? null } : found;
          return spread(same, answer);
        }),
      );
    });
    return merged(await Promise.all(parts));
  },
};

type Found = readonly [name: string, AlarmObserved];

async function alarmsNamed(names: readonly string[], { clients, region }: Site): Promise<ReadonlyMap<string, AlarmObserved>> {
  const sdk = await import("@aws-sdk/client-cloudwatch");
  const client = clients.of(sdk.CloudWatchClient, region);
  const found = await allPages(async (NextToken) => {
    const page = await client.send(
      new sdk.DescribeAlarmsCommand({
        AlarmNames: [...names],
        // Without it only metric alarms come back, and a composite one looks deleted.
        AlarmTypes: ["MetricAlarm", "CompositeAlarm", "LogAlarm"],
        MaxRecords: ALARMS_A_CALL,
        NextToken,
      }),
    );
    const { MetricAlarms, CompositeAlarms, LogAlarms, NextToken: next } = page;
    if (MetricAlarms === undefined && CompositeAlarms === undefined && LogAlarms === undefined)
      incomplete("it has no alarms, not even an empty list");
    const items: Found[] = [
      ...(MetricAlarms ?? []).map((alarm) => observedAs("metric", alarm)),
      ...(CompositeAlarms ?? []).map((alarm) => observedAs("composite", alarm)),
      ...(LogAlarms ?? []).map((alarm) => observedAs("log", alarm)),
    ];
    return { items, next };
  });
  return new Map(found);
}

type Alarm = MetricAlarm & CompositeAlarm & LogAlarm;

function observedAs(kind: AlarmObserved["kind"], alarm: MetricAlarm | CompositeAlarm | LogAlarm): Found {
  const all: Partial<Alarm> = alarm as Alarm;
  const { StateValue, StateReason, StateUpdatedTimestamp, EvaluationState } = all;
  const names: readonly (keyof Alarm)[] = alarmPropertyNames[kind];
  const observed: AlarmObserved = {
    kind,
    arn: given(all.AlarmArn, "AlarmArn"),
    state: given(StateValue, "StateValue"),
    stateReason: StateReason ?? null,
    stateUpdatedAt: StateUpdatedTimestamp?.toISOString() ?? null,
    evaluationState: EvaluationState ?? null,
    actionsEnabled: given(all.ActionsEnabled, "ActionsEnabled"),
    alarmActions: all.AlarmActions ?? [],
    properties: written(Object.fromEntries(names.map((name) => [name, all[name]]))),
  };
  return [given(all.AlarmName, "AlarmName"), observed];
}
