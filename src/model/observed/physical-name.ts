// The name by which a service knows a deployed resource: CloudFormation's physical id is a name for some types and an ARN for others.
import type { ResourceFacts } from "../facts.ts";
import { functionNameIn } from "../names/function-name.ts";

type Deployed = Pick<ResourceFacts, "type" | "physicalId">;

/** null for what is not deployed. */
export function physicalName({ type, physicalId }: Deployed): string | null {
  if (physicalId === null || physicalId === "") return null;
  return (NAMES.get(type) ?? asIs)(physicalId);
}

const asIs = (id: string): string => id;
const afterColon = (id: string): string => id.slice(id.lastIndexOf(":") + 1);
const afterSlash = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/** `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:Errors` → `Errors`. */
export function alarmNameIn(text: string): string {
  const marker = ":alarm:";
  const start = text.startsWith("arn:") ? text.indexOf(marker) : -1;
  return start < 0 ? text : text.slice(start + marker.length);
}

const NAMES: ReadonlyMap<string, (id: string) => string> = new Map([
  ["AWS::Lambda::Function", functionNameIn],
  // The `Ref` of a composite alarm is its ARN, that of a metric alarm its name.
  ["AWS::CloudWatch::Alarm", alarmNameIn],
  ["AWS::CloudWatch::CompositeAlarm", alarmNameIn],
  ["AWS::CloudWatch::LogAlarm", alarmNameIn],
  // AWS gives the group's name; others who speak its protocol put the application before it.
  ["AWS::CodeDeploy::DeploymentGroup", afterSlash],
  // The `Ref` of a queue is its URL.
  ["AWS::SQS::Queue", afterSlash],
  // These have their ARN as `Ref`.
  ["AWS::IAM::ManagedPolicy", afterSlash],
  // AWS gives the role's name, others its ARN.
  ["AWS::IAM::Role", afterSlash],
  ["AWS::Lambda::Alias", afterColon],
  ["AWS::SNS::Topic", afterColon],
  ["AWS::StepFunctions::StateMachine", afterColon],
]);
