// How the deployments of an alias went, newest first, and what traffic they left where.

import type { DeploymentGroupNode } from "../deployments/deployment-group.ts";
import type { ShiftedAlias } from "../deployments/traffic-alias.ts";
import { type Known, known, type Unresolved, unresolved } from "../value.ts";
import type { DeploymentState } from "./ask.ts";
import type { WithObservations } from "./observations.ts";
import { aliasesQuestion, deploymentsQuestion, groupQuestion } from "./own-questions.ts";

export interface DeploymentHistory {
  /** It has begun and not ended. */
  readonly running: DeploymentState | null;
  /** Those that ended, without the rollbacks that CodeDeploy made of its own accord. */
  readonly ended: readonly DeploymentState[];
  /** The newest of these. */
  readonly rollback: DeploymentState | null;
  /** Version → share of the alias's traffic, 0 to 1, beside the alias's own version. */
  readonly weights: Readonly<Record<string, number>>;
}

const ENDED: readonly string[] = ["Succeeded", "Failed", "Stopped"];

/** What CodeDeploy and Lambda say of the alias and its group; unresolved where one of them could not be asked. */
export function deploymentHistoryOf(
  { alias, group }: ShiftedAlias,
  model: WithObservations,
): Known<DeploymentHistory> | Unresolved {
  if (group.state === "unresolved") return group;
  const owner = alias.function;
  const [deployments, aliases] = [
    deploymentsQuestion(group.value),
    owner.state === "known" ? aliasesQuestion(owner.value) : null,
  ];
  if (deployments === null || aliases === null)
    return unresolved("the deployed names of the function and its deployment group are unknown");
  const [made, named] = [model.observed(deployments), model.observed(aliases)];
  if (made.state === "unresolved") return made;
  if (named.state === "unresolved") return named;
  const last = lastAttempted(group.value, model);
  if (last !== null && !made.value.some(({ id }) => id === last))
    return unresolved(`the list of its deployments does not contain the last attempted one, ${last}; run again`);
  const own = named.value?.find(({ name }) => alias.name.state === "known" && name === alias.name.value);
  return known({
    running: made.value.find(({ status }) => !ENDED.includes(status)) ?? null,
    ended: made.value.filter((each) => ENDED.includes(each.status) && !isRollback(each)),
    rollback: made.value.find((each) => ENDED.includes(each.status) && isRollback(each)) ?? null,
    weights: Object.fromEntries(Object.entries(own?.weights ?? {}).filter(([, weight]) => weight > 0)),
  });
}

/** As the group itself says; null where it says nothing or was not asked. */
function lastAttempted(group: DeploymentGroupNode, model: WithObservations): string | null {
  const question = groupQuestion(group);
  const seen = question === null ? null : model.observed(question);
  return seen?.state === "known" ? (seen.value?.lastAttempted ?? null) : null;
}

/** One that fails may be reported as its own trigger: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_RollbackInfo.html */
function isRollback({ id, rollback, creator }: DeploymentState): boolean {
  const trigger = rollback?.triggeringId ?? null;
  return creator === "codeDeployRollback" || (trigger !== null && trigger !== id);
}

/** Stopped by an alarm, or rolled back for whatever reason. */
export function wentBack({ rollback, errorCode }: DeploymentState): boolean {
  return errorCode === "ALARM_ACTIVE" || (rollback?.rollbackId ?? null) !== null;
}
