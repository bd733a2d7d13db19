// Receipt rules of SES: functions that are given incoming mail.
import { mapKnown, orDefault } from "../value.ts";
import type { Candidate, Family } from "./candidate.ts";
import { below, items, placesAt } from "./place.ts";

export const receiptRules: Family = ({ system }) =>
  system.resourcesOf("AWS::SES::ReceiptRule").flatMap((rule) => {
    const enabled = orDefault(rule.property("Rule", "Enabled").boolean(), false);
    return placesAt(rule, "Rule", "Actions")
      .flatMap(items)
      .flatMap((action) => {
        const invocationType = orDefault(action.node.at("LambdaAction", "InvocationType").text(), "Event");
        const asynchronous = mapKnown(invocationType, (type) => type !== "RequestResponse");
        return below(action, "LambdaAction", "FunctionArn").map(
          (place): Candidate => ({ kind: "receipt-rule", detail: null, place, certain: true, enabled, asynchronous }),
        );
      });
  });
