// The resources related to a deployed function, by references in either direction, over several steps.
import type { WithFunctions } from "../functions/function.ts";
import type { WithReferences } from "../resolve/references.ts";
import type { Resource } from "../resource.ts";
import type { Deployed } from "./coverage.ts";

/** The function, what it refers to, what invokes it and what that reads: a queue, its dead-letter queue, the table it writes to. */
export function linkedResources({ function: node }: Deployed, model: WithFunctions & WithReferences): ReadonlySet<Resource> {
  const own = new Set([node.resource, ...model.functionIndex.aliasesOf(node).map(({ resource }) => resource)]);
  const found = new Set(own);
  const pending = [...own];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const other of neighboursOf(next, own, model)) {
      if (found.has(other)) continue;
      found.add(other);
      pending.push(other);
    }
  }
  return found;
}

/** What watches, deploys, encrypts or connects everything shows nothing about what works together. */
const APART = /^AWS::(?:CloudWatch|CodeDeploy|KMS|EC2|CloudFormation|SSM|SecretsManager|Logs|FIS)::|^AWS::Lambda::LayerVersion$/;
const IDENTITY = /^AWS::IAM::/;
/** An API leads to many functions that have nothing to do with each other. */
const API = /^AWS::ApiGateway(?:V2)?::/;
const FUNCTION = "AWS::Lambda::Function";

function neighboursOf(resource: Resource, own: ReadonlySet<Resource>, model: WithReferences): readonly Resource[] {
  const { references } = model;
  const below = [...references.from(resource)].filter((other) => leadsDown(resource, other));
  const above = [...references.to(resource)].filter((other) => leadsUp(resource, other, own, model));
  return [...below, ...above].filter(({ type }) => !APART.test(type));
}

function leadsDown(from: Resource, to: Resource): boolean {
  if (API.test(from.type)) return to.type !== FUNCTION;
  // A policy that several roles have is no link between them.
  return !(IDENTITY.test(from.type) && IDENTITY.test(to.type) && to.type === "AWS::IAM::Role");
}

/** Who merely uses the same table or the same role is not linked. */
function leadsUp(from: Resource, to: Resource, own: ReadonlySet<Resource>, { references }: WithReferences): boolean {
  if (to.type === FUNCTION) return own.has(from);
  if (IDENTITY.test(to.type)) return from.type === "AWS::IAM::Role" && [...own].some((each) => references.from(each).has(from));
  return !(API.test(from.type) && API.test(to.type));
}
