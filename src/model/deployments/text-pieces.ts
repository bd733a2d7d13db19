// A template value in pieces: literal text, and parts whose value changes while the template stays the same.
import { asText, isObject, type Json, property } from "../json.ts";
import type { Stack } from "../resource.ts";

export type Piece = { readonly kind: "text"; readonly text: string } | OutsidePiece;

/** A value that changes while the text stays the same. */
export interface OutsidePiece {
  readonly kind: PieceKind;
  /** As the template names it. */
  readonly name: string;
  /** For a person: `parameter Tag`. */
  readonly what: string;
}

/** `attribute`: what a resource is given at deployment. `stored`: read from a store by a dynamic reference. */
export type PieceKind = "parameter" | "ssm-parameter" | "stored" | "import" | "mapping" | "condition" | "attribute";

/** A parameter that the CDK names by the digest of what it is for is as good as the digest. */
const DIGEST_IN_NAME = /[0-9a-f]{32}/;
/** Read anew with each deployment, unless the reference names a version. */
const STORED = /(\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^}]*\}\})/;
const PINNED = /\{\{resolve:ssm(?:-secure)?:[^}]*:\d+\}\}/;

export function piecesOf(node: Json | undefined, stack: Stack): readonly Piece[] {
  if (node === undefined || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item: Json) => piecesOf(item, stack));
  if (!isObject(node)) return ofText(asText(node));
  const [name = "", ...others] = Object.keys(node);
  const read = others.length === 0 ? READERS.get(name) : undefined;
  if (read !== undefined) return read(property(node, name) ?? null, stack);
  return Object.keys(node).flatMap((key) => piecesOf(property(node, key), stack));
}

function ofText(text: string): readonly Piece[] {
  return text
    .split(STORED)
    .filter((part) => part !== "")
    .map((part) => (STORED.test(part) && !PINNED.test(part) ? outside("stored", part, part) : { kind: "text", text: part }));
}

type Reader = (argument: Json, stack: Stack) => readonly Piece[];

const reference: Reader = (argument, { facts }) => {
  const name = asText(argument);
  const declared = property(facts.template.Parameters, name);
  if (name.startsWith("AWS::")) return [];
  if (declared === undefined) return [outside("attribute", name, name)];
  if (DIGEST_IN_NAME.test(name)) return [{ kind: "text", text: name }];
  const isStored = asText(property(declared, "Type")).startsWith("AWS::SSM::");
  return [isStored ? outside("ssm-parameter", name, `SSM parameter ${name}`) : outside("parameter", name, `parameter ${name}`)];
};

const substitute: Reader = (argument, stack) => {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, null];
  return asText(template)
    .split(/(\$\{[^}]*\})/)
    .flatMap((part): readonly Piece[] => {
      const name = /^\$\{([^!}][^}]*)\}$/.exec(part)?.[1]?.trim();
      if (name === undefined) return ofText(part);
      const given = property(variables as Json, name);
      if (given !== undefined) return piecesOf(given, stack);
      return name.includes(".") ? [outside("attribute", name, name)] : reference(name, stack);
    });
};

const join: Reader = (argument, stack) => {
  const [separator, list] = Array.isArray(argument) ? (argument as Json[]) : [];
  if (!Array.isArray(list)) return piecesOf(list, stack);
  return list.flatMap((item: Json, index) => [...(index === 0 ? [] : ofText(asText(separator ?? ""))), ...piecesOf(item, stack)]);
};

const attribute: Reader = (argument) => {
  const name = Array.isArray(argument) ? argument.map(asText).join(".") : asText(argument);
  return [outside("attribute", name, name)];
};

const choice: Reader = (argument, stack) => {
  const [condition, ...branches] = Array.isArray(argument) ? (argument as Json[]) : [];
  const name = asText(condition);
  return [outside("condition", name, `condition ${name}`), ...piecesOf(branches, stack)];
};

const lookup: Reader = (argument) => {
  const name = asText(Array.isArray(argument) ? argument[0] : argument);
  return [outside("mapping", name, `mapping ${name}`)];
};

const elsewhere =
  (what: string): Reader =>
  () => [outside("import", what, what)];

function outside(kind: PieceKind, name: string, what: string): OutsidePiece {
  return { kind, name, what };
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["Ref", reference],
  ["Fn::Sub", substitute],
  ["Fn::Join", join],
  ["Fn::GetAtt", attribute],
  ["Fn::If", choice],
  ["Fn::FindInMap", lookup],
  ["Fn::ImportValue", elsewhere("an import")],
  ["Fn::GetStackOutput", elsewhere("an output of another stack")],
]);
