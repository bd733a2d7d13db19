// The five tags by which we find who pays for a resource and who answers for it.
import { Tags } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import type { Variant } from "./variant";

const tags: Record<string, string> = {
  "cost-centre": "4711",
  owner: "charging-team",
  environment: "prod",
  service: "ev-charging",
  "data-classification": "internal",
};

/** Tags of the stacks themselves, which CloudFormation hands on to every resource that supports tags. */
export function stackTags(variant: Variant): Record<string, string> {
  return variant === "fit" ? tags : {};
}

/** Tags every resource of the app in the template. */
export function tagResources(app: IConstruct, variant: Variant): void {
  // Flaw: somebody left the log groups out, and nobody pays for them now.
  const excludeResourceTypes = variant === "fit" ? [] : ["AWS::Logs::LogGroup"];
  for (const [key, value] of Object.entries(tags)) {
    Tags.of(app).add(key, value, { excludeResourceTypes });
  }
}
