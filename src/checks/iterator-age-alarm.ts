// iterator-age-alarm: a consumer that falls behind its stream loses records once they expire, without a single error.
import type { Assessment, Observations } from "../assessment.ts";
import { type EventSource, isInUse } from "../model/messages/event-source.ts";
import { linkStreamWatching, type StreamWatchingIndex } from "../model/watching/stream-watching.ts";
import { missesInWords, walkOf, watchedBy } from "../model/watching/watching.ts";
import { defineCheck, noOptions } from "./define-check.ts";

export default defineCheck({
  id: "iterator-age-alarm",
  title: "an alarm watches the lag of every stream mapping",
  characteristic: "observability",
  scope: "atomic",
  cadence: "continual",
  needs: "configuration",
  observes: ["alarm"],
  subjects: "stream mapping",
  severity: "off",
  options: noOptions,
  *assess(observations) {
    const { model } = observations;
    const streams = linkStreamWatching(model);
    for (const source of model.eventSources.filter((each) => each.isStream && isInUse(each, model)))
      yield judge(source, streams, observations);
  },
});

function judge(source: EventSource, streams: StreamWatchingIndex, { pass, fail, unknown }: Observations<unknown>): Assessment {
  const { resource, target } = source;
  const subject = { stack: resource.stack, resource, detail: null };
  const watchers = streams.alarmsOf(source);
  const remedy = remedyFor(watchers?.metric ?? "IteratorAge");
  const doubtful = "it is unknown whether an alarm watches its lag";
  if (watchers === null || target.state !== "known") {
    const because = target.state === "unresolved" ? target : "its function is not defined in the audited stacks";
    return unknown(subject, { message: doubtful, because, remedy, evidence: [resource] });
  }
  const evidence = [resource, target.value.function.resource];
  const watched = watchedBy(watchers);
  if (watched.kind === "doubtful") {
    const { resource: alarm, because } = watched.doubt;
    return unknown(subject, { message: doubtful, because, remedy, evidence: [...evidence, alarm] });
  }
  if (watched.kind === "unwatched") {
    const message = `no alarm watches ${watchers.metric}${missesInWords(watched.misses)}`;
    return fail(subject, { message, lacks: `an alarm on ${watchers.metric}`, remedy, evidence });
  }
  const { alarm, what } = watched.watch;
  const message = `alarm ${alarm.resource.label} watches ${what}`;
  return pass(subject, { message, evidence: [...evidence, ...walkOf(watched.watch)] });
}

function remedyFor(metric: string) {
  const template = `add an AWS::CloudWatch::Alarm on ${metric} in AWS/Lambda (Maximum) with the dimension FunctionName: !Ref of the function`;
  const cdk = `add fn.metric('${metric}', { statistic: 'Maximum' }).createAlarm(this, 'Lag', { threshold: 60000, evaluationPeriods: 3 })`;
  return { cdk, sam: template, cloudformation: template };
}
