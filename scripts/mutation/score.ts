// How many of the mutants the tests noticed, by folder; of a sample, with how far off that may be.
import type { Stryker } from "@stryker-mutator/core";
import type { FunctionLines } from "./functions.ts";

/** A change and what became of it: its lines and columns count from 1. */
export type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

export interface FolderScore {
  readonly folder: string;
  readonly functions: number;
  /** Of how many the functions were drawn. */
  readonly allFunctions: number;
  readonly killed: number;
  readonly survived: number;
  /** Of the survivors, those that no test reaches. */
  readonly uncovered: number;
  /** Percent of killed and survived; null where there are no mutants. */
  readonly score: number | null;
  /** Points above and below the score that hold 95 % of samples; 0 where all functions were mutated. */
  readonly margin: number;
}

const killedStatuses: ReadonlySet<string> = new Set(["Killed", "Timeout"]);
const survivedStatuses: ReadonlySet<string> = new Set(["Survived", "NoCoverage"]);

export function isSurvivor({ status }: Mutant): boolean {
  return survivedStatuses.has(status);
}

/** Whether the change is within that function. */
export function isOf({ fileName, location }: Mutant, { file, from, to }: FunctionLines): boolean {
  return fileName.endsWith(file) && location.start.line >= from && location.end.line <= to;
}

/** Of each folder of `src`, and at last of them all where they are several. */
export function scoresOf(
  drawn: readonly FunctionLines[],
  all: readonly FunctionLines[],
  mutants: readonly Mutant[],
): readonly FolderScore[] {
  const folders = [...new Set(all.map(folderOf))];
  const scoreWithin = (folder: string, isWithin: (each: FunctionLines) => boolean): FolderScore => {
    const counts = drawn.filter(isWithin).map((each) => countsOf(each, mutants));
    const killed = sum(counts.map((each) => each.killed));
    const survived = sum(counts.map((each) => each.survived));
    const allFunctions = all.filter(isWithin).length;
    return {
      folder,
      functions: counts.length,
      allFunctions,
      killed,
      survived,
      uncovered: sum(counts.map((each) => each.uncovered)),
      score: killed + survived === 0 ? null : (100 * killed) / (killed + survived),
      margin: marginOf(counts, allFunctions),
    };
  };
  const scores = folders.map((folder) => scoreWithin(folder, (each) => folderOf(each) === folder));
  return folders.length === 1 ? scores : [...scores, scoreWithin("together", () => true)];
}

/** `src/model` of `src/model/alarms/alarm.ts`. */
function folderOf({ file }: FunctionLines): string {
  return file.split("/").slice(0, 2).join("/");
}

interface Counts {
  readonly killed: number;
  readonly survived: number;
  readonly uncovered: number;
}

function countsOf(one: FunctionLines, mutants: readonly Mutant[]): Counts {
  const own = mutants.filter((mutant) => isOf(mutant, one));
  return {
    killed: own.filter(({ status }) => killedStatuses.has(status)).length,
    survived: own.filter(isSurvivor).length,
    uncovered: own.filter(({ status }) => status === "NoCoverage").length,
  };
}

/**
 * Mutants of one function live or die together, so the functions are what was sampled: the error of a ratio of two sums over them.
 * @see https://online.stat.psu.edu/stat506/lesson/4/4.1
 */
function marginOf(counts: readonly Counts[], allFunctions: number): number {
  const n = counts.length;
  const mutants = sum(counts.map(({ killed, survived }) => killed + survived));
  if (n < 2 || mutants === 0) return n === allFunctions ? 0 : 100;
  const score = sum(counts.map(({ killed }) => killed)) / mutants;
  const squares = sum(counts.map(({ killed, survived }) => (killed - score * (killed + survived)) ** 2));
  return 100 * 1.96 * Math.sqrt((1 - n / allFunctions) * (n / (n - 1)) * squares) * (1 / mutants);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
