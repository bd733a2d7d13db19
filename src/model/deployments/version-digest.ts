// Versions whose logical id ends in a hash: what SAM, the CDK and other builds hash, and what changes without a new version.
import type { FunctionNode } from "../functions/function.ts";
import { type Json, property } from "../json.ts";
import type { Resource } from "../resource.ts";
import { unresolved } from "../value.ts";
import { CONFIGURATION_UNKNOWN, fixed, follows, followsCode, type Publishing } from "./publishing-state.ts";
import { type OutsidePiece, type PieceKind, piecesOf } from "./text-pieces.ts";
import { codeSources, configurationOutside, ownLayers } from "./version-coverage.ts";

const CODE = "follows the function's code";

/** What SAM notes of a version that it generates. */
interface SamVersion {
  readonly allProperties: boolean;
  readonly codeSha256: Json | undefined;
  readonly unpublishedLayers: readonly string[];
}

/**
 * SAM takes the digest of the code, in which it replaces parameters by their values, and of a few properties or, with
 * AutoPublishAliasAllProperties, of the text of all. AutoPublishCodeSha256 is the digest itself.
 */
export function followedBySam(version: Resource, node: FunctionNode | null): Publishing {
  const { allProperties, codeSha256, unpublishedLayers } = samVersion(version);
  if (codeSha256 !== undefined && codeSha256 !== null) return followedByGiven(codeSha256, version, node);
  const missed = missedCode(node, { parameter: "followed", "ssm-parameter": "unknown" });
  if (missed !== null) return missed;
  if (!allProperties) {
    const outside = node === null ? [] : configurationOutside(node, true, IN_DIGEST);
    return followsCode(CODE, [
      "of the configuration, only changes of Environment, MemorySize and SnapStart publish a version",
      ...missedIn(outside),
    ]);
  }
  const layers = unpublishedLayers.map((layer) => `layer ${layer} (no PublishLambdaVersion)`);
  return ofConfiguration([...(node === null ? [] : configurationOutside(node, true)), ...layers], null);
}

/** The configuration whose text SAM takes into the digest without AutoPublishAliasAllProperties. */
const IN_DIGEST = ["Environment", "MemorySize", "SnapStart"];

function followedByGiven(codeSha256: Json, version: Resource, node: FunctionNode | null): Publishing {
  const isParameter = piecesOf(codeSha256, version.stack).some(({ kind }) => kind === "parameter");
  const missed = isParameter ? null : missedCode(node, {}, "AutoPublishCodeSha256");
  return missed ?? follows("follows AutoPublishCodeSha256", ["a change of the configuration alone publishes no version"]);
}

/** The CDK takes the digest of the text of the properties. */
export function followedByCurrentVersion(node: FunctionNode | null): Publishing {
  const missed = missedCode(node, {});
  if (missed !== null) return missed;
  const [layer] = node === null ? [] : ownLayers(node);
  const flag = "the feature flag @aws-cdk/aws-lambda:recognizeLayerVersion, which is not in the template";
  const doubt = layer === undefined ? null : `whether a change of layer ${layer} publishes a version depends on ${flag}`;
  return ofConfiguration(node === null ? [] : configurationOutside(node, false), doubt);
}

/** A build that writes the digest gives the parameters as well; what changes without it may not be in the digest. */
export function followedByBuild(node: FunctionNode | null): Publishing {
  const fates = {
    parameter: "followed",
    "ssm-parameter": "unknown",
    stored: "unknown",
    import: "unknown",
    mapping: "unknown",
  } as const;
  return missedCode(node, fates) ?? followsCode("has a hash in its logical id", [], CONFIGURATION_UNKNOWN);
}

/** What the digest does with a value from outside; what is not named is missed. */
type Fates = Readonly<Partial<Record<PieceKind, "followed" | "unknown">>>;

/** null where the digest follows the code. */
function missedCode(node: FunctionNode | null, fates: Fates, digest = "the template's text alone"): Publishing | null {
  const outside = (node === null ? [] : codeSources(node)).flatMap(({ property: name, pieces }) =>
    pieces.map((piece) => ({ name, piece, fate: fateOf(piece, fates) })),
  );
  const missed = outside.find(({ fate }) => fate === "missed");
  if (missed !== undefined) {
    const source = `${missed.piece.what} (${missed.name})`;
    return fixed(`follows ${digest}, while the code comes from ${source}: a new value there publishes no version`, "code");
  }
  const open = outside.find(({ fate }) => fate === "unknown");
  if (open === undefined) return null;
  const source = `${open.piece.what} (${open.name})`;
  return {
    kind: "unresolved",
    doubt: unresolved(`the code comes from ${source}; the template does not show whether the version's hash changes with it`),
  };
}

function fateOf({ kind }: OutsidePiece, fates: Fates): "followed" | "unknown" | "missed" {
  return fates[kind] ?? (kind === "attribute" ? "unknown" : "missed");
}

/** A new text of any property publishes a version; what is `missed` changes without one. */
function ofConfiguration(missed: readonly string[], doubt: string | null): Publishing {
  if (missed.length === 0) return doubt === null ? followsCode(`${CODE} and configuration`) : followsCode(CODE, [], doubt);
  return followsCode(CODE, missedIn(missed), doubt);
}

function missedIn(missed: readonly string[]): readonly string[] {
  if (missed.length === 0) return [];
  const more = missed.length > 2 ? ` and ${missed.length - 2} more` : "";
  return [`a change of ${missed.slice(0, 2).join(", ")}${more} alone publishes no version`];
}

function samVersion({ facts }: Resource): SamVersion {
  const noted = property(facts.body["Metadata"], "serverless-fitness");
  const layers = property(noted, "unpublishedLayers");
  return {
    allProperties: property(noted, "allProperties") === true,
    codeSha256: property(noted, "codeSha256"),
    unpublishedLayers: Array.isArray(layers) ? layers.map(String) : [],
  };
}
