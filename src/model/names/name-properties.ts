// By type of resource, the property in which a template names it, and the attributes that give that name.

export const NAME_PROPERTIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "AWS::AmazonMQ::Broker": "BrokerName",
    "AWS::ApiGateway::RestApi": "Name",
    "AWS::ApiGateway::Stage": "StageName",
    "AWS::ApiGatewayV2::Stage": "StageName",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::CompositeAlarm": "AlarmName",
    "AWS::CodeCommit::Repository": "RepositoryName",
    "AWS::CodeDeploy::Application": "ApplicationName",
    "AWS::CodeDeploy::DeploymentConfig": "DeploymentConfigName",
    "AWS::CodeDeploy::DeploymentGroup": "DeploymentGroupName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::ECS::Service": "ServiceName",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::Events::EventBus": "Name",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Kinesis::Stream": "Name",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Lambda::LayerVersion": "LayerName",
    "AWS::Lambda::WebFunction": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::MSK::Cluster": "ClusterName",
    "AWS::MSK::ServerlessCluster": "ClusterName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
  }),
);

/** Where it is not `Ref` alone. */
const NAME_ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "AWS::AmazonMQ::Broker": ["BrokerName"],
    "AWS::CodeCommit::Repository": ["Name"],
    "AWS::ElasticLoadBalancingV2::LoadBalancer": ["LoadBalancerName"],
    "AWS::ElasticLoadBalancingV2::TargetGroup": ["TargetGroupName"],
    "AWS::Events::EventBus": ["Ref", "Name"],
    "AWS::IAM::ManagedPolicy": ["PolicyName"],
    "AWS::Lambda::LayerVersion": ["LayerName"],
    "AWS::MSK::Cluster": ["ClusterName"],
    "AWS::MSK::ServerlessCluster": ["ClusterName"],
    "AWS::SNS::Topic": ["TopicName"],
    "AWS::SQS::Queue": ["QueueName"],
    "AWS::SecretsManager::Secret": ["SecretName"],
    "AWS::StepFunctions::StateMachine": ["Name"],
  }),
);

/** Whether the attribute is the name, and not an ARN or a URL. */
export function isName(type: string, attribute: string): boolean {
  return NAME_PROPERTIES.has(type) && (NAME_ATTRIBUTES.get(type) ?? ["Ref"]).includes(attribute);
}
