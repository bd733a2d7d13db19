// The ARN of a deployed resource from its physical id, as the Tagging API returns it.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
import type { ResourceFacts, StackFacts } from "../facts.ts";

type Deployed = Pick<ResourceFacts, "type" | "physicalId">;
type Home = Pick<StackFacts, "region" | "account" | "deployed">;

/** null where its type is not in the table, or it is not deployed. The table has the regional resources of serverless systems. */
export function arnOf({ type, physicalId }: Deployed, { region, account, deployed }: Home): string | null {
  if (physicalId === null || physicalId === "") return null;
  if (physicalId.startsWith("arn:")) return ARNS_BY_REFERENCE.has(type) ? physicalId : null;
  const write = ARNS.get(type);
  if (write === undefined || region === null || account === null) return null;
  const [, partition = "aws"] = deployed?.id.split(":") ?? [];
  const [service, rest, isWithoutAccount = false] = write(physicalId);
  const place = service === "s3" ? ":" : `${region}:${isWithoutAccount ? "" : account}`;
  return `arn:${partition}:${service}:${place}:${rest}`;
}

/** Types whose `Ref` is their ARN. */
const ARNS_BY_REFERENCE: ReadonlySet<string> = new Set([
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::LogAlarm",
  "AWS::KinesisFirehose::DeliveryStream",
  "AWS::SNS::Topic",
  "AWS::SecretsManager::Secret",
  "AWS::StepFunctions::Activity",
  "AWS::StepFunctions::StateMachine",
]);

type Write = (id: string) => readonly [service: string, rest: string, isWithoutAccount?: boolean];

const named =
  (service: string, prefix: string): Write =>
  (id) => [service, `${prefix}${id}`];

const ofGateway =
  (prefix: string): Write =>
  (id) => ["apigateway", `${prefix}${id}`, true];

const ARNS: ReadonlyMap<string, Write> = new Map<string, Write>([
  ["AWS::ApiGateway::RestApi", ofGateway("/restapis/")],
  ["AWS::ApiGatewayV2::Api", ofGateway("/apis/")],
  ["AWS::CloudWatch::Alarm", named("cloudwatch", "alarm:")],
  ["AWS::CloudWatch::CompositeAlarm", named("cloudwatch", "alarm:")],
  ["AWS::CloudWatch::LogAlarm", named("cloudwatch", "alarm:")],
  ["AWS::CodeDeploy::Application", named("codedeploy", "application:")],
  ["AWS::Cognito::IdentityPool", named("cognito-identity", "identitypool/")],
  ["AWS::Cognito::UserPool", named("cognito-idp", "userpool/")],
  ["AWS::DynamoDB::Table", named("dynamodb", "table/")],
  ["AWS::Events::EventBus", named("events", "event-bus/")],
  // On another bus than the default one its physical id is `bus|rule`.
  ["AWS::Events::Rule", (id) => ["events", `rule/${id.replace("|", "/")}`]],
  ["AWS::KMS::Key", named("kms", "key/")],
  ["AWS::Kinesis::Stream", named("kinesis", "stream/")],
  ["AWS::KinesisFirehose::DeliveryStream", named("firehose", "deliverystream/")],
  ["AWS::Lambda::EventSourceMapping", named("lambda", "event-source-mapping:")],
  ["AWS::Lambda::Function", named("lambda", "function:")],
  ["AWS::Logs::LogGroup", named("logs", "log-group:")],
  ["AWS::Pipes::Pipe", named("pipes", "pipe/")],
  ["AWS::S3::Bucket", named("s3", "")],
  ["AWS::SQS::Queue", (id) => ["sqs", id.slice(id.lastIndexOf("/") + 1)]],
  ["AWS::SSM::Parameter", (id) => ["ssm", `parameter/${id.replace(/^\//, "")}`]],
  ["AWS::Scheduler::ScheduleGroup", named("scheduler", "schedule-group/")],
]);
