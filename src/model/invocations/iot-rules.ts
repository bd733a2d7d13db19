// IoT topic rules: their actions, and what they do on an error.
import { mapValue, orDefault } from "../value.ts";
import type { Candidate, Family } from "./candidate.ts";
import { below, items, placesAt } from "./place.ts";

export const iotRules: Family = ({ system }) =>
  system.resourcesOf("AWS::IoT::TopicRule").flatMap((rule) => {
    const disabled = rule.property("TopicRulePayload", "RuleDisabled").boolean();
    const common = {
      kind: "iot-rule",
      certain: true,
      enabled: orDefault(
        mapValue(disabled, (isDisabled) => !isDisabled),
        true,
      ),
    } as const;
    const actions = placesAt(rule, "TopicRulePayload", "Actions").flatMap(items);
    return [
      ...actions
        .flatMap((action) => below(action, "Lambda", "FunctionArn"))
        .map((place): Candidate => ({ ...common, place, detail: null })),
      ...placesAt(rule, "TopicRulePayload", "ErrorAction", "Lambda", "FunctionArn").map(
        (place): Candidate => ({ ...common, place, detail: "ErrorAction" }),
      ),
    ];
  });
