// CloudFormation's short tags and the types of plain YAML scalars.
import type { Json } from "../../model/json.ts";

const functionNames = [
  "Base64",
  "Cidr",
  "Condition",
  "Contains",
  "EachMemberEquals",
  "EachMemberIn",
  "Equals",
  "FindInMap",
  "ForEach",
  "GetAZs",
  "GetAtt",
  "GetStackOutput",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "And",
  "Not",
  "Or",
  "Ref",
  "RefAll",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
  "ValueOf",
  "ValueOfAll",
];

export const functionTags: readonly string[] = functionNames.map((name) => `!${name}`);

/** The long form of a short tag (`!Sub` → `Fn::Sub`); null for YAML's own tags and for none. Unknown ones are read as functions, too. */
export function longForm(tag: string | undefined): string | null {
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return null;
  const name = tag.slice(1);
  return name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
}

/** The argument that the scalar of a short tag means: text, and for `!GetAtt a.b` its two parts. */
export function functionArgument(name: string, text: string): Json {
  if (name !== "Fn::GetAtt") return text;
  const dot = text.indexOf(".");
  return dot === -1 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

/**
 * A plain scalar as CloudFormation reads it: YAML 1.1 booleans and decimal numbers. Dates, numbers with leading zeros (account
 * ids), octal, hexadecimal and sexagesimal notations stay text, as does an integer that a double cannot hold.
 */
export function plainScalar(text: string): Json {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (INTEGER.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : text;
  return FLOAT.test(text) ? Number(text) : text;
}

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const INTEGER = /^[-+]?(?:0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;
