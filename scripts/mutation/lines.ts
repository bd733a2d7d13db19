// What a mutation run prints: a line for each mutant that no test noticed, and one for each folder.
import path from "node:path";
import type { FolderScore, Mutant } from "./score.ts";

const longest = 120;

/** `src/audit/score.ts:16:10 EqualityOperator: all !== 0` */
export function survivorLine({ fileName, location, mutatorName, replacement = "", status }: Mutant): string {
  const place = `${path.relative(process.cwd(), fileName)}:${location.start.line}:${location.start.column}`;
  const reached = status === "NoCoverage" ? ", reached by no test" : "";
  const text = replacement.replaceAll(/\s+/g, " ");
  return `${place} ${mutatorName}${reached}: ${text.length > longest ? `${text.slice(0, longest)}…` : text}`;
}

/** `src/audit   91.3 % ± 2.1 of 522 mutants, 45 survived (3 reached by no test), 40 of 120 functions` */
export function scoreLine({ folder, score, margin, killed, survived, uncovered, functions, allFunctions }: FolderScore): string {
  const percent = score === null ? "no mutants" : `${score.toFixed(1)} %${margin === 0 ? "" : ` ± ${margin.toFixed(1)}`}`;
  const drawn = functions === allFunctions ? `all ${functions} functions` : `${functions} of ${allFunctions} functions`;
  return `${folder.padEnd(12)} ${percent} of ${killed + survived} mutants, ${survived} survived (${uncovered} reached by no test), ${drawn}`;
}
