// Draws a few of many, the same ones in every run, and as different from each other as there are.
import { createHash } from "node:crypto";
import type { Found } from "./assess.ts";

/** Printed with what is drawn; a new one draws others. */
export const SEED = "2026-11-30";

/** `count` of them: one of each shape before a second of any. What else is in the list does not change the order of two. */
export function draw(candidates: readonly Found[], count: number, seed: string): readonly Found[] {
  const own = [...new Map(candidates.map((found) => [onceOf(found), found])).values()];
  const lots = new Map(own.map((found) => [found, lot(`${SEED} ${seed} ${keyOf(found)}`)]));
  const byLot = (one: Found, other: Found): number => ((lots.get(one) ?? "") < (lots.get(other) ?? "") ? -1 : 1);
  const ranked = [...byShape(own.sort(byLot)).values()].flatMap((alike) => alike.map((found, rank) => ({ found, rank })));
  ranked.sort((one, other) => one.rank - other.rank || byLot(one.found, other.found));
  return ranked.slice(0, count).map(({ found }) => found);
}

/** Groups those whose messages differ only in names and numbers. */
export function byShape(found: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const shapes = new Map<string, Found[]>();
  for (const each of found) {
    const shape = shapeOf(`${each.assessment.message}; ${each.assessment.reason ?? ""}`);
    shapes.set(shape, [...(shapes.get(shape) ?? []), each]);
  }
  return shapes;
}

function shapeOf(message: string): string {
  return message
    .split(/[\s,]+/)
    .map((word) => (/[A-Z0-9$_{}"/]/.test(word) ? "…" : word))
    .join(" ")
    .replaceAll(/…(?: …)+/g, "…");
}

/** The same for the finding about one subject with several sets of parameters. */
function onceOf({ place, assessment }: Found): string {
  return [place, assessment.subject.logicalId, assessment.subject.detail, shapeOf(assessment.message)].join(" ");
}

function keyOf({ template, assessment }: Found): string {
  const { stack, logicalId, detail } = assessment.subject;
  return [template, stack, logicalId, detail, assessment.message].join(" ");
}

function lot(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
