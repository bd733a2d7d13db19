// FunctionUrlConfig: the URL, and the permission for everyone if it has no authorization.
import { isObject, type Json } from "../../../model/json.ts";
import { type Generated, generated, type Macro } from "./draft.ts";
import { truthy } from "./intrinsics.ts";

/** @param target names the alias, or the function where it has none. */
export function functionUrlResources(macro: Macro, target: Json): readonly Generated[] {
  const config = macro.properties["FunctionUrlConfig"];
  if (!isObject(config) || !truthy(config)) return [];
  const { AuthType, Cors, InvokeMode } = config;
  const options = { attributes: macro.shared, path: ["Properties", "FunctionUrlConfig"] };
  const url = { AuthType, Cors: truthy(Cors) ? Cors : undefined, InvokeMode, TargetFunctionArn: target };
  const resources = [generated("AWS::Lambda::Url", `${macro.id}Url`, url, options)];
  if (AuthType !== "NONE") return resources;
  const permission = { FunctionName: target, Principal: "*" };
  const call = { ...permission, Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: AuthType };
  const invoke = { ...permission, Action: "lambda:InvokeFunction", InvokedViaFunctionUrl: true };
  return [
    ...resources,
    generated("AWS::Lambda::Permission", `${macro.id}UrlPublicPermissions`, call, options),
    generated("AWS::Lambda::Permission", `${macro.id}URLInvokeAllowPublicAccess`, invoke, options),
  ];
}
