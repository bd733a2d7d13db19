// The settings of an API stage, from the stage or from the deployment that creates it.

import type { Path } from "../json.ts";
import type { TemplateNode } from "../resolve/node.ts";
import type { ApiStageNode } from "./api.ts";

export interface StageSetting {
  readonly node: TemplateNode;
  /** Below the body of the stage's resource. */
  readonly path: Path;
}

export function isRestStage({ resource }: ApiStageNode): boolean {
  return resource.type !== "AWS::ApiGatewayV2::Stage";
}

/** The property of the stage; a deployment describes the stage that it makes. */
export function stageProperty({ resource }: ApiStageNode, ...keys: readonly string[]): StageSetting {
  const within = resource.type === "AWS::ApiGateway::Deployment" ? ["StageDescription", ...keys] : keys;
  return { node: resource.property(...within), path: ["Properties", ...within] };
}
