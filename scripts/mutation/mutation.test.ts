// What a mutation run mutates, and how its results are counted.
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "../../test/folder.ts";
import { functionsOf, sample } from "./functions.ts";
import { scoreLine, survivorLine } from "./lines.ts";
import { type Mutant, scoresOf } from "./score.ts";

const code = `import { b } from "./b.ts";
/** Not a part of it. */
export const most = 3, least = 1;
interface Shape { readonly width: number }
export function area(shape: Shape): number {
  return shape.width ** 2;
}
export class Model {
  readonly #parts = new Map();
  constructor(readonly stacks: string[]) {}
  get size(): number {
    return this.stacks.length;
  }
}
if (b) area({ width: 1 });
`;

describe("the functions of a file", () => {
  it("are its statements and the members of its classes, without imports and types", () => {
    const file = path.join(folder({ "shape.ts": code }), "shape.ts");
    expect(functionsOf(file).map(({ name, from, to }) => `${name} ${from}-${to}`)).toEqual([
      "most, least 3-3",
      "area 5-7",
      "Model.#parts 9-9",
      "Model.Constructor 10-10",
      "Model.size 11-13",
      "IfStatement 15-15",
    ]);
  });
});

const functions = Array.from({ length: 40 }, (_each, index) => ({
  file: `src/${index < 30 ? "model" : "audit"}/a.ts`,
  name: `f${index}`,
  from: index * 10 + 1,
  to: index * 10 + 9,
}));

describe("a sample", () => {
  it("is the same for a seed, another for another, and part of a larger one", () => {
    const ten = sample(functions, 10, "1");
    expect(sample([...functions].reverse(), 10, "1")).toEqual(ten);
    expect(sample(functions, 20, "1").slice(0, 10)).toEqual(ten);
    expect(sample(functions, 10, "2")).not.toEqual(ten);
    expect(sample(functions, 100, "1")).toHaveLength(40);
  });
});

/** In the function with that index, on its second line. */
function mutant(index: number, status: Mutant["status"], more: Partial<Mutant> = {}): Mutant {
  const line = index * 10 + 2;
  const location = { start: { line, column: 3 }, end: { line, column: 9 } };
  const fileName = `${process.cwd()}/${functions[index]?.file}`;
  return { id: "1", fileName, location, mutatorName: "EqualityOperator", replacement: "a !== b", status, ...more };
}

describe("the score", () => {
  it("is the share of the mutants that a test noticed, by folder, without those that were not tried", () => {
    const mutants = [
      ...[mutant(0, "Killed"), mutant(1, "Timeout"), mutant(2, "Survived"), mutant(3, "NoCoverage")],
      ...[mutant(30, "Killed"), mutant(31, "Ignored"), mutant(32, "CompileError"), mutant(33, "RuntimeError")],
    ];
    expect(scoresOf(functions, functions, mutants).map(scoreLine)).toEqual([
      "src/model    50.0 % of 4 mutants, 2 survived (1 reached by no test), all 30 functions",
      "src/audit    100.0 % of 1 mutants, 0 survived (0 reached by no test), all 10 functions",
      "together     60.0 % of 5 mutants, 2 survived (1 reached by no test), all 40 functions",
    ]);
  });

  it("has a margin where only some functions were mutated, a wider one where mutants of a function share their fate", () => {
    const drawn = functions.slice(0, 4);
    const [mixed] = scoresOf(
      drawn,
      functions,
      [0, 1, 2, 3].flatMap((index) => [mutant(index, "Killed"), mutant(index, "Survived")]),
    );
    expect(mixed).toMatchObject({ score: 50, margin: 0, functions: 4, allFunctions: 30 });
    const alike = [0, 1, 2, 3].flatMap((index) => [1, 2].map(() => mutant(index, index < 2 ? "Killed" : "Survived")));
    const [clustered] = scoresOf(drawn, functions, alike);
    // 1.96 × √((1 − 4/30) × 4/3 × 4 × 1²) / 8
    expect(clustered?.margin).toBeCloseTo(100 * 1.96 * (Math.sqrt((26 / 30) * (4 / 3) * 4) / 8), 6);
    expect(scoreLine(clustered!)).toBe(
      "src/model    50.0 % ± 52.7 of 8 mutants, 4 survived (0 reached by no test), 4 of 30 functions",
    );
  });

  it("is none where nothing was mutated, and says nothing certain of one function", () => {
    const [none] = scoresOf(functions, functions, []);
    expect(scoreLine(none!)).toMatch(/^src\/model {4}no mutants of 0 mutants/);
    const [one] = scoresOf(functions.slice(0, 1), functions, [mutant(0, "Killed")]);
    expect(one).toMatchObject({ score: 100, margin: 100 });
  });
});

it("names a survivor by its place and what it was changed to", () => {
  expect(survivorLine(mutant(0, "Survived", { replacement: "if (a)\n  {}" }))).toBe(
    "src/model/a.ts:2:3 EqualityOperator: if (a) {}",
  );
  expect(survivorLine(mutant(0, "NoCoverage", { replacement: "x".repeat(200) }))).toBe(
    `src/model/a.ts:2:3 EqualityOperator, reached by no test: ${"x".repeat(120)}…`,
  );
});
