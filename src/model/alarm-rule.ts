// EventBridge rules that an alarm's change of state sets off.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
import type { AlarmNode } from "./alarm.ts";
import type { Model } from "./model.ts";
import { itemsOf, type TemplateNode } from "./resolve/node.ts";
import type { Resource } from "./resource.ts";
import { isLiteral } from "./symbol.ts";
import { type Unresolved, unresolved } from "./value.ts";

type Match = boolean | Unresolved;

export interface RuleMatch {
  readonly rule: Resource;
  readonly match: true | Unresolved;
}

export function rulesOn(alarm: AlarmNode, model: Model): readonly RuleMatch[] {
  return model.system.resourcesOf("AWS::Events::Rule").flatMap((rule): readonly RuleMatch[] => {
    const match = matchRule(rule, alarm, model);
    return match === false ? [] : [{ rule, match }];
  });
}

function matchRule(rule: Resource, alarm: AlarmNode, model: Model): Match {
  const pattern = rule.property("EventPattern");
  const kind = pattern.at("detail-type");
  if (kind.isAbsent || itemsOf(rule.property("Targets")).length === 0 || !isOnDefaultBus(rule)) return false;
  const state = rule.property("State").text();
  if (state.state === "unresolved") return state;
  if (state.state === "known" && state.value === "DISABLED") return false;
  const text = (wanted: string) => (value: string) => (value === wanted ? true : model.system.resolver.unknownIn(value)) ?? false;
  const isAlarm = (value: string): Match => {
    const target = model.alarmIndex.find({ state: "known", value }, alarm.resource);
    return target.state === "unresolved" ? target : target.state === "known" && target.value === alarm;
  };
  return all([
    matchList(kind, text("CloudWatch Alarm State Change"), "CloudWatch Alarm State Change"),
    matchList(pattern.at("source"), text("aws.cloudwatch"), "aws.cloudwatch"),
    matchList(pattern.at("resources"), isAlarm, null),
    matchList(pattern.at("detail", "alarmName"), isAlarm, isLiteral(alarm.name) ? alarm.name : null),
    matchList(pattern.at("detail", "state", "value"), text("ALARM"), "ALARM"),
  ]);
}

/** CloudWatch sends its events to the default bus only. */
function isOnDefaultBus(rule: Resource): boolean {
  const bus = rule.property("EventBusName").text();
  return bus.state === "absent" || (bus.state === "known" && bus.value === "default");
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
  return unresolved("the rule's event pattern filters in a way that is not read here");
}

function all(matches: readonly Match[]): Match {
  return matches.includes(false) ? false : (matches.find((match) => match !== true) ?? true);
}
