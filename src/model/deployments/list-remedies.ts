// Remedies for specific faults in a list of alarms.
import type { ListFlaw } from "./rollback-list.ts";

const BY_KIND = {
  "too many": {
    cdk: "combine several of the alarms in one CompositeAlarm (AlarmRule.anyOf) and list that one instead of them",
    sam: "combine several of the alarms in one AWS::CloudWatch::CompositeAlarm and list that one instead of them",
    cloudformation: "combine several of the alarms in one AWS::CloudWatch::CompositeAlarm and list that one instead of them",
  },
  "never has data": "correct what the alarm watches, as the check alarm-metric says of it",
};

/** @param remedy of the list in general */
export function remedyFor<Remedy>({ kind, remedy }: Pick<ListFlaw, "kind"> & { readonly remedy: Remedy }) {
  return kind === undefined ? remedy : BY_KIND[kind];
}
