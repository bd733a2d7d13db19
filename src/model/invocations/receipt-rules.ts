// Receipt rules of SES: functions that are given incoming mail.
import { orDefault } from "../value.ts";
import type { Family } from "./candidate.ts";
import { below, items, placesAt } from "./place.ts";

export const receiptRules: Family = ({ system }) =>
  system.resourcesOf("AWS::SES::ReceiptRule").flatMap((rule) => {
    const enabled = orDefault(rule.property("Rule", "Enabled").boolean(), false);
    return placesAt(rule, "Rule", "Actions")
      .flatMap(items)
      .flatMap((action) => below(action, "LambdaAction", "FunctionArn"))
      .map((place) => ({ kind: "receipt-rule" as const, detail: null, place, certain: true, enabled }));
  });
