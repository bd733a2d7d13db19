// What a version's logical id follows: the text of its function's properties, and what changes beside that text.
import type { FunctionNode } from "../functions/function.ts";
import { isObject, type Json, property } from "../json.ts";
import type { Resource } from "../resource.ts";
import { type OutsidePiece, type Piece, piecesOf } from "./text-pieces.ts";

/** Where the code comes from, when that is not the text of the template. */
export interface CodeSource {
  readonly pieces: readonly OutsidePiece[];
  /** `Code.S3Key`. */
  readonly property: string;
}

/** Properties of which Lambda keeps a copy in each version; the others belong to the function. */
const KEPT_IN_VERSION = [
  "Architectures",
  "CapacityProviderConfig",
  "DeadLetterConfig",
  "Description",
  "DurableConfig",
  "Environment",
  "EphemeralStorage",
  "FileSystemConfigs",
  "Handler",
  "ImageConfig",
  "KmsKeyArn",
  "Layers",
  "LoggingConfig",
  "MemorySize",
  "PackageType",
  "Role",
  "Runtime",
  "RuntimeManagementConfig",
  "SnapStart",
  "Timeout",
  "TracingConfig",
  "VpcConfig",
];

/** The properties of the code whose value is not the text of the template. */
export function codeSources({ resource }: FunctionNode): readonly CodeSource[] {
  const { stack } = resource;
  const read = (name: string): readonly Piece[] => piecesOf(property(rawProperty(resource, "Code"), name), stack);
  const key = read("S3Key");
  const sources = [
    { property: "Code.S3Key", pieces: hasDigest(key) ? [] : key },
    { property: "Code.S3ObjectVersion", pieces: read("S3ObjectVersion") },
    { property: "Code.ImageUri", pieces: imageTag(read("ImageUri")) },
    { property: "Code.ZipFile", pieces: isAllOutside(read("ZipFile")) ? read("ZipFile") : [] },
  ];
  return sources.map((source) => ({ ...source, pieces: source.pieces.filter(isOutside) }));
}

/** A condition only chooses among what the template says. */
function isOutside(piece: Piece): piece is OutsidePiece {
  return piece.kind !== "text" && piece.kind !== "condition";
}

/** Of an image's URI what is behind the repository: its tag or digest; all of it where the text does not tell them apart. */
function imageTag(pieces: readonly Piece[]): readonly Piece[] {
  const isLastSegment = (piece: Piece): boolean => piece.kind === "text" && piece.text.includes("/");
  const from = pieces.findLastIndex(isLastSegment);
  const segment = from < 0 ? pieces : [afterSlash(pieces[from]), ...pieces.slice(from + 1)];
  const separator = segment.findIndex((piece) => piece.kind === "text" && /[:@]/.test(piece.text));
  return separator < 0 ? segment : segment.slice(separator);
}

function afterSlash(piece: Piece | undefined): Piece {
  const text = piece?.kind === "text" ? piece.text : "";
  return { kind: "text", text: text.slice(text.lastIndexOf("/") + 1) };
}

function isAllOutside(pieces: readonly Piece[]): boolean {
  return pieces.every(({ kind }) => kind !== "text");
}

/** A build wrote a digest of the code into the text: whatever else is in it, the text changes with the code. */
function hasDigest(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => piece.kind === "text" && /(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8}/i.test(piece.text));
}

/**
 * What changes the configuration of a version while the template's text stays the same: `parameter Greeting (Environment)`.
 *
 * @param isCodeSubstituted the values in inline code are part of the digest
 * @param names the properties that are read
 */
export function configurationOutside(
  { resource }: FunctionNode,
  isCodeSubstituted: boolean,
  names: readonly string[] = KEPT_IN_VERSION,
): readonly string[] {
  const outside = (name: string, node: Json | undefined): readonly string[] =>
    piecesOf(node, resource.stack).flatMap((piece) =>
      piece.kind === "text" || piece.kind === "attribute" ? [] : [`${piece.what} (${name})`],
    );
  const properties = names.flatMap((name) => outside(name, rawProperty(resource, name)));
  const inline = isCodeSubstituted ? [] : outside("Code", property(rawProperty(resource, "Code"), "ZipFile"));
  return [...new Set([...properties, ...inline])];
}

/** The layers that the function's own template defines. */
export function ownLayers({ resource }: FunctionNode): readonly string[] {
  return piecesOf(rawProperty(resource, "Layers"), resource.stack).flatMap((piece) =>
    piece.kind === "attribute" ? [piece.what] : [],
  );
}

/** As the template writes it, intrinsic functions and all. */
export function rawProperty({ facts }: Resource, name: string): Json | undefined {
  const properties = facts.body["Properties"];
  return isObject(properties) ? property(properties, name) : undefined;
}
