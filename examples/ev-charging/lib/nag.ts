// The rule pack AwsSolutions over the app, on demand: cdk-nag 2 writes a report beside each template, cdk-nag 3 into the CDK's validation report.
import { type App, Aspects, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, NagReportFormat, NagSuppressions } from "cdk-nag";
import { AwsSolutionsChecks as AwsSolutionsChecks3 } from "cdk-nag-3";
import type { EVStateless } from "./stateless";

/** What the team accepts in the whole stack, each with its reason. */
const accepted: Record<string, string> = {
  "AwsSolutions-IAM4": "the managed policies that AWS maintains for Lambda, CodeDeploy and API Gateway",
  "AwsSolutions-IAM5": "X-Ray and the table's indexes need a wildcard",
  "AwsSolutions-APIG2": "the functions validate their requests",
  "AwsSolutions-APIG3": "only chargers with a certificate reach the API",
  "AwsSolutions-APIG6": "the access log has what the execution log would repeat",
  "AwsSolutions-COG4": "the methods use IAM authorization",
  "AwsSolutions-SQS3": "the queue is a dead-letter queue of a function",
  "AwsSolutions-SQS4": "only Lambda sends to the queue",
};

/** Reads `--context nag=2` or `nag=3`; without it nothing happens. */
export function addRulePack(app: App, stateless: EVStateless): void {
  const nag: unknown = app.node.tryGetContext("nag");
  const entries = Object.entries(accepted).map(([id, reason]) => ({ id, reason }));
  if (nag === "2") {
    NagSuppressions.addStackSuppressions(stateless, entries);
    Aspects.of(app).add(new AwsSolutionsChecks({ reportFormats: [NagReportFormat.CSV, NagReportFormat.JSON] }));
  } else if (nag === "3") {
    Validations.of(app).addPlugins(new AwsSolutionsChecks3(app));
    for (const { id, reason } of entries) Validations.of(stateless).acknowledge({ id: `AwsSolutions::${id}`, reason });
  }
}
