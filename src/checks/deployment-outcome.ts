// deployment-outcome: the last deployment may have failed or been rolled back unnoticed.
import * as z from "zod";
import type { Assessment, Observations } from "../assessment.ts";
import type { DeploymentState } from "../model/observed/ask.ts";
import { type DeploymentHistory, deploymentHistoryOf, wentBack } from "../model/observed/deployment-history.ts";
import type { Stack } from "../model/resource.ts";
import type { Unresolved } from "../model/value.ts";
import { defineCheck } from "./define-check.ts";

const HOUR_MS = 3_600_000;

export default defineCheck({
  id: "deployment-outcome",
  title: "the last deployment succeeded",
  characteristic: "deployability",
  scope: "atomic",
  cadence: "triggered",
  needs: "observation",
  observes: ["deployments", "aliases", "deployment-group"],
  subjects: "function with a deployment group; stack",
  severity: "error",
  options: z.strictObject({
    withinHours: z
      .number()
      .min(0)
      .default(24)
      .describe("Hours in which no deployment may have been stopped by an alarm or rolled back."),
  }),
  *assess(observations) {
    const { model, options, now, pass, fail, unknown } = observations;
    for (const stack of model.stacks) yield* assessStack(stack, observations);
    for (const shifted of model.shiftedAliases) {
      const { subject, chain, group } = shifted;
      const evidence = [...chain, ...(group.state === "known" ? [group.value.resource] : [])];
      const history = deploymentHistoryOf(shifted, model);
      const since = now - options.withinHours * HOUR_MS;
      const { message, fits, because } =
        history.state === "known"
          ? judge(history.value, since, options.withinHours)
          : doubt("its last deployment is unknown", history);
      if (because !== null) yield unknown(subject, { message, because, evidence, remedy });
      else yield fits ? pass(subject, { message, evidence }) : fail(subject, { message, evidence, remedy });
    }
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes */
function* assessStack(stack: Stack, { pass, fail, unknown }: Observations<unknown>): Iterable<Assessment> {
  const { deployed } = stack.facts;
  if (deployed === undefined) return;
  const subject = { stack, resource: null, detail: null };
  const why = deployed.statusReason === null ? "" : `: ${deployed.statusReason}`;
  const message = `the stack is in ${deployed.status}${why}`;
  if (/ROLLBACK|FAILED/.test(deployed.status)) yield fail(subject, { message, remedy: mendStack });
  else if (deployed.status.endsWith("_IN_PROGRESS"))
    yield unknown(subject, {
      message,
      because: "an operation on it is in progress; run again when it has ended",
      remedy: mendStack,
    });
  else if (DONE.test(deployed.status)) yield pass(subject, { message });
  else yield unknown(subject, { message, because: "it is an unknown status", remedy: mendStack });
}

const DONE = /^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/;

interface Judgement {
  readonly message: string;
  readonly fits: boolean;
  readonly because: Unresolved | string | null;
}

const fault = (message: string): Judgement => ({ message, fits: false, because: null });
const doubt = (message: string, because: Unresolved | string): Judgement => ({ message, fits: false, because });

function judge({ running, ended, rollback, weights }: DeploymentHistory, since: number, hours: number): Judgement {
  const [last] = ended;
  const back = ended.find((each) => wentBack(each) && Date.parse(each.completedAt ?? each.createdAt) >= since);
  if (back !== undefined) return fault(`${inWords(back)}, less than ${hours} h ago`);
  if (running === null && last !== undefined && last.status !== "Succeeded") return fault(`the last one, ${inWords(last)}`);
  const left = Object.entries(weights).map(
    ([version, weight]) => `${Math.round(weight * 1000) / 10} % of its traffic is still routed to version ${version}`,
  );
  if (running === null && left.length > 0) return fault(`no deployment is running, and ${left.join(", ")}`);
  if (running !== null)
    return doubt(
      `deployment ${running.id} is ${running.status} since ${running.createdAt}`,
      "it has not ended; run again when it has",
    );
  if (last === undefined && rollback !== null)
    return fault(
      `the last one, deployment ${rollback.id}, rolled back another deployment (${rollback.completedAt ?? rollback.createdAt})`,
    );
  if (last === undefined) return { message: "CodeDeploy has not deployed it yet", fits: true, because: null };
  return {
    message: `its last deployment ${last.id} succeeded (${last.completedAt ?? last.createdAt})`,
    fits: true,
    because: null,
  };
}

/** `deployment d-1 was stopped (ALARM_ACTIVE: …) and rolled back by d-2 (2026-11-22T…)`. */
function inWords({ id, status, errorCode, errorMessage, rollback, completedAt, createdAt }: DeploymentState): string {
  const cause = [errorCode, errorMessage].filter((each) => each !== null).join(": ");
  const ending = status === "Stopped" ? "was stopped" : status === "Failed" ? "failed" : "succeeded";
  const back = rollback?.rollbackId == null ? "" : ` and was rolled back by ${rollback.rollbackId}`;
  return `deployment ${id} ${ending}${cause === "" ? "" : ` (${cause})`}${back} (${completedAt ?? createdAt})`;
}

const look =
  "find the cause: aws deploy get-deployment --deployment-id ID; then fix it and deploy again, or update the alias manually";
const remedy = { cdk: look, sam: look, cloudformation: look };

const mend = "read the stack's events, fix the cause and deploy again; if a rollback failed, use continue-update-rollback";
const mendStack = { cdk: mend, sam: mend, cloudformation: mend };
