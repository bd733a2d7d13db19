// Text of a template as it reads once it is deployed, and whether it agrees with what was seen.
import { mayBeEqual } from "../names/may-be-equal.ts";
import type { Resource } from "../resource.ts";
import { type AttributeToken, isLiteral } from "../symbol.ts";
import type { System } from "../system.ts";
import { arnOf } from "./arn.ts";
import { alarmNameIn, physicalName } from "./physical-name.ts";

/** `open`: what the template leaves open may be what was seen. */
export type Agreement = "same" | "different" | "open";

export function compareText(written: string, live: string, system: System): Agreement {
  const text = deployedText(written, system);
  if (isLiteral(text)) return isSame(text, live) ? "same" : "different";
  if (!mayBeEqual(text, live, system.symbols)) return "different";
  const isOpen = system.symbols.unknownsOf(text).some(({ key }) => !key.startsWith(GENERATED));
  return isOpen ? "open" : "same";
}

const GENERATED = "generated ";

/** References to resources as the deployment made them; what is unknown of them may be anything. */
export function deployedText(text: string, system: System): string {
  const { symbols } = system;
  return symbols.rewrite(text, (token, whole) => {
    if (token.kind === "unknown") return whole;
    const { stack, logicalId, attribute } = token;
    const reason = `${logicalId}.${attribute} is only known after deployment`;
    const key = `${GENERATED}${stack}/${logicalId}.${attribute}`;
    return attributeText(token, system) ?? symbols.unknown({ key, label: symbols.display(whole), reason, undecided: [] });
  });
}

function attributeText({ stack, logicalId, attribute }: AttributeToken, system: System): string | null {
  const resource = system.resource(stack, logicalId);
  if (resource === undefined) return null;
  const { facts } = resource;
  switch (attribute) {
    case "Ref":
      return facts.type.startsWith("AWS::CloudWatch::") || facts.type === FUNCTION ? physicalName(facts) : facts.physicalId;
    case "Arn":
      return facts.type === ROLE ? roleArn(resource, system) : arnOf(facts, resource.stack.facts);
    case "QueueName":
    case "TopicName":
    case "Name":
      return physicalName(facts);
    case "TopicArn":
    case "QueueUrl":
    case "ApiId":
    case "RestApiId":
      return facts.physicalId;
    case "Version":
      return facts.type === "AWS::Lambda::Version" ? (facts.physicalId?.split(":").at(-1) ?? null) : null;
    default:
      return null;
  }
}

const FUNCTION = "AWS::Lambda::Function";
const ROLE = "AWS::IAM::Role";

/** `arn:aws:iam::123456789012:role/path/Name`; AWS's physical id of it is its name. */
function roleArn(role: Resource, system: System): string | null {
  const { stack, facts } = role;
  const { account, deployed } = stack.facts;
  if (facts.physicalId?.startsWith("arn:") === true) return facts.physicalId;
  const name = physicalName(facts);
  if (name === null || account === null) return null;
  const path = role.property("Path").symbol();
  const [, partition = "aws"] = deployed?.id.split(":") ?? [];
  const key = `${GENERATED}${role.id} path`;
  const open = { key, label: "/", reason: "the path of the role is unknown", undecided: [] };
  const written = path.state === "known" ? path.value : path.state === "absent" ? "/" : system.symbols.unknown(open);
  return `arn:${partition}:iam::${account}:role${written}${name}`;
}
const SHORT = "CodeDeployDefault.Lambda";

/** Numbers and truth values are written in several ways, and blocks end in a new line; SAM spells its short configurations out; an alarm goes by name or ARN. */
function isSame(text: string, live: string): boolean {
  if (inOneLine(text) === inOneLine(live) || alarmNameIn(text) === alarmNameIn(live) || `${SHORT}${text}` === live) return true;
  const [a, b] = [text, live].map((each) => (each.trim() === "" ? Number.NaN : Number(each)));
  return a === b || (/^(?:true|false)$/i.test(text) && text.toLowerCase() === live.toLowerCase());
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
