// What is wrong with the alarms of a state machine alias: CloudFormation takes an alarm that it does not find for one that is OK.

import type { GradualRollout } from "./gradual-rollout.ts";
import { flawsOfList, type ListFlaw, NO_ALARM } from "./rollback-list.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-stepfunctions-statemachinealias-deploymentpreference.html */
const MOST_ALARMS = 100;
const TAKEN_FOR_OK = "CloudFormation treats an alarm that does not exist as OK";

/** It does not shift all executions at once, or it has alarms. */
export function shiftsOrNamesAlarms({ configuration, alarms }: GradualRollout): boolean {
  return alarms.state !== "absent" || configuration.state !== "known" || configuration.value.kind !== "all-at-once";
}

export function flawsOfRollout({ alarms }: GradualRollout, minimum: number): readonly ListFlaw[] {
  if (alarms.state === "unresolved") return [{ message: "which alarms stop a deployment is unknown", because: alarms }];
  if (alarms.state === "absent" || alarms.value.length === 0) return [{ ...NO_ALARM, because: null }];
  const arns = alarms.value.filter(({ isArn }) => isArn);
  const named = arns.map(({ name }) => ({
    message: `refers to alarm ${name} by ARN, but its name is required: ${TAKEN_FOR_OK}`,
    because: null,
  }));
  const ofList = flawsOfList(alarms.value, {
    minimum,
    most: MOST_ALARMS,
    service: "CloudFormation",
    ofMissing: TAKEN_FOR_OK,
  });
  const explained = ofList.map(({ message, because }) => ({
    message,
    because: typeof because === "string" ? `${because}; ${TAKEN_FOR_OK}` : because,
  }));
  return [...named, ...explained];
}
