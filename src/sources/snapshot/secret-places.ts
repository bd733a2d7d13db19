// Secret places of a template: write-only properties, places that always contain secrets, and names.
import { isObject, type Json, type Path, property } from "../../model/json.ts";
import { namesSecret } from "./secret-names.ts";
import writeOnly from "./write-only.json" with { type: "json" };

/** Type → paths below its properties, `AuthParameters/BasicAuthParameters/Password`; from CloudFormation's resource schemas by `npm run tables:secrets`. */
const WRITE_ONLY: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(writeOnly.types));

/** The date of the schemas that the table was made from. */
export const schemasOf: string = writeOnly.date;

/** Everything below that path of a whole template. */
export function isSecretPlace(node: Json | undefined, path: Path, root: Json): boolean {
  const [section, logicalId = "", part, ...rest] = structure(path);
  const key = rest.at(-1) ?? "";
  if (isVariable(structure(path))) return true;
  if (section !== "Resources" || part === undefined) return false;
  if (part === "Metadata") return rest.length === 1 && IN_METADATA.has(key);
  if (part !== "Properties" || rest.length === 0) return false;
  const type = String(property(property(property(root, "Resources"), logicalId), "Type"));
  if (CODE.has(key) || WRITE_ONLY.get(type)?.includes(rest.join("/")) === true) return true;
  return namesSecret(key) && isValue(node);
}

/** Keys alone: without places in lists and the intrinsic functions between. */
function structure(path: Path): readonly string[] {
  return path.filter((key): key is string => typeof key === "string" && !key.startsWith("Fn::"));
}

const CODE: ReadonlySet<string> = new Set(["ZipFile", "InlineCode", "FunctionCode", "UserData"]);

/** Keys of buckets and sites, and files and commands with whatever is in them. */
const IN_METADATA: ReadonlySet<string> = new Set(["AWS::CloudFormation::Authentication", "AWS::CloudFormation::Init"]);

const NAMED_LISTS: ReadonlySet<string> = new Set(["Environment", "EnvironmentVariables", "RuntimeEnvironmentVariables"]);

/** The variables of a function, and of containers and builds, which are lists of names and values, or maps. */
function isVariable(keys: readonly string[]): boolean {
  const [above, key] = [keys.at(-2) ?? "", keys.at(-1) ?? ""];
  if (key === "Variables") return above === "Environment";
  if (NAMED_LISTS.has(above)) return key === "Value" || (above !== "Environment" && !LIST_ITEM.has(key));
  return false;
}

/** The other entries of an item of such a list. */
const LIST_ITEM: ReadonlySet<string> = new Set(["Name", "Type", "Value"]);

/** Text, a number or what an intrinsic function makes; a map of that name is a part of the wiring, and an ARN is no secret. */
function isValue(node: Json | undefined): boolean {
  if (typeof node === "string") return !node.startsWith("arn:");
  if (typeof node === "number") return true;
  const [only, another] = isObject(node) ? Object.keys(node) : [];
  return only !== undefined && another === undefined && (only === "Ref" || only.startsWith("Fn::"));
}
