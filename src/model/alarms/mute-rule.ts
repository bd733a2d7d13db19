// Mute rules: while one is active, the actions of its alarms do not run. Their states still change.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarmmuterule.html

import type { Resource } from "../resource.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved, type Value } from "../value.ts";
import type { AlarmNode, WithAlarms } from "./alarm.ts";
import { isMutedAllDay } from "./mute-schedule.ts";

export type Mute =
  /** `what` completes "the alarm …". */
  | { readonly kind: "muted"; readonly what: string; readonly rule: Resource }
  | { readonly kind: "unresolved"; readonly because: Unresolved; readonly rule: Resource };

/** What mutes an alarm all day, certainly or perhaps; null where nothing does. @param now in milliseconds since the epoch */
export function muteOf(alarm: AlarmNode, model: WithAlarms & WithSystem, now: number): Mute | null {
  const mutes = model.system
    .resourcesOf("AWS::CloudWatch::AlarmMuteRule")
    .flatMap((rule) => muteBy(rule, alarm, model, now) ?? []);
  return mutes.find(({ kind, rule }) => kind === "muted" && rule.presence.state === "known") ?? mutes[0] ?? null;
}

function muteBy(rule: Resource, alarm: AlarmNode, model: WithAlarms, now: number): Mute | null {
  const targets = isTarget(rule, alarm, model);
  if (targets === false) return null;
  const active = isActive(rule, now);
  const schedule = rule.property("Rule", "Schedule");
  const [expression, duration] = [schedule.at("Expression").text(), schedule.at("Duration").text()];
  const doubt = [active, expression, duration].find((value): value is Unresolved => value.state === "unresolved");
  if (active.state === "known" && !active.value) return null;
  if (expression.state === "known" && duration.state === "known") {
    const allDay = isMutedAllDay(expression.value, duration.value);
    if (allDay === false) return null;
    if (allDay === null)
      return { kind: "unresolved", because: unresolved(`has the schedule ${expression.value}, which is not evaluated`), rule };
  }
  const because = targets === true ? doubt : targets;
  if (because !== undefined) return { kind: "unresolved", because, rule };
  if (rule.presence.state === "unresolved") return { kind: "unresolved", because: rule.presence, rule };
  return { kind: "muted", what: `is muted all day by ${rule.label}`, rule };
}

function isTarget(rule: Resource, alarm: AlarmNode, model: WithAlarms): boolean | Unresolved {
  const names = rule.property("MuteTargets", "AlarmNames").items();
  if (names.state !== "known") return names.state === "unresolved" ? names : false;
  const targets = names.value.map((name) => model.alarmIndex.find(name.symbol(), rule));
  if (targets.some((target) => target.state === "known" && target.value === alarm)) return true;
  return targets.find((target): target is Unresolved => target.state === "unresolved") ?? false;
}

/** Between its start and its end; their time zone is the schedule's, which is a day at most. */
function isActive(rule: Resource, now: number): Value<boolean> {
  const [start, end] = [rule.property("StartDate").text(), rule.property("ExpireDate").text()];
  if (start.state === "unresolved") return start;
  if (end.state === "unresolved") return end;
  const [from, to] = [timeOf(start), timeOf(end)];
  return { state: "known", value: (from === null || from <= now) && (to === null || now < to) };
}

/** `2026-12-24T18:00`; null where there is none. */
function timeOf(date: Value<string>): number | null {
  const time =
    date.state === "known" ? Date.parse(/Z|[+-]\d\d:\d\d$/.test(date.value) ? date.value : `${date.value}Z`) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
