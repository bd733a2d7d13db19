// EventBridge rules that match an alarm's state changes.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html

import type { TemplateNode } from "../resolve/node.ts";
import type { Resource } from "../resource.ts";
import { isLiteral } from "../symbol.ts";
import type { WithSystem } from "../system.ts";
import { type Unresolved, unresolved } from "../value.ts";
import type { AlarmNode, WithAlarms } from "./alarm.ts";

type Match = boolean | Unresolved;

export interface RuleMatch {
  readonly rule: Resource;
  readonly match: true | Unresolved;
}

export interface AlarmRuleIndex {
  on(alarm: AlarmNode): readonly RuleMatch[];
}

/** A rule that takes changes of the state of alarms, certainly or perhaps. */
interface AlarmRule {
  readonly rule: Resource;
  readonly pattern: TemplateNode;
  readonly match: true | Unresolved;
}

export function linkAlarmRules(model: WithAlarms & WithSystem): AlarmRuleIndex {
  const rules = model.system.resourcesOf("AWS::Events::Rule").flatMap((rule): readonly AlarmRule[] => {
    const pattern = rule.property("EventPattern");
    const match = takesAlarms(rule, pattern, model);
    return match === false ? [] : [{ rule, pattern, match }];
  });
  return {
    on: (alarm) =>
      rules.flatMap(({ rule, pattern, match: taken }): readonly RuleMatch[] => {
        const match = all([taken, takesThis(pattern, alarm, model)]);
        return match === false ? [] : [{ rule, match }];
      }),
  };
}

function takesAlarms(rule: Resource, pattern: TemplateNode, model: WithSystem): Match {
  const [kind, source] = [pattern.at("detail-type"), pattern.at("source")];
  // A rule on other fields alone is about something else.
  const telling = [kind, source, pattern.at("resources"), pattern.at("detail", "alarmName")];
  const takesAll = pattern.at("detail").isAbsent && !pattern.at("account").isAbsent;
  if (!takesAll && telling.every(({ isAbsent }) => isAbsent)) return false;
  const targets = rule.property("Targets").items();
  if (targets.state === "absent" || (targets.state === "known" && targets.value.length === 0)) return false;
  const state = rule.property("State").text("DISABLED");
  const isOn = state.state === "unresolved" ? state : state.state === "absent" || state.value !== "DISABLED";
  return all([
    matchText(kind, "CloudWatch Alarm State Change", model),
    matchText(source, "aws.cloudwatch", model),
    matchText(pattern.at("detail", "state", "value"), "ALARM", model),
    targets.state === "unresolved" ? targets : true,
    isOn,
    onDefaultBus(rule, model),
  ]);
}

function takesThis(pattern: TemplateNode, alarm: AlarmNode, model: WithAlarms): Match {
  const isAlarm = (value: string): Match => {
    const target = model.alarmIndex.find({ state: "known", value }, alarm.resource);
    return target.state === "unresolved" ? target : target.state === "known" && target.value === alarm;
  };
  return all([
    matchList(pattern.at("resources"), isAlarm, null),
    matchList(pattern.at("detail", "alarmName"), isAlarm, isLiteral(alarm.name) ? alarm.name : null),
  ]);
}

function matchText(field: TemplateNode, wanted: string, { system }: WithSystem): Match {
  return matchList(field, (value) => (value === wanted ? true : (system.resolver.unknownIn(value) ?? false)), wanted);
}

/** CloudWatch sends its events to the default bus only, which a rule names, gives the ARN of or omits. */
function onDefaultBus(rule: Resource, { system }: WithSystem): Match {
  const bus = rule.property("EventBusName").symbol("default");
  if (bus.state !== "known") return bus.state === "absent" || bus;
  const name = bus.value.replace(/^.*:event-bus\//, "");
  return name === "default" || (system.resolver.unknownIn(name) ?? false);
}

/** One field of a pattern: absent takes anything. `actual` is what the event will have there, where that is known. */
function matchList(field: TemplateNode, isSame: (value: string) => Match, actual: string | null): Match {
  const items = field.items();
  if (items.state !== "known") return items.state === "absent" ? true : items;
  const matches = items.value.map((item): Match => {
    const head = item.head();
    if (head.state === "known" && typeof head.value.raw === "object") return matchFilter(item, actual);
    const value = item.symbol();
    return value.state === "known" && isSame(value.value);
  });
  return matches.includes(true) ? true : (matches.find((match) => match !== false) ?? false);
}

/** `{ prefix: … }` and `{ suffix: … }`; the rarer filters are not read. */
function matchFilter(item: TemplateNode, actual: string | null): Match {
  const [prefix, suffix] = [item.at("prefix").text(), item.at("suffix").text()];
  if (actual !== null && prefix.state === "known") return actual.startsWith(prefix.value);
  if (actual !== null && suffix.state === "known") return actual.endsWith(suffix.value);
  return unresolved("the rule's event pattern uses an unsupported filter");
}

function all(matches: readonly Match[]): Match {
  return matches.includes(false) ? false : (matches.find((match) => match !== true) ?? true);
}
