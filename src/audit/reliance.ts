// Parameter values that a verdict depends on although the command line did not set them, such as defaults.
import type { Assessment } from "../assessment.ts";
import type { Model } from "../model/model.ts";
import { type GivenValue, givenValues } from "../model/resolve/given-values.ts";
import type { Resource } from "../model/resource.ts";
import { ANOTHER_VALUE, AS_IF_OPEN, baseWorld, type World, worldWith } from "../model/world.ts";
import { resourceOf } from "./doubts.ts";

/** What a check says in a world, by subject, and the system there; null where that would take too long. */
export type Suppose = (world: World) => Supposed | null;

export interface Supposed {
  readonly said: ReadonlyMap<string, Assessment>;
  readonly model: Model;
}

/** The assessments, each with the values that its verdict rests on in its message. */
export function withReliance(settled: ReadonlyMap<string, Assessment>, base: Model, suppose: Suppose): Map<string, Assessment> {
  const values = settled.size === 0 ? [] : givenValues(base.system.resolver);
  const asIs = values.length === 0 ? null : suppose(baseWorld);
  if (asIs === null) return new Map(settled);
  const comparisons = values.map((value): Comparison => ({ value, cases: casesOf(value, suppose), asIs, base }));
  return new Map(
    [...settled].map(([key, assessment]) => [
      key,
      explained(
        assessment,
        comparisons.flatMap((comparison) => relianceOn(key, assessment, comparison) ?? []),
      ),
    ]),
  );
}

interface Case extends Supposed {
  readonly outcome: string;
}

function casesOf({ id, others }: GivenValue, suppose: Suppose): readonly Case[] {
  return (others ?? [AS_IF_OPEN]).flatMap((outcome) => {
    const supposed = suppose(worldWith(baseWorld, id, outcome));
    return supposed === null ? [] : [{ outcome, ...supposed }];
  });
}

interface Comparison {
  readonly value: GivenValue;
  readonly cases: readonly Case[];
  readonly asIs: Supposed;
  readonly base: Model;
}

/** A value on which the verdict rests. */
interface Reliance {
  readonly value: GivenValue;
  /** With which others it passes, in words; null where it passes as it is. */
  readonly passesWith: string | null;
  /** What is only there with those. */
  readonly missing: readonly Resource[];
}

/** null where the verdict is the same whatever the value. */
function relianceOn(key: string, { verdict, finding }: Assessment, { value, cases, asIs, base }: Comparison): Reliance | null {
  if (verdict === "unknown" || asIs.said.get(key)?.verdict !== verdict) return null;
  const differing = cases.filter(({ said }) => (said.get(key)?.verdict ?? verdict) !== verdict);
  const passing = differing.filter(({ said }) => verdict === "fail" && said.get(key)?.verdict === "pass");
  const missing = missingNodes(passing[0]?.said.get(key), base);
  const isNamed = missing.length === 0 && finding.message.includes(`parameter ${value.name}`);
  if (differing.length === 0 || isNamed) return null;
  const bringing = missing.length === 0 ? passing : cases.filter(({ model }) => missing.every((node) => exists(node, model)));
  return { value, missing, passesWith: passing.length === 0 ? null : outcomesInWords(value, bringing) };
}

/** What is there in another case and not as it is. */
function missingNodes(assessment: Assessment | undefined, base: Model): readonly Resource[] {
  const walked = new Set((assessment?.finding.evidence ?? []).map(resourceOf));
  return [...walked].filter((node) => !exists(node, base));
}

function exists({ stack, logicalId }: Resource, { system }: Model): boolean {
  return system.resource(stack.name, logicalId) !== undefined;
}

/** `Stage=beta or prod`, `another Stage`. */
function outcomesInWords({ name }: GivenValue, cases: readonly Case[]): string {
  const outcomes = cases.map(({ outcome }) => outcome);
  if (outcomes.some((outcome) => outcome === ANOTHER_VALUE || outcome === AS_IF_OPEN)) return `another ${name}`;
  const shown = outcomes.map((outcome) => (outcome === "" ? '""' : outcome));
  return `${name}=${[shown.slice(0, -1).join(", "), ...shown.slice(-1)].filter((part) => part !== "").join(" or ")}`;
}

const LONGEST = 60;

/** `Stage is dev by its default`. */
function inWords({ name, value, source }: GivenValue): string {
  if (value === null) return `${name} has its value by ${source}`;
  const shown = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return `${name} is ${shown === "" ? "empty" : shown} by ${source}`;
}

function explained(assessment: Assessment, reliances: readonly Reliance[]): Assessment {
  if (reliances.length === 0) return assessment;
  const { finding } = assessment;
  const brief = reliances.filter(({ missing }) => missing.length === 0).map(briefly);
  const message = `${finding.message}${brief.length === 0 ? "" : ` (${brief.join(", ")})`}`;
  return { ...assessment, finding: { ...finding, message: [message, ...onlyElsewhere(reliances)].join("; ") } };
}

function briefly({ value, passesWith }: Reliance): string {
  return `${inWords(value)}${passesWith === null ? "" : `; it passes with ${passesWith}`}`;
}

/** `alarm Errors exists only with Stage=prod, and Stage is dev by its default`: once for what several values could bring. */
function onlyElsewhere(reliances: readonly Reliance[]): readonly string[] {
  const groups = new Map<string, Reliance[]>();
  for (const reliance of reliances.filter(({ missing }) => missing.length > 0)) {
    const key = reliance.missing.map(({ id }) => id).join();
    groups.set(key, [...(groups.get(key) ?? []), reliance]);
  }
  return [...groups.values()].map((group) => {
    const missing = group[0]?.missing ?? [];
    const subject = missing.map((node) => `${kindOf(node)} ${node.label}`).join(" and ");
    const others = group.map(({ passesWith }) => passesWith).join(" or ");
    return `${subject} ${missing.length === 1 ? "exists" : "exist"} only with ${others}, and ${group.map(({ value }) => inWords(value)).join(", ")}`;
  });
}

/** `deployment group` of `AWS::CodeDeploy::DeploymentGroup`. */
function kindOf({ type }: Resource): string {
  const last = type.slice(type.lastIndexOf(":") + 1);
  return last
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .replace(/Config$/, "Configuration")
    .toLowerCase();
}
