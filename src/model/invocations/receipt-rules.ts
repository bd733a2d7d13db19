// Rules of SES for incoming mail: receipt rules, and the rule sets of Mail Manager.
import { mapKnown, orDefault } from "../value.ts";
import type { Candidate, Family } from "./candidate.ts";
import { below, EACH, type Place, placesAlong } from "./place.ts";

export const receiptRules: Family = ({ system }) => [
  ...system.resourcesOf("AWS::SES::ReceiptRule").flatMap((rule) => {
    const enabled = orDefault(rule.property("Rule", "Enabled").boolean(), false);
    const actions = placesAlong(rule, ["Rule", "Actions", EACH, "LambdaAction"]);
    return actions.flatMap((action) => ofAction(action, "Event", "RequestResponse").map((each) => ({ ...each, enabled })));
  }),
  ...system
    .resourcesOf("AWS::SES::MailManagerRuleSet")
    .flatMap((rules) => placesAlong(rules, ["Rules", EACH, "Actions", EACH, "InvokeLambda"]))
    .flatMap((action) => ofAction(action, "EVENT", "REQUEST_RESPONSE")),
];

/** @param usual the InvocationType where none is set @param waiting the one that waits for the answer */
function ofAction(action: Place, usual: string, waiting: string): readonly Candidate[] {
  const invocationType = orDefault(action.node.at("InvocationType").text(), usual);
  const asynchronous = mapKnown(invocationType, (type) => type !== waiting);
  return below(action, "FunctionArn").map(
    (place): Candidate => ({ kind: "receipt-rule", detail: null, place, certain: true, asynchronous }),
  );
}
