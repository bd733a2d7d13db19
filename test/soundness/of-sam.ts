// SAM templates written otherwise: what one function has in Globals, and what the transform makes of all.
import { isObject, type Json, type JsonObject, property } from "../../src/model/json.ts";
import { requestFor } from "../../src/sources/source.ts";
import { readTemplates } from "../../src/sources/template/template.ts";
import { withValue } from "./places.ts";
import type { Relation } from "./relations.ts";

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html */
const IN_GLOBALS = new Set(
  "Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags Tracing KmsKeyArn Layers AutoPublishAlias DeploymentPreference RolePath PermissionsBoundary ReservedConcurrentExecutions ProvisionedConcurrencyConfig AssumeRolePolicyDocument EventInvokeConfig Architectures EphemeralStorage SnapStart RuntimeManagementConfig LoggingConfig FileSystemConfigs".split(
    " ",
  ),
);

export const intoGlobals: Relation = {
  name: "a function's properties in Globals",
  rewrite(template) {
    const resources = Object.entries(property(template, "Resources") ?? {}) as [string, Json][];
    const functions = resources.filter(([, body]) => property(body, "Type") === "AWS::Serverless::Function");
    const [only] = functions;
    if (only === undefined || functions.length > 1 || property(property(template, "Globals"), "Function") !== undefined)
      return null;
    const [id, body] = only;
    const properties = property(body, "Properties");
    if (!isObject(properties)) return null;
    const [shared, own] = [true, false].map((isShared) =>
      Object.fromEntries(Object.entries(properties).filter(([key]) => IN_GLOBALS.has(key) === isShared)),
    ) as [JsonObject, JsonObject];
    const moved = withValue(template, ["Resources", id, "Properties"], own);
    return {
      template: { ...moved, Globals: { ...(property(template, "Globals") as JsonObject | undefined), Function: shared } },
    };
  },
};

/** The CloudFormation that the transform makes of a SAM template; null for any other. */
export async function expanded(template: JsonObject): Promise<JsonObject | null> {
  if (!JSON.stringify(property(template, "Transform") ?? "").includes("Serverless")) return null;
  const readStandardInput = (): Promise<Buffer> => Promise.resolve(Buffer.from(JSON.stringify(template)));
  const { stacks } = await readTemplates(requestFor(import.meta.dirname, ["-"], { readStandardInput }));
  const [stack] = stacks;
  if (stack === undefined) return null;
  const types = [...stack.resources.values()].map(({ body }) => String(property(body, "Type")));
  // SAM has types that this version does not know.
  if (types.some((type) => type.startsWith("AWS::Serverless::"))) return null;
  return { ...stack.template, Resources: Object.fromEntries([...stack.resources].map(([id, { body }]) => [id, body])) };
}
