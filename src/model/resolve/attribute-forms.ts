// The documented forms of resource attributes: the ARN of a queue ends in its name.
import { functionNameIn } from "../names/function-name.ts";

/** A property's text, or the default where it is not set; null where neither is known. */
export type OwnText = (property: string, fallback?: string) => string | null;

/**
 * Placeholders are pseudo parameters (`${AWS::Region}`), other attributes of the same resource (`${QueueName}`, `${Ref}`) and parts
 * that no attribute gives; those whose name begins with `Generated` have letters and digits only. Where a property decides, a
 * function makes the form; null where the property is unknown.
 */
export type AttributeForm = string | ((own: OwnText) => string | null);

/** By attribute. */
export type AttributeForms = Readonly<Record<string, AttributeForm>>;

const arn = (service: string, rest: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`;

/** Without a region, and with the path that the property gives. */
const identity =
  (kind: string, name = "Ref"): AttributeForm =>
  (own) => {
    const path = own("Path", "/");
    return path === null ? null : `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${kind}${path}\${${name}}`;
  };

/** Its label is a time, which has colons of its own. */
const streamArn = arn("dynamodb", "table/${Ref}/stream/${StreamHour}:${StreamMinute}:${StreamSecond}");
const table = { Arn: arn("dynamodb", "table/${Ref}"), StreamArn: streamArn };
const ELB = arn("elasticloadbalancing", "");
const queueUrl = "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${QueueName}";
const BALANCERS = new Map([
  ["application", "app"],
  ["network", "net"],
  ["gateway", "gwy"],
]);
const balancer: AttributeForm = (own) => {
  const kind = BALANCERS.get(own("Type", "application") ?? "");
  return kind === undefined ? null : `${kind}/\${LoadBalancerName}/\${GeneratedId}`;
};
/** Its ARN goes on where that of what it belongs to ends. */
const below =
  (property: string, kindAbove: string, kind: string): AttributeForm =>
  (own) => {
    const [, above] = own(property)?.split(`:${kindAbove}/`) ?? [];
    return above === undefined ? null : `${ELB}${kind}/${above}/\${GeneratedId}`;
  };

const qualified =
  (qualifier: (own: OwnText) => string | null): AttributeForm =>
  (own) => {
    const [owner, suffix] = [own("FunctionName"), qualifier(own)];
    return owner === null || suffix === null ? null : arn("lambda", `function:${functionNameIn(owner)}:${suffix}`);
  };

/** An attribute that is `also` another one has the same form. */
const also = (form: AttributeForm, ...attributes: readonly string[]): AttributeForms =>
  Object.fromEntries(attributes.map((attribute) => [attribute, form]));

const FORMS: Readonly<Record<string, AttributeForms>> = {
  "AWS::AmazonMQ::Broker": { Arn: arn("mq", "broker:${BrokerName}:${Ref}") },
  "AWS::ApiGatewayV2::Api": { ApiEndpoint: "https://${Ref}.execute-api.${AWS::Region}.${AWS::URLSuffix}" },
  "AWS::AppSync::Api": also(arn("appsync", "apis/${ApiId}"), "Ref", "ApiArn"),
  "AWS::AppSync::GraphQLApi": also(arn("appsync", "apis/${ApiId}"), "Ref", "Arn"),
  "AWS::CertificateManager::Certificate": { Ref: arn("acm", "certificate/${CertificateId}") },
  "AWS::CloudFormation::Stack": { Ref: arn("cloudformation", "stack/${StackName}/${StackGuid}") },
  "AWS::CloudWatch::Alarm": { Arn: arn("cloudwatch", "alarm:${Ref}") },
  "AWS::CloudWatch::CompositeAlarm": { Arn: arn("cloudwatch", "alarm:${Ref}") },
  "AWS::CodeBuild::Project": { Arn: arn("codebuild", "project/${Ref}") },
  "AWS::CodeCommit::Repository": { Arn: arn("codecommit", "${Name}") },
  "AWS::Cognito::UserPool": {
    Arn: arn("cognito-idp", "userpool/${Ref}"),
    ProviderName: "cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Ref}",
    ProviderURL: "https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Ref}",
  },
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::ECR::Repository": {
    Arn: arn("ecr", "repository/${Ref}"),
    RepositoryUri: "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/${Ref}",
  },
  "AWS::ECS::Cluster": { Arn: arn("ecs", "cluster/${Ref}") },
  "AWS::ECS::TaskDefinition": also(arn("ecs", "task-definition/${Family}:${GeneratedRevision}"), "Ref", "TaskDefinitionArn"),
  "AWS::EFS::AccessPoint": { Arn: arn("elasticfilesystem", "access-point/${Ref}") },
  "AWS::EFS::FileSystem": { Arn: arn("elasticfilesystem", "file-system/${Ref}") },
  "AWS::ElasticLoadBalancingV2::Listener": also(below("LoadBalancerArn", "loadbalancer", "listener"), "Ref", "ListenerArn"),
  "AWS::ElasticLoadBalancingV2::ListenerRule": also(below("ListenerArn", "listener", "listener-rule"), "Ref", "RuleArn"),
  "AWS::ElasticLoadBalancingV2::LoadBalancer": {
    LoadBalancerFullName: balancer,
    ...also(`${ELB}loadbalancer/\${LoadBalancerFullName}`, "Ref", "LoadBalancerArn"),
  },
  "AWS::ElasticLoadBalancingV2::TargetGroup": {
    TargetGroupFullName: "targetgroup/${TargetGroupName}/${GeneratedId}",
    ...also(`${ELB}\${TargetGroupFullName}`, "Ref", "TargetGroupArn"),
  },
  "AWS::Events::ApiDestination": { Arn: arn("events", "api-destination/${Ref}/${GeneratedId}") },
  "AWS::Events::Archive": { Arn: arn("events", "archive/${Ref}") },
  "AWS::Events::EventBus": { Arn: arn("events", "event-bus/${Ref}") },
  "AWS::IAM::Group": { Arn: identity("group") },
  "AWS::IAM::InstanceProfile": { Arn: identity("instance-profile") },
  "AWS::IAM::ManagedPolicy": also(identity("policy", "PolicyName"), "Ref", "PolicyArn"),
  "AWS::IAM::Role": { Arn: identity("role") },
  "AWS::IAM::User": { Arn: identity("user") },
  "AWS::IoT::TopicRule": { Arn: arn("iot", "rule/${Ref}") },
  "AWS::KMS::Key": { Arn: arn("kms", "key/${Ref}") },
  "AWS::Kinesis::Stream": { Arn: arn("kinesis", "stream/${Ref}") },
  "AWS::Kinesis::StreamConsumer": also(
    (own) => {
      const stream = own("StreamARN");
      return stream === null ? null : `${stream}/consumer/\${ConsumerName}:\${GeneratedTime}`;
    },
    "Ref",
    "ConsumerARN",
  ),
  "AWS::KinesisFirehose::DeliveryStream": { Arn: arn("firehose", "deliverystream/${Ref}") },
  "AWS::Lambda::Alias": also(
    qualified((own) => own("Name")),
    "Ref",
    "AliasArn",
  ),
  "AWS::Lambda::CodeSigningConfig": also(
    arn("lambda", "code-signing-config:${CodeSigningConfigId}"),
    "Ref",
    "CodeSigningConfigArn",
  ),
  "AWS::Lambda::EventSourceMapping": { EventSourceMappingArn: arn("lambda", "event-source-mapping:${Ref}") },
  "AWS::Lambda::Function": { Arn: arn("lambda", "function:${Ref}") },
  "AWS::Lambda::LayerVersion": also(arn("lambda", "layer:${LayerName}:${GeneratedVersion}"), "Ref", "LayerVersionArn"),
  "AWS::Lambda::Url": { FunctionUrl: "https://${GeneratedUrlId}.lambda-url.${AWS::Region}.on.aws/" },
  "AWS::Lambda::Version": also(
    qualified(() => "${Version}"),
    "Ref",
    "FunctionArn",
  ),
  "AWS::Logs::Destination": { Arn: arn("logs", "destination:${Ref}") },
  "AWS::Logs::LogGroup": { Arn: arn("logs", "log-group:${Ref}:*") },
  "AWS::MSK::Cluster": also(arn("kafka", "cluster/${ClusterName}/${ClusterId}"), "Ref", "Arn"),
  "AWS::MSK::ServerlessCluster": also(arn("kafka", "cluster/${ClusterName}/${ClusterId}"), "Ref", "Arn"),
  "AWS::OpenSearchService::Domain": also(arn("es", "domain/${Ref}"), "Arn", "DomainArn"),
  "AWS::Pipes::Pipe": { Arn: arn("pipes", "pipe/${Ref}") },
  "AWS::RDS::DBCluster": { DBClusterArn: arn("rds", "cluster:${Ref}") },
  "AWS::RDS::DBInstance": { DBInstanceArn: arn("rds", "db:${Ref}") },
  "AWS::S3::Bucket": {
    Arn: "arn:${AWS::Partition}:s3:::${Ref}",
    DomainName: "${Ref}.s3.${AWS::URLSuffix}",
    RegionalDomainName: "${Ref}.s3.${AWS::Region}.${AWS::URLSuffix}",
  },
  "AWS::SNS::Topic": also(arn("sns", "${TopicName}"), "Ref", "TopicArn"),
  "AWS::SQS::Queue": { Arn: arn("sqs", "${QueueName}"), ...also(queueUrl, "Ref", "QueueUrl") },
  "AWS::Scheduler::Schedule": {
    Arn: (own) => {
      const group = own("GroupName", "default");
      return group === null ? null : arn("scheduler", `schedule/${group}/\${Ref}`);
    },
  },
  "AWS::Scheduler::ScheduleGroup": { Arn: arn("scheduler", "schedule-group/${Ref}") },
  "AWS::SecretsManager::Secret": also(arn("secretsmanager", "secret:${SecretName}-${GeneratedSuffix}"), "Ref", "Id"),
  "AWS::StepFunctions::Activity": also(arn("states", "activity:${Name}"), "Ref", "Arn"),
  "AWS::StepFunctions::StateMachine": also(arn("states", "stateMachine:${Name}"), "Ref", "Arn"),
  "Custom::LogRetention": { LogGroupName: (own) => own("LogGroupName") },
};

/** By type of resource. */
export const ATTRIBUTE_FORMS: ReadonlyMap<string, AttributeForms> = new Map(Object.entries(FORMS));

/** Always written out: a qualifier, a wildcard or a prefix is put beside them. */
export const ALWAYS_SPELLED_OUT: ReadonlySet<string> = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::Lambda::Alias",
  "AWS::Lambda::Function",
  "AWS::Lambda::Version",
  "AWS::Logs::LogGroup",
  "Custom::LogRetention",
]);
