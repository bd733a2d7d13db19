// What compliance-report says of its fixtures.
import { expect, test } from "vitest";
import { assessFixtures } from "../../test/check-fixtures.ts";
import check from "./compliance-report.ts";

test("its fixtures", async () => {
  expect(await assessFixtures(check)).toMatchInlineSnapshot(`
    {
      "absent.unknown.cfn.yaml": [
        "unknown absent.unknown.cfn/null (reports/*.csv): there is no report; no file matches its path",
      ],
      "bounded.pass.cfn.yaml": [
        "pass bounded.pass.cfn/null (fixtures/ev-charging/cdk.out-nag-2/AwsSolutions--EVStateless-NagReport.json): 3 non-compliant findings, not above the maximum of 3: AwsSolutions-SNS3 at EVStateless/Operations/Resource; AwsSolutions-L1 at EVStateless/StartCharging/Resource; AwsSolutions-L1 at EVStateless/StopCharging/Resource (cdk-nag AwsSolutions); 8 suppressions: AwsSolutions-IAM4 (the managed policies that AWS maintains for Lambda, CodeDeploy and API Gateway); AwsSolutions-IAM5 (X-Ray and the table's indexes need a wildcard); AwsSolutions-APIG2 (the functions validate their requests); AwsSolutions-APIG3 (only chargers with a certificate reach the API); AwsSolutions-APIG6 (the access log has what the execution log would repeat); AwsSolutions-COG4 (the methods use IAM authorization); AwsSolutions-SQS3 (the queue is a dead-letter queue of a function); AwsSolutions-SQS4 (only Lambda sends to the queue)",
      ],
      "compliant.pass.cfn.yaml": [
        "pass compliant.pass.cfn/null (fixtures/ev-charging/cdk.out-nag-2/AwsSolutions--EVStateful-NagReport.csv): no non-compliant finding (cdk-nag AwsSolutions)",
      ],
      "metadata.fail.cfn.yaml": [
        "fail metadata.fail.cfn/null (fixtures/ev-charging/cdk.out-nag-2/AwsSolutions--EVStateless-NagReport.json): 3 non-compliant findings, not above the maximum of 3: AwsSolutions-SNS3 at EVStateless/Operations/Resource; AwsSolutions-L1 at EVStateless/StartCharging/Resource; AwsSolutions-L1 at EVStateless/StopCharging/Resource (cdk-nag AwsSolutions); 8 suppressions: AwsSolutions-IAM4 (the managed policies that AWS maintains for Lambda, CodeDeploy and API Gateway); AwsSolutions-IAM5 (X-Ray and the table's indexes need a wildcard); AwsSolutions-APIG2 (the functions validate their requests); AwsSolutions-APIG3 (only chargers with a certificate reach the API); AwsSolutions-APIG6 (the access log has what the execution log would repeat); AwsSolutions-COG4 (the methods use IAM authorization); AwsSolutions-SQS3 (the queue is a dead-letter queue of a function); AwsSolutions-SQS4 (only Lambda sends to the queue); above the maximum of 1 suppressions",
        "fail metadata.fail.cfn/null (cdk_nag suppressions): 2 suppressions: AwsSolutions-SQS4 (only Lambda sends to it); AwsSolutions-SQS3 (ist eine DLQ - für alles); above the maximum of 1 suppressions",
      ],
      "nag-csv.fail.cfn.yaml": [
        "fail nag-csv.fail.cfn/null (fixtures/ev-charging/cdk.out-nag-2/AwsSolutions--EVStateless-NagReport.csv): 3 non-compliant findings, above the maximum of 0: AwsSolutions-SNS3 at EVStateless/Operations/Resource; AwsSolutions-L1 at EVStateless/StartCharging/Resource; AwsSolutions-L1 at EVStateless/StopCharging/Resource (cdk-nag AwsSolutions); 8 suppressions: AwsSolutions-IAM4 (the managed policies that AWS maintains for Lambda, CodeDeploy and API Gateway); AwsSolutions-IAM5 (X-Ray and the table's indexes need a wildcard); AwsSolutions-APIG2 (the functions validate their requests); AwsSolutions-APIG3 (only chargers with a certificate reach the API); AwsSolutions-APIG6 (the access log has what the execution log would repeat); AwsSolutions-COG4 (the methods use IAM authorization); AwsSolutions-SQS3 (the queue is a dead-letter queue of a function); AwsSolutions-SQS4 (only Lambda sends to the queue)",
      ],
      "nag-json.fail.cfn.yaml": [
        "fail nag-json.fail.cfn/null (fixtures/ev-charging/cdk.out-nag-2/AwsSolutions--EVStateless-NagReport.json): 3 non-compliant findings, above the maximum of 0: AwsSolutions-SNS3 at EVStateless/Operations/Resource; AwsSolutions-L1 at EVStateless/StartCharging/Resource; AwsSolutions-L1 at EVStateless/StopCharging/Resource (cdk-nag AwsSolutions); 8 suppressions: AwsSolutions-IAM4 (the managed policies that AWS maintains for Lambda, CodeDeploy and API Gateway); AwsSolutions-IAM5 (X-Ray and the table's indexes need a wildcard); AwsSolutions-APIG2 (the functions validate their requests); AwsSolutions-APIG3 (only chargers with a certificate reach the API); AwsSolutions-APIG6 (the access log has what the execution log would repeat); AwsSolutions-COG4 (the methods use IAM authorization); AwsSolutions-SQS3 (the queue is a dead-letter queue of a function); AwsSolutions-SQS4 (only Lambda sends to the queue)",
      ],
      "nothing-examined.unknown.cfn.yaml": [
        "unknown nothing-examined.unknown.cfn/null (fixtures/ev-charging/cdk.out-fit/validation-report.json): the report lists no result; nothing was examined",
      ],
      "suppressed.fail.cfn.yaml": [
        "fail suppressed.fail.cfn/null (fixtures/ev-charging/cdk.out-nag-2/AwsSolutions--EVStateless-NagReport.json): 3 non-compliant findings, not above the maximum of 3: AwsSolutions-SNS3 at EVStateless/Operations/Resource; AwsSolutions-L1 at EVStateless/StartCharging/Resource; AwsSolutions-L1 at EVStateless/StopCharging/Resource (cdk-nag AwsSolutions); 8 suppressions: AwsSolutions-IAM4 (the managed policies that AWS maintains for Lambda, CodeDeploy and API Gateway); AwsSolutions-IAM5 (X-Ray and the table's indexes need a wildcard); AwsSolutions-APIG2 (the functions validate their requests); AwsSolutions-APIG3 (only chargers with a certificate reach the API); AwsSolutions-APIG6 (the access log has what the execution log would repeat); AwsSolutions-COG4 (the methods use IAM authorization); AwsSolutions-SQS3 (the queue is a dead-letter queue of a function); AwsSolutions-SQS4 (only Lambda sends to the queue); above the maximum of 5 suppressions",
      ],
      "undecided-json.unknown.cfn.yaml": [
        "unknown undecided-json.unknown.cfn/null (fixtures/evidence/AwsSolutions--Jobs-NagReport.json): no non-compliant finding (cdk-nag AwsSolutions); cdk-nag AwsSolutions could not decide: AwsSolutions-L1 at Jobs/Job",
      ],
      "undecided.unknown.cfn.yaml": [
        "unknown undecided.unknown.cfn/null (fixtures/evidence/AwsSolutions--Jobs-NagReport.csv): no non-compliant finding (cdk-nag AwsSolutions); cdk-nag AwsSolutions could not decide: AwsSolutions-L1 at Jobs/Job",
      ],
      "validation.fail.cfn.yaml": [
        "fail validation.fail.cfn/null (fixtures/ev-charging/cdk.out-nag-3/validation-report.json): 10 non-compliant findings, above the maximum of 0: AwsSolutions-SNS3 at EVStateless/Operations/Resource; AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] at EVStateless/StartCharging/ServiceRole/Resource; AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole] at EVStateless/StopCharging/ServiceRole/Resource and 7 more (AwsSolutions); 6 suppressions: AwsSolutions-APIG2 (the functions validate their requests); AwsSolutions-APIG3 (only chargers with a certificate reach the API); AwsSolutions-APIG6 (the access log has what the execution log would repeat); AwsSolutions-COG4 (the methods use IAM authorization); AwsSolutions-SQS3 (the queue is a dead-letter queue of a function); AwsSolutions-SQS4 (only Lambda sends to the queue)",
      ],
    }
  `);
});
